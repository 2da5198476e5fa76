//! Instances whose ordinary channel is open.

use age::x25519::Identity;
use orubbad::{
    auth::TotpSecret,
    ids::{Chance, base64},
    sealed::seal,
};

use super::{
    App, Officer,
    keys::{public, secret},
};

/// An instance whose ordinary channel is open: a chief and a deputy with keys, a paper key, urns.
pub struct OpenInstance {
    pub chief: Officer,
    pub deputy: Officer,
    pub paper: Identity,
    pub urns: Vec<(String, Identity)>,
}

impl OpenInstance {
    pub async fn of(app: &App) -> Self {
        let chief = Officer::claims(app, "chef").await;
        chief.starts_epoch(&[(Some(chief.id), chief.identity.to_public().to_string())], None).await.ok();
        let paper = chief.prints_paper_key().await;
        let link = chief.invites(true, false).await;
        let deputy = Officer::accepts(app, "ersattare", &link).await;
        chief.gives_keys(deputy.id, &deputy.identity.to_public().to_string()).await.ok();
        let urns = chief.prepares_urns().await;
        app.night().await;
        Self { chief, deputy, paper, urns }
    }
}

/// Opens the ordinary channel and the urn of today in a database, without browsers and HTTP; returns who can read.
pub async fn open_channel_in(db: &orubbad::db::Database) -> (Identity, Identity) {
    let chance = Chance::system();
    let zone = jiff::tz::TimeZone::get("Europe/Stockholm").expect("a known zone");
    let clock = orubbad::clock::Clock::system(zone);
    let (epoch_identity, urn_identity) = (Identity::generate(), Identity::generate());
    db.run::<_, orubbad::channel::KeyringError>("test", async |tx| {
        let (channel, epoch) = (chance.uuid(), chance.uuid());
        orubbad::channel::insert(tx, channel, "Säkerhetsfunktionen", "010-1").await?;
        let key = |holder, to: &Identity| orubbad::channel::SealedKey {
            epoch,
            holder,
            sealed: seal(&[public(to)], secret(&epoch_identity).as_bytes()),
        };
        let mut holders = Vec::new();
        for number in 0..2_u8 {
            let (id, identity) = (chance.uuid(), Identity::generate());
            let account = orubbad::auth::Account {
                id,
                account: orubbad::auth::AccountName::parse(&format!("prov{number}")).expect("a name"),
                name: format!("Prov {number}"),
                email: format!("prov{number}@provkommun.invalid"),
                login: orubbad::auth::LoginSecret::parse(&base64(&[number; 32])).expect("a secret"),
                totp: TotpSecret::new(&chance),
                recipient: public(&identity),
                wrapped_identity: Vec::new(),
                administrator: false,
                custodian: true,
                auditor: false,
            };
            orubbad::auth::insert_staff(tx, &account, 0, clock.now()).await?;
            orubbad::channel::add_member(tx, channel, id, number == 1).await?;
            holders.push((id, identity));
        }
        let recipient = epoch_identity.to_public().to_string();
        let (first, second) = (holders[0].0, holders[1].0);
        orubbad::channel::start_epoch(tx, channel, first, epoch, &recipient, &[key(Some(first), &holders[0].1)])
            .await?;
        orubbad::channel::grant(tx, channel, first, second, &[key(Some(second), &holders[1].1)], false).await?;
        let paper = Identity::generate();
        let recipient = paper.to_public().to_string();
        orubbad::channel::set_recovery(tx, channel, first, &recipient, &[key(None, &paper)]).await?;
        let period = orubbad::urn::Period::of(clock.today());
        orubbad::urn::insert(tx, chance.uuid(), period, &urn_identity.to_public().to_string()).await?;
        orubbad::board::tend(tx, clock.today(), &chance).await?;
        Ok(())
    })
    .await
    .expect("the channel opens");
    (epoch_identity, urn_identity)
}
