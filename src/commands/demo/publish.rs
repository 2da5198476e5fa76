//! The demonstration's releases: drafted and approved twice through the verbs that any release passes.

use jiff::{ToSpan, civil::Date};
use uuid::Uuid;

use crate::{
    commands::{Failure, keys::unseal},
    db::DbError,
    http::Services,
    release::{self, Given},
    sealed::PublicKey,
    urn::{self, Opener},
};

/// A past period that can be opened and published, with the keys of a municipality that is made up.
pub(super) struct Earlier {
    pub urn: Uuid,
    pub secret: String,
    /// The paper key, which tallies are sealed to as well, and its public part.
    pub paper: String,
    pub paper_key: PublicKey,
    /// Custodians and their public keys.
    pub custodians: Vec<(Uuid, PublicKey)>,
    /// The first day after the period.
    pub day: Date,
}

/// Three weeks after the period, as a municipality would.
pub(super) async fn publish(services: &Services, earlier: &Earlier) -> Result<(), Failure> {
    let (db, now, day) = (&services.db, services.clock.now(), earlier.day.checked_add(21.days())?);
    let opener = Opener::parse(&earlier.secret).ok_or("a fresh identity")?;
    urn::open(db, earlier.urn, &opener, None, day, now, &services.chance).await?;
    release(services, earlier, earlier.urn, day).await
}

/// Drafts what an opened urn gave, and lets every custodian approve it.
pub(super) async fn release(services: &Services, earlier: &Earlier, urn: Uuid, day: Date) -> Result<(), Failure> {
    let (db, now) = (&services.db, services.clock.now());
    let sealed = db.run::<_, DbError>("demo::tally", async |tx| urn::sealed_tally(tx, urn).await).await?;
    let tally = unseal(&earlier.paper, &sealed.ok_or("the urn has just been opened")?)?;
    let given = [Given { urn, tally: tally.into() }];
    let (begun, draft) = (release::begin(db, &given).await?, services.chance.uuid());
    release::finish(db, begun, draft, earlier.custodians[0].0, day, now, |_| ()).await?;
    for (custodian, _) in &earlier.custodians {
        release::approve(db, draft, &given, *custodian, day, now).await?;
    }
    Ok(())
}
