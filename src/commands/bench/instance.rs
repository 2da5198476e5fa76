//! An instance that a bench starts and takes away again.

use std::{net::SocketAddr, path::PathBuf};

use crate::{
    channel::{self, SealedKey},
    commands::{Failure, new_identity, postgres::Postgres, services},
    config::Config,
    db::DbError,
    http::{Problem, Services},
    sealed::{PublicKey, seal},
    server::{self, Running},
    urn::{self, Period},
};

/// Everything lies in one folder, which is removed at the end.
pub(super) struct Instance {
    pub services: Services,
    pub address: SocketAddr,
    pub urn: uuid::Uuid,
    /// The identity and recipient of the urn.
    pub urn_key: (String, PublicKey),
    pub postgres: Postgres,
    _running: Running,
    _folder: Folder,
}

struct Folder(PathBuf);

impl std::ops::Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

impl Instance {
    /// A migrated instance with one open channel and the urn of today, asking for `proof_bits`.
    pub(super) async fn start(proof_bits: u8) -> Result<Self, Failure> {
        let folder = Folder(PathBuf::from(format!("var/bench-{}", std::process::id())));
        let postgres = Postgres::start(&folder.0)?;
        let services = services(config(&postgres, proof_bits), false)?;
        services.db.migrate().await?;
        let (urn, urn_key) = open(&services).await?;
        let running = server::serve(services.clone(), |_| ())?;
        Ok(Self { address: running.address, services, urn, urn_key, postgres, _running: running, _folder: folder })
    }
}

fn config(postgres: &Postgres, proof_bits: u8) -> Config {
    let mut config = crate::commands::demo::config(postgres.url("postgres"), 9, 0);
    config.intake.proof_bits = proof_bits;
    config.intake.calm_per_minute = u32::MAX;
    config.database.connections = 24;
    config
}

/// Opens a channel with two holders who exist only as recipients.
async fn open(services: &Services) -> Result<(uuid::Uuid, (String, PublicKey)), Failure> {
    let chance = &services.chance;
    let (now, today) = (services.clock.now(), services.clock.today());
    let (channel, epoch, urn) = (chance.uuid(), chance.uuid(), chance.uuid());
    let (secret, recipient) = new_identity();
    let (urn_secret, urn_recipient) = new_identity();
    let people: Vec<_> = (0..2).map(|number| (chance.uuid(), number, new_identity().1)).collect();
    let text = "-- bench::staff\n    INSERT INTO staff (id, account, name, email, login_digest, totp_secret, recipient, \
        wrapped_identity, custodian, created) VALUES ($1, $2, $2, $2, '', '', $3, '', true, $4)";
    let instance = "-- bench::instance\n    INSERT INTO instance (salt) VALUES ($1)";
    services
        .db
        .run::<_, Problem>("bench::open", async |tx| {
            tx.execute(instance, &[&chance.bytes::<16>().as_slice()]).await.map_err(DbError::from)?;
            channel::insert(tx, channel, "Bench", "0").await?;
            let key = |holder, to: &str| SealedKey {
                epoch,
                holder,
                sealed: seal(&[PublicKey::parse(to).expect("a fresh recipient")], secret.as_bytes()),
            };
            for (id, number, to) in &people {
                tx.execute(text, &[id, &format!("bench{number}"), to, &now]).await.map_err(DbError::from)?;
                channel::add_member(tx, channel, *id, *number == 1).await?;
            }
            let (first, _, first_key) = &people[0];
            channel::start_epoch(tx, channel, *first, epoch, &recipient, &[key(Some(*first), first_key)]).await?;
            let (second, _, second_key) = &people[1];
            channel::grant(tx, channel, *first, *second, &[key(Some(*second), second_key)], false).await?;
            let (_, paper) = new_identity();
            channel::set_recovery(tx, channel, *first, &paper, &[key(None, &paper)]).await?;
            urn::insert(tx, urn, Period::of(today), &urn_recipient).await?;
            Ok(())
        })
        .await?;
    let key = PublicKey::parse(&urn_recipient).ok_or("a fresh recipient")?;
    Ok((urn, (urn_secret, key)))
}
