//! A wave planned straight in a database, without browsers and officers.

use age::x25519::Identity;
use jiff::{Timestamp, civil::Date};
use orubbad::{
    db::{Database, DbError},
    ids::Chance,
    org,
    questionnaire::Population,
    sealed::FrameKind,
    survey::{self, By, Cast, Code, Framed, Labels, Proposal, Request, TokenKey},
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{instance::open_channel_in, keys::public, sealing};

/// A wave with keys, and a code for everybody.
pub struct PlannedWave {
    pub id: Uuid,
    /// The urn's identity.
    pub key: Identity,
    pub units: Vec<PlannedUnit>,
}

/// One unit and the codes of its persons.
pub struct PlannedUnit {
    pub id: Uuid,
    pub public_key: Vec<u8>,
    pub codes: Vec<Code>,
}

/// The organisation file of one förvaltning with these units (name and persons).
pub fn organisation_csv(units: &[(&str, i32)]) -> String {
    let row = |(place, (name, count)): (usize, &(&str, i32))| format!("E{place};{name};enhet;F;{count};2024-01-01;;\n");
    format!(
        "kod;namn;typ;överordnad;antal;från;till;efterträdare\nK;Kommunen;kommun;;;2024-01-01;;\n\
         F;Socialförvaltningen;förvaltning;K;;2024-01-01;;\n{}",
        units.iter().enumerate().map(row).collect::<String>()
    )
}

/// Opens a channel and plans a wave to `units` (name and persons), open from `opens` for twenty days.
pub async fn plan_wave_in(db: &Database, units: &[(&str, i32)], opens: Date, now: Timestamp) -> PlannedWave {
    open_channel_in(db).await;
    let (chance, key) = (Chance::system(), Identity::generate());
    let csv = organisation_csv(units);
    let imported = db.run::<_, org::ImportError>("test", async |tx| {
        let plan = org::preview(tx, &csv, &chance).await?;
        org::apply(tx, &plan).await
    });
    imported.await.expect("the file holds");
    let (nodes, custodians) = db
        .run::<_, DbError>("test", async |tx| Ok((org::nodes(tx).await?, orubbad::auth::custodians(tx).await?)))
        .await
        .expect("the database answers");
    let framed = |(name, population): &(&str, i32)| {
        let node = nodes.iter().find(|node| node.name == *name).expect("just imported").id;
        Framed { node, population: *population, tenure: None }
    };
    let proposal = Proposal {
        title: "Otillåten påverkan".into(),
        population: Population::Staff,
        opens,
        closes: opens.saturating_add(jiff::Span::new().days(20)),
        reference: (opens.saturating_sub(jiff::Span::new().days(365)), opens),
        disposal: "SN 2026/118 § 44".into(),
        definition: None,
        frame: units.iter().map(framed).collect(),
        recipient: public(&key),
        keys: custodians.iter().map(|holder| (Some(holder.id), Vec::new())).collect(),
    };
    let by = By { staff: custodians[0].id, now, today: opens };
    let id = survey::propose(db, &proposal, by.staff, opens, now, &chance).await.expect("a wave that can be");
    survey::make_all(db).await.expect("keys are made");
    let frame =
        db.run::<_, DbError>("test", async |tx| survey::units(tx, id).await).await.expect("the database answers");
    let planned = frame.into_iter().map(|unit| PlannedUnit {
        id: unit.id,
        public_key: unit.public_key.expect("just made"),
        codes: (0..unit.population).map(|_| Code::new(&chance)).collect(),
    });
    let planned: Vec<_> = planned.collect();
    let digest = |code: &Code| Sha256::digest(code.derive(id).expect("OpenSSL derives").ticket).to_vec();
    let digests: Vec<_> = planned.iter().map(|unit| (unit.id, unit.codes.iter().map(digest).collect())).collect();
    survey::register(db, id, &digests, by).await.expect("as many as persons");
    PlannedWave { id, key, units: planned }
}

/// Trades a code and casts a ballot that answers nothing, through the library.
pub async fn answer(
    db: &Database,
    wave: &PlannedWave,
    unit: &PlannedUnit,
    code: &Code,
    labels: &Labels,
    today: Date,
    chance: &Chance,
) {
    let derived = code.derive(wave.id).expect("OpenSSL derives");
    let key = TokenKey::parse(&unit.public_key).expect("a key");
    let request = Request::new(&key, &derived).expect("OpenSSL counts");
    let signed = survey::issue(db, wave.id, &derived.ticket, &request.blinded, today).await.expect("an unused code");
    let signature = request.finish(&signed).expect("OpenSSL counts");
    let frame = sealing::frame(FrameKind::Ballot, &wave.key.to_public().to_string(), b"", chance);
    let cast = Cast { unit: unit.id, nonce: derived.nonce, signature, frame };
    survey::cast(db, labels, &cast, today, chance).await.expect("a ballot that can be cast");
}
