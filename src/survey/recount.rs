//! Recounting, for the skyddsombud: nothing is taken on trust but the signatures. Valid tokens = stored ballots ≤ traded
//! codes ≤ codes ≤ persons, unit by unit.

use std::{collections::HashMap, pin::pin};

use futures_util::StreamExt;
use serde::Serialize;
use uuid::Uuid;

use super::{
    count::Protocol,
    issuer::TokenKey,
    store,
    wave::{UnitProgress, Wave},
};
use crate::db::{DbError, Transaction};

/// What a recount found.
#[derive(Debug, Serialize)]
pub struct Recount {
    pub wave: String,
    /// Whether ballots and codes have been destroyed, so that the protocol speaks for them.
    pub counted: bool,
    pub units: Vec<UnitRecount>,
    /// Tokens that no key of the wave signed.
    pub forged: u64,
    pub tokens: u64,
    pub ballots: u64,
    /// What does not hold, in Swedish; nothing when all is well.
    pub faults: Vec<String>,
}

/// One unit recounted.
#[derive(Debug, Serialize)]
pub struct UnitRecount {
    pub name: String,
    pub department: String,
    pub persons: i64,
    pub codes: i64,
    pub traded: i64,
    pub tokens: i64,
}

/// Recounts one wave as of the last mix: what was traded and cast since is seen after the next.
pub async fn recount(tx: &Transaction<'_>, wave: &Wave) -> Result<Recount, DbError> {
    let units = store::units(tx, wave.id).await?;
    let keys: HashMap<Uuid, TokenKey> =
        units.iter().filter_map(|unit| Some((unit.id, TokenKey::parse(unit.public_key.as_ref()?)?))).collect();
    let (mut valid, mut forged): (HashMap<Uuid, i64>, u64) = (HashMap::new(), 0);
    {
        let mut tokens = pin!(store::tokens(tx, wave.id).await?);
        while let Some(token) = tokens.next().await {
            let token = token?;
            let parts = (token.nonce.as_slice().try_into(), token.signature.as_slice().try_into());
            let holds = match (keys.get(&token.unit), parts) {
                (Some(key), (Ok(nonce), Ok(signature))) => key.verifies(nonce, signature),
                _ => false,
            };
            if holds {
                *valid.entry(token.unit).or_default() += 1;
            } else {
                forged += 1;
            }
        }
    }
    let protocol: Option<Protocol> = wave.protocol.as_deref().and_then(|json| serde_json::from_str(json).ok());
    let live: HashMap<_, _> = store::units_progress(tx, wave.id).await?.into_iter().collect();
    let progress = |id: Uuid| match &protocol {
        Some(protocol) => {
            let unit = protocol.units.iter().find(|unit| unit.unit == id);
            unit.map_or_else(UnitProgress::default, |unit| {
                let codes = &unit.progress;
                UnitProgress { codes: codes.codes, traded: codes.traded, void: codes.void, answered: codes.answered }
            })
        }
        None => live.get(&id).copied().unwrap_or_default(),
    };
    let recounted: Vec<_> = units
        .iter()
        .map(|unit| {
            let UnitProgress { codes, traded, .. } = progress(unit.id);
            UnitRecount {
                name: unit.name.clone(),
                department: unit.department.clone(),
                persons: unit.population.into(),
                codes,
                traded,
                tokens: valid.get(&unit.id).copied().unwrap_or_default(),
            }
        })
        .collect();
    let ballots = match &protocol {
        Some(protocol) => protocol.ballots,
        None => store::stored_ballots(tx, wave.id).await?.cast_unsigned(),
    };
    let tokens = valid.values().sum::<i64>().cast_unsigned();
    let faults = faults(&recounted, tokens, ballots, forged);
    Ok(Recount {
        wave: wave.code.clone(),
        counted: protocol.is_some(),
        units: recounted,
        forged,
        tokens,
        ballots,
        faults,
    })
}

fn faults(units: &[UnitRecount], tokens: u64, ballots: u64, forged: u64) -> Vec<String> {
    let mut faults = Vec::new();
    if forged > 0 {
        faults.push(format!("{forged} röstbevis har ingen giltig signatur"));
    }
    if tokens != ballots {
        faults.push(format!("{tokens} giltiga röstbevis men {ballots} valsedlar"));
    }
    for unit in units {
        let name = &unit.name;
        if unit.tokens > unit.traded {
            faults.push(format!("{name}: {} röstbevis men bara {} inlösta koder", unit.tokens, unit.traded));
        }
        if unit.traded > unit.codes {
            faults.push(format!("{name}: {} inlösta koder men bara {} giltiga", unit.traded, unit.codes));
        }
        if unit.codes > unit.persons {
            faults.push(format!("{name}: {} koder till {} personer", unit.codes, unit.persons));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(persons: i64, codes: i64, traded: i64, tokens: i64) -> UnitRecount {
        UnitRecount { name: "Enheten".to_owned(), department: String::new(), persons, codes, traded, tokens }
    }

    #[test]
    fn every_way_in_which_a_count_cannot_hold_is_named() {
        assert!(faults(&[unit(10, 10, 8, 7)], 7, 7, 0).is_empty());
        for (units, tokens, ballots, forged) in [
            (unit(10, 11, 8, 7), 7, 7, 0),
            (unit(10, 10, 11, 7), 7, 7, 0),
            (unit(10, 10, 8, 9), 9, 9, 0),
            (unit(10, 10, 8, 7), 7, 8, 0),
            (unit(10, 10, 8, 7), 7, 7, 1),
        ] {
            assert_eq!(faults(&[units], tokens, ballots, forged).len(), 1);
        }
    }
}
