//! A wave that a bench fills past the mix: units with keys, used codes, spent tokens, labelled and sealed ballots.

use std::time::Instant;

use jiff::civil::Date;
use uuid::Uuid;

use super::{Failure, instance::Instance};
use crate::{
    auth,
    commands::new_identity,
    db::DbError,
    ids::Chance,
    org::{self, ImportError},
    questionnaire::{Ballot, Population, Questionnaire},
    sealed::{Frame, FrameKind, PublicKey, seal},
    survey::{self, FrameUnit, Framed, LabelKey, Labels, Proposal},
};

/// A wave full of ballots, and some of them for measurements in memory.
pub(super) struct Filled {
    pub wave: Uuid,
    pub units: Vec<FrameUnit>,
    /// The identity of the urn.
    pub identity: String,
    /// The key of the labels.
    pub key: LabelKey,
    /// Frames with their labels.
    pub kept: Vec<(Vec<u8>, Vec<u8>)>,
    pub questionnaire: Questionnaire,
    /// Who planned it.
    pub by: Uuid,
    /// A day on which it is over.
    pub after: Date,
    pub keys_s: f64,
    pub seal_s: f64,
    pub write_s: f64,
}

const BATCH: usize = 10_000;
const KEPT: usize = 4_000;
/// Different answers; every ballot repeats one of them under a seal of its own.
const ANSWERS: usize = 256;

const USED_CODES: &str = "-- bench::used_codes
    INSERT INTO wave_code (digest, unit, void, blinded)
    SELECT sha256(n::text::bytea), u.id, false, sha256(n::text::bytea)
    FROM generate_series(1, $2::bigint) n
    JOIN (SELECT id, row_number() OVER () - 1 AS place, count(*) OVER () AS units FROM wave_unit WHERE urn = $1) u
      ON u.place = n % u.units";
const SPENT_TOKENS: &str = "-- bench::spent_tokens
    INSERT INTO spent_token (nonce, unit, signature) SELECT digest, unit, decode(repeat('5c', 256), 'hex') FROM wave_code";
const LAY_BALLOTS: &str = "-- bench::lay_ballots
    INSERT INTO ballot (id, urn, frame, label)
    SELECT gen_random_uuid(), $1, frame, label FROM unnest($2::bytea[], $3::bytea[]) AS given (frame, label)";

/// Plans a wave for `persons` in all and lays `ballots` in its urn.
pub(super) async fn fill(instance: &Instance, units: usize, persons: usize, ballots: usize) -> Result<Filled, Failure> {
    let (services, chance) = (&instance.services, &instance.services.chance);
    let db = &services.db;
    let (identity, recipient) = new_identity();
    let recipient = PublicKey::parse(&recipient).ok_or("a fresh recipient")?;
    let (wave, by, after) = plan(instance, units, persons, &recipient).await?;
    let started = Instant::now();
    let making = (0..std::thread::available_parallelism().map_or(1, usize::from)).map(|_| survey::make_all(db));
    for made in futures_util::future::join_all(making).await {
        made?;
    }
    let keys_s = started.elapsed().as_secs_f64();
    let framed = db.run::<_, DbError>("bench::units", async |tx| survey::units(tx, wave).await).await?;
    let key = Labels::default().of(db, wave, &recipient, chance).await?;
    let questionnaire = Questionnaire::shipped(Population::Staff).clone();
    let answers = answers(&questionnaire, chance);

    let started = Instant::now();
    let rows = i64::try_from(ballots)?;
    db.run::<_, DbError>("bench::used", async |tx| {
        tx.execute(USED_CODES, &[&wave, &rows]).await?;
        tx.execute(SPENT_TOKENS, &[]).await?;
        Ok(())
    })
    .await?;
    let (mut seal_s, mut write_s, mut kept) = (0.0, started.elapsed().as_secs_f64(), Vec::new());
    for first in (0..ballots).step_by(BATCH) {
        let started = Instant::now();
        let of = |place: usize| (framed[place % framed.len()].id, &answers[place % answers.len()][..]);
        let (frames, labels) = sealed(first..ballots.min(first + BATCH), of, &recipient, &key);
        seal_s += started.elapsed().as_secs_f64();
        let started = Instant::now();
        db.run::<_, DbError>("bench::lay", async |tx| {
            tx.execute(LAY_BALLOTS, &[&wave, &frames, &labels]).await?;
            Ok(())
        })
        .await?;
        write_s += started.elapsed().as_secs_f64();
        let room = KEPT - kept.len();
        kept.extend(frames.into_iter().zip(labels).take(room));
    }
    Ok(Filled { wave, units: framed, identity, key, kept, questionnaire, by, after, keys_s, seal_s, write_s })
}

/// An organisation of `units`, and a wave to all of them; gives it, who planned it, and a day after it.
async fn plan(
    instance: &Instance,
    units: usize,
    persons: usize,
    recipient: &PublicKey,
) -> Result<(Uuid, Uuid, Date), Failure> {
    let (services, chance) = (&instance.services, &instance.services.chance);
    let (db, today, now) = (&services.db, services.clock.today(), services.clock.now());
    let each = i32::try_from(persons.div_ceil(units) + 1)?;
    let rows = (0..units).map(|unit| format!("E{unit};Enhet {unit};enhet;F;{each};2024-01-01;;\n"));
    let csv = format!(
        "kod;namn;typ;överordnad;antal;från;till;efterträdare\nK;Kommunen;kommun;;;2024-01-01;;\n\
         F;Förvaltningen;förvaltning;K;;2024-01-01;;\n{}",
        rows.collect::<String>()
    );
    let imported = db.run::<_, ImportError>("bench::organisation", async |tx| {
        let plan = org::preview(tx, &csv, chance).await?;
        org::apply(tx, &plan).await
    });
    imported.await?;
    let (nodes, custodians) =
        db.run::<_, DbError>("bench::who", async |tx| Ok((org::nodes(tx).await?, auth::custodians(tx).await?))).await?;
    let by = custodians.first().ok_or("there are custodians")?.id;
    let asked = nodes.iter().filter(|node| node.kind == org::NodeKind::Unit);
    let closes = today.saturating_add(jiff::Span::new().days(20));
    let proposal = Proposal {
        title: "Mätning".into(),
        population: Population::Staff,
        opens: today,
        closes,
        reference: (today.saturating_sub(jiff::Span::new().days(365)), today),
        disposal: "Bench".into(),
        definition: None,
        frame: asked.map(|node| Framed { node: node.id, population: each, tenure: None }).collect(),
        recipient: recipient.clone(),
        keys: custodians.iter().map(|holder| (Some(holder.id), seal(std::slice::from_ref(recipient), b""))).collect(),
    };
    let wave = survey::propose(db, &proposal, by, today, now, chance).await?;
    Ok((wave, by, closes.tomorrow()?))
}

/// Answers as chance has them, every question that is asked answered with one option.
fn answers(questionnaire: &Questionnaire, chance: &Chance) -> Vec<Vec<u8>> {
    let one = || {
        let mut masks = vec![0; questionnaire.items().count()];
        for (place, item) in questionnaire.items().enumerate() {
            if questionnaire.asked(&masks, 1)[place] {
                masks[place] = 1 << chance.below(item.options.len() as u32);
            }
        }
        Ballot::of(masks, questionnaire, 1).expect("one option of what is asked is an answer").bytes()
    };
    (0..ANSWERS).map(|_| one()).collect()
}

/// Seals and labels on all cores.
fn sealed<'a>(
    places: std::ops::Range<usize>,
    of: impl Fn(usize) -> (Uuid, &'a [u8]) + Sync,
    to: &PublicKey,
    key: &LabelKey,
) -> (Vec<Vec<u8>>, Vec<Vec<u8>>) {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let places: Vec<_> = places.collect();
    std::thread::scope(|scope| {
        let shares: Vec<_> = places
            .chunks(places.len().div_ceil(cores).max(1))
            .map(|share| {
                let (of, chance) = (&of, Chance::system());
                scope.spawn(move || {
                    let one = |&place: &usize| {
                        let (unit, content) = of(place);
                        let frame = Frame::seal(FrameKind::Ballot, to, content, &chance);
                        let label = key.label(unit, frame.bytes(), &chance);
                        (frame.bytes().to_vec(), label)
                    };
                    share.iter().map(one).collect::<Vec<_>>()
                })
            })
            .collect();
        shares.into_iter().flat_map(|share| share.join().expect("sealing does not panic")).unzip()
    })
}
