//! Verifying: every line is recomputed from the one before it, so that an altered, missing or moved line is named.

use super::{
    act::Act,
    chain::link,
    line::{Head, Line},
    store,
};
use crate::db::{DbError, Transaction};

/// What is wrong with the log.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("rad {0} saknas")]
    Missing(i64),
    #[error("rad {0} är ändrad, eller hör inte efter raden före")]
    Altered(i64),
    #[error("loggen slutar på rad {there}, men rad {known} har funnits")]
    CutShort { there: i64, known: i64 },
    #[error("rad {0} har en annan kontrollsumma än den som har skrivits ut")]
    OtherHash(i64),
}

/// How many lines are read at a time.
const BATCH: i64 = 10_000;

/// Reads the whole log. `known` is a head that was printed earlier; returns the present one, or the first fault.
pub async fn verify(tx: &Transaction<'_>, known: Option<&Head>) -> Result<Result<Head, Fault>, DbError> {
    let mut head = Head { number: 0, hash: Vec::new() };
    loop {
        let lines = store::after(tx, head.number, BATCH).await?;
        let whole = lines.len() as i64 == BATCH;
        for line in &lines {
            head = match step(&head, line) {
                Ok(next) => next,
                Err(fault) => return Ok(Err(fault)),
            };
            if known.is_some_and(|known| known.number == head.number && known.hash != head.hash) {
                return Ok(Err(Fault::OtherHash(head.number)));
            }
        }
        if !whole {
            break;
        }
    }
    Ok(match known {
        Some(known) if known.number > head.number => Err(Fault::CutShort { there: head.number, known: known.number }),
        _ => Ok(head),
    })
}

/// The chain with one line more.
fn step(before: &Head, line: &Line) -> Result<Head, Fault> {
    if line.number != before.number + 1 {
        return Err(Fault::Missing(before.number + 1));
    }
    let act = Act { actor: line.actor, word: &line.act, object: &line.object };
    if link(&before.hash, line.number, line.at, &act) != line.hash {
        return Err(Fault::Altered(line.number));
    }
    Ok(Head { number: line.number, hash: line.hash.clone() })
}
