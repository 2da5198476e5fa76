//! The demonstration's one release: opened, drafted and approved twice through the verbs that any release passes.

use jiff::{ToSpan, civil::Date};
use uuid::Uuid;

use crate::{
    commands::{Failure, keys::unseal},
    db::DbError,
    http::Services,
    release::{self, Given},
    urn::{self, Opener},
};

/// A past period that can be opened and published, with the keys of a municipality that is made up.
pub(super) struct Earlier {
    pub urn: Uuid,
    pub secret: String,
    /// The paper key, which tallies are sealed to as well.
    pub paper: String,
    pub custodians: Vec<Uuid>,
    /// The first day after the period.
    pub day: Date,
}

/// Three weeks after the period, as a municipality would.
pub(super) async fn publish(services: &Services, earlier: &Earlier) -> Result<(), Failure> {
    let (db, now, day) = (&services.db, services.clock.now(), earlier.day.checked_add(21.days())?);
    let opener = Opener::parse(&earlier.secret).ok_or("a fresh identity")?;
    urn::open(db, earlier.urn, &opener, None, day, now, &services.chance).await?;
    let sealed = db.run::<_, DbError>("demo::tally", async |tx| urn::sealed_tally(tx, earlier.urn).await).await?;
    let tally = unseal(&earlier.paper, &sealed.ok_or("the urn has just been opened")?)?;
    let given = [Given { urn: earlier.urn, tally: tally.into() }];
    let (begun, draft) = (release::begin(db, &given).await?, services.chance.uuid());
    release::finish(db, begun, draft, earlier.custodians[0], day, now, |_| ()).await?;
    for custodian in &earlier.custodians {
        release::approve(db, draft, &given, *custodian, day, now).await?;
    }
    Ok(())
}
