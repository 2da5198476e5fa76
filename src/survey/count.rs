//! Close and count: open every ballot of a wave in memory, fold, seal the tally, destroy ballots, codes and keys, and write
//! the gallring protocol. One transaction: interrupted, it has either happened or not. Whatever a ballot holds, the count
//! goes on; what answers another questionnaire, or nothing, is counted as invalid.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use zeroize::{Zeroize, Zeroizing};

use super::{
    label::LabelKey,
    store,
    tally::{UnitCounts, WaveTally},
    wave::{FrameUnit, Phase, UnitProgress, Wave},
};
use crate::{
    audit::{self, Act},
    db::{Database, DbError, Transaction},
    ids::{Chance, base64},
    questionnaire::{Ballot, Counts, Questionnaire},
    sealed::{seal, unpad},
    urn::{self, Opener, Tally},
};

/// Why a wave was not counted.
#[derive(Debug, thiserror::Error)]
pub enum CountError {
    #[error("no such wave")]
    NoWave,
    #[error("the wave is open, or its last ballots are not mixed")]
    NotRipe,
    #[error("the wave has been counted before")]
    AlreadyCounted,
    #[error("the identity does not belong to this wave's urn")]
    WrongKey,
    #[error("there is no custodian to seal the tally to")]
    NoCustodian,
    #[error(transparent)]
    Db(#[from] DbError),
}

/// What was destroyed and what is left, for the archive (gallringsprotokoll); counts of codes and ballots, never answers.
#[derive(Serialize, Deserialize)]
pub struct Protocol {
    pub wave: String,
    pub title: String,
    /// Day of the count.
    pub day: String,
    pub disposal: String,
    pub questionnaire_hash: String,
    pub plan_hash: String,
    /// Ballots that lay in the urn and are destroyed.
    pub ballots: u64,
    pub invalid: u64,
    pub units: Vec<ProtocolUnit>,
}

/// One unit in the protocol.
#[derive(Serialize, Deserialize)]
pub struct ProtocolUnit {
    pub unit: Uuid,
    pub name: String,
    pub department: String,
    pub population: i32,
    #[serde(flatten)]
    pub progress: Codes,
}

/// Codes of a unit when it was over.
#[derive(Serialize, Deserialize)]
pub struct Codes {
    pub codes: i64,
    pub traded: i64,
    pub void: i64,
    pub answered: i64,
}

/// Ends an open wave today: from now on nobody can answer.
pub async fn close(db: &Database, wave: Uuid, by: Uuid, today: Date, now: Timestamp) -> Result<(), CountError> {
    db.run("survey::close", async |tx| {
        store::hold_trades(tx).await?;
        if !store::close(tx, wave, today).await? {
            return Err(CountError::NotRipe);
        }
        Ok(audit::record(tx, now, Act { actor: Some(by), word: "survey.close", object: &wave.to_string() }).await?)
    })
    .await
}

/// Counts a wave. `by` is the custodian, or nobody when it is done from a workstation.
pub async fn count(
    db: &Database,
    wave: Uuid,
    opener: &Opener,
    by: Option<Uuid>,
    today: Date,
    now: Timestamp,
    chance: &Chance,
) -> Result<(), CountError> {
    db.run("survey::count", async |tx| {
        urn::urn(tx, wave).await?;
        let found = store::wave_of(tx, wave).await?.ok_or(CountError::NoWave)?;
        match found.phase(today) {
            Phase::Counted => return Err(CountError::AlreadyCounted),
            _ if opener.recipient() != found.recipient => return Err(CountError::WrongKey),
            Phase::Planned | Phase::Open => return Err(CountError::NotRipe),
            Phase::Closed => {}
        }
        // Nothing may come in between counting and destroying.
        urn::lock_ballots(tx).await?;
        if store::waiting(tx, wave).await? {
            return Err(CountError::NotRipe);
        }
        let readers = urn::readers(tx).await?;
        if readers.is_empty() {
            return Err(CountError::NoCustodian);
        }
        let folder = fold(tx, &found, opener).await?;
        let (units, progress) = (store::units(tx, wave).await?, store::units_progress(tx, wave).await?);
        let protocol = folder.protocol(&found, &units, &progress, today);
        let mut tally = folder.tally(&found, &units, chance);
        let bytes = Zeroizing::new(serde_json::to_vec(&tally).expect("plain data becomes JSON"));
        tally.zeroize();
        urn::settle(tx, wave, &seal(&readers, &bytes), &Tally::commitment(&bytes), today).await?;
        store::finish(tx, wave, &serde_json::to_string(&protocol).expect("plain data becomes JSON")).await?;
        Ok(audit::record(tx, now, Act { actor: by, word: "survey.count", object: &wave.to_string() }).await?)
    })
    .await
}

/// Counts in the making; several can work side by side and be joined.
struct Folder {
    units: BTreeMap<Uuid, Counts>,
    ballots: u64,
    invalid: u64,
}

async fn fold(tx: &Transaction<'_>, wave: &Wave, opener: &Opener) -> Result<Folder, DbError> {
    let questionnaire = wave.questions();
    let sealed_keys = store::label_keys(tx, wave.id).await?;
    let keys: Vec<_> =
        sealed_keys.iter().filter_map(|sealed| opener.file(sealed)).filter_map(LabelKey::parse).collect();
    let (opener, number, read) = (opener.clone(), wave.number, questionnaire.clone());
    let frames = store::labelled_frames(tx, wave.id).await?;
    let empty = || Folder { units: BTreeMap::new(), ballots: 0, invalid: 0 };
    let folders = urn::on_all_cores(frames, empty, move |folder, (frame, label): (Vec<u8>, Vec<u8>)| {
        let unit = keys.iter().find_map(|key| key.read(&label, &frame));
        folder.fold(unit, opener.plaintext(&frame), &read, number);
    })
    .await?;
    Ok(folders.into_iter().fold(empty(), |whole, other| whole.join(other, &questionnaire)))
}

impl Folder {
    fn fold(&mut self, unit: Option<Uuid>, padded: Option<Vec<u8>>, questionnaire: &Questionnaire, number: u32) {
        self.ballots += 1;
        let padded = padded.map(Zeroizing::new);
        let ballot = padded.as_deref().and_then(|padded| unpad(padded));
        let ballot = ballot.and_then(|content| Ballot::read(content, questionnaire, number));
        match (unit, ballot) {
            (Some(unit), Some(ballot)) => {
                let counts = self.units.entry(unit).or_insert_with(|| Counts::empty(questionnaire));
                counts.add(&ballot, questionnaire);
            }
            _ => self.invalid += 1,
        }
    }

    fn join(mut self, other: Self, questionnaire: &Questionnaire) -> Self {
        self.ballots += other.ballots;
        self.invalid += other.invalid;
        for (unit, counts) in other.units {
            self.units.entry(unit).or_insert_with(|| Counts::empty(questionnaire)).join(&counts);
        }
        self
    }

    fn protocol(&self, wave: &Wave, units: &[FrameUnit], progress: &[(Uuid, UnitProgress)], today: Date) -> Protocol {
        let of = |unit: &FrameUnit| {
            progress.iter().find(|(id, _)| *id == unit.id).map(|(_, progress)| *progress).unwrap_or_default()
        };
        Protocol {
            wave: wave.code.clone(),
            title: wave.title.clone(),
            day: today.to_string(),
            disposal: wave.disposal.clone(),
            questionnaire_hash: wave.questionnaire_hash.clone(),
            plan_hash: wave.plan_hash.clone(),
            ballots: self.ballots,
            invalid: self.invalid,
            units: units
                .iter()
                .map(|unit| {
                    let UnitProgress { codes, traded, void, answered } = of(unit);
                    ProtocolUnit {
                        unit: unit.id,
                        name: unit.name.clone(),
                        department: unit.department.clone(),
                        population: unit.population,
                        progress: Codes { codes, traded, void, answered },
                    }
                })
                .collect(),
        }
    }

    fn tally(mut self, wave: &Wave, units: &[FrameUnit], chance: &Chance) -> WaveTally {
        let questionnaire = wave.questions();
        let counted = units.iter().map(|unit| UnitCounts {
            unit: unit.id,
            name: unit.name.clone(),
            department: unit.department.clone(),
            population: unit.population.cast_unsigned(),
            counts: self.units.remove(&unit.id).unwrap_or_else(|| Counts::empty(&questionnaire)),
        });
        let units = counted.collect();
        let secret = Zeroizing::new(chance.bytes::<32>());
        WaveTally {
            v: 1,
            wave: wave.code.clone(),
            questionnaire: wave.questionnaire_hash.clone(),
            ballots: self.ballots,
            invalid: self.invalid,
            units,
            secret: base64(&*secret),
        }
    }
}
