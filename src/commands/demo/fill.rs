//! The invented municipality: an organisation, six members of staff, two open channels, urns, ballots of two past periods and a
//! few letters. The earlier of the two periods is opened and published, the other one waits for its custodian.
//! All figures are made up (påhittade); shares follow domain/measurement.md §2.3.

use serde::Deserialize;
use uuid::Uuid;

use super::{
    cases,
    publish::{Earlier, publish},
    waves::{lay_earlier_wave, lay_open_wave},
};
use crate::{
    auth::{self, Account, AccountName, LoginSecret, TotpSecret},
    board,
    channel::{self, SealedKey},
    commands::{Failure, new_identity},
    db::Transaction,
    form::Form,
    http::{Problem, Services},
    ids::{Chance, base64, unbase64},
    org,
    plan::{self, Example},
    sealed::{Frame, FrameKind, PublicKey, seal},
    urn::{self, Ballot, Period},
};

const ORGANISATION: &str = include_str!("../../../deploy/org/exempelkommun.csv");
const OFFICERS: &str = include_str!("../../../deploy/demo/officers.json");
const BALLOTS: u32 = 180;
const EARLIER_BALLOTS: u32 = 140;

#[derive(Deserialize)]
struct Cast {
    salt: String,
    officers: Vec<Officer>,
}

/// A member of the invented staff. Everything about it is public.
#[derive(Deserialize)]
pub(super) struct Officer {
    pub account: String,
    pub name: String,
    pub passphrase: String,
    email: String,
    /// 1 or 2, or none.
    channel: Option<usize>,
    deputy: bool,
    #[serde(default)]
    auditor: bool,
    login_secret: String,
    recipient: String,
    wrapped_identity: String,
    totp_secret: String,
}

impl Officer {
    /// The second factor.
    pub(super) fn totp(&self) -> TotpSecret {
        TotpSecret::parse(&self.totp_secret).expect("the file is shipped with the program")
    }

    fn recipient(&self) -> PublicKey {
        PublicKey::parse(&self.recipient).expect("the file is shipped with the program")
    }

    fn account(&self, id: Uuid) -> Account {
        let shipped = "the file is shipped with the program";
        Account {
            id,
            account: AccountName::parse(&self.account).expect(shipped),
            name: self.name.clone(),
            email: self.email.clone(),
            login: LoginSecret::parse(&self.login_secret).expect(shipped),
            totp: self.totp(),
            recipient: self.recipient(),
            wrapped_identity: unbase64(&self.wrapped_identity).expect(shipped),
            administrator: self.channel.is_some() && !self.deputy,
            custodian: self.channel == Some(1),
            auditor: self.auditor,
        }
    }
}

/// The invented staff.
pub(super) fn officers() -> Vec<Officer> {
    cast().officers
}

fn cast() -> Cast {
    serde_json::from_str(OFFICERS).expect("the file is shipped with the program")
}

/// What the terminal says once the demonstration runs.
pub(super) fn greeting(address: &str) -> String {
    let officer = &officers()[0];
    format!(
        "\nOrubbad – provmiljö med påhittade siffror\n\n  \
         Rapportera:            {address}/\n  \
         Säkerhetsfunktionen:   {address}/staff\n  \
         Enkäten:               {address}/enkat   (koder i utvecklarens brevlåda)\n  \
         Lägesbilden:           {address}/lagesbild\n  \
         Utvecklarens brevlåda: {address}/staff/demo   (koder, aviseringar, ”låt natten gå”)\n\n  \
         Användarnamn: {}\n  Lösenfras: {}\n  Kod: står i utvecklarens brevlåda\n\nAvsluta med Ctrl-C.\n",
        officer.account, officer.passphrase
    )
}

/// Fills an empty database; a filled one is left as it is.
pub(super) async fn fill(services: &Services, more_cases: u32) -> Result<(), Failure> {
    let filled = services
        .db
        .run::<_, Problem>("demo::fill", async |tx| {
            if !org::nodes(tx).await?.is_empty() {
                return Ok(Ok(None));
            }
            Ok(scene(tx, services, more_cases).await.map(Some).map_err(|error| error.to_string()))
        })
        .await?;
    match filled? {
        Some(earlier) => {
            lay_earlier_wave(services, &earlier).await?;
            publish(services, &earlier).await?;
            lay_open_wave(services, &earlier).await
        }
        None => Ok(()),
    }
}

async fn scene(tx: &Transaction<'_>, services: &Services, more_cases: u32) -> Result<Earlier, Failure> {
    let chance = &services.chance;
    let (today, now) = (services.clock.today(), services.clock.now());
    let cast = cast();
    tx.execute("-- demo::instance\n    INSERT INTO instance (salt) VALUES ($1)", &[&unbase64(&cast.salt)]).await?;
    let plan = org::preview(tx, ORGANISATION, chance).await?;
    org::apply(tx, &plan).await?;

    let names = [("Säkerhetsfunktionen", "010-000 00 01"), ("Kommundirektörens stab", "010-000 00 03")];
    let mut recipients = Vec::new();
    let mut custodians = Vec::new();
    let mut papers = Vec::new();
    let mut paper_secrets = Vec::new();
    for (place, (name, phone)) in names.into_iter().enumerate() {
        let channel = chance.uuid();
        channel::insert(tx, channel, name, phone).await?;
        let mut holders = Vec::new();
        for officer in cast.officers.iter().filter(|officer| officer.channel == Some(place + 1)) {
            let id = chance.uuid();
            auth::insert_staff(tx, &officer.account(id), 0, now).await?;
            channel::add_member(tx, channel, id, officer.deputy).await?;
            holders.push((id, officer.recipient()));
        }
        let (recipient, paper, paper_secret) = open_channel(tx, services, channel, &holders).await?;
        if place == 0 {
            custodians = holders;
        }
        recipients.push((channel, recipient));
        papers.push(paper);
        paper_secrets.push(paper_secret);
    }

    for officer in cast.officers.iter().filter(|officer| officer.channel.is_none()) {
        auth::insert_staff(tx, &officer.account(chance.uuid()), 0, now).await?;
    }

    let past = last_period(today);
    let earlier = last_period(past.starts());
    let mut made = Vec::new();
    for period in [earlier, past].into_iter().chain(urn::upcoming(today)) {
        let (secret, recipient) = new_identity();
        let id = chance.uuid();
        urn::insert(tx, id, period, &recipient).await?;
        for (holder, key) in &custodians {
            let sealed = seal(std::slice::from_ref(key), secret.as_bytes());
            urn::put_key(tx, id, Some(*holder), &sealed).await?;
        }
        urn::put_key(tx, id, None, &seal(&papers[..1], secret.as_bytes())).await?;
        made.push((id, PublicKey::parse(&recipient).ok_or("a fresh recipient")?, secret));
    }
    let offered = org::offered(&org::nodes(tx).await?, today);
    let units = offered.iter().flat_map(|department| &department.units).map(|unit| unit.id).collect();
    let sampler = ReportSampler::new(units, chance);
    for ((urn, key, _), ballots) in made.iter().zip([EARLIER_BALLOTS, BALLOTS]) {
        for number in 0..ballots {
            // Every ninth drop is a follow-up, whose ballot is empty.
            let content = if number % 9 == 0 { Vec::new() } else { serde_json::to_vec(&sampler.ballot())? };
            let frame = Frame::seal(FrameKind::Ballot, key, &content, chance);
            urn::insert_ballot(tx, chance.uuid(), *urn, frame.bytes()).await?;
        }
    }
    let (channel, recipient) = &recipients[0];
    letters(tx, services, *channel, recipient, &sampler).await?;
    cases::lay(tx, services, more_cases).await?;
    board::tend(tx, today, chance).await?;
    let by = plan::By { staff: custodians[0].0, now, today };
    plan::take_in(tx, chance.uuid(), &Example::Norrtalje.plan(), by).await?;
    let (urn, _, secret) = made.swap_remove(0);
    let (paper, paper_key) = (paper_secrets.swap_remove(0), papers.swap_remove(0));
    Ok(Earlier { urn, secret, paper, paper_key, custodians, day: past.starts() })
}

/// Makes a channel's first epoch and paper key the way two browsers would.
async fn open_channel(
    tx: &Transaction<'_>,
    services: &Services,
    channel: Uuid,
    holders: &[(Uuid, PublicKey)],
) -> Result<(PublicKey, PublicKey, String), Failure> {
    let (secret, recipient) = new_identity();
    let epoch = services.chance.uuid();
    let key = |holder: Option<Uuid>, to: &PublicKey| SealedKey {
        epoch,
        holder,
        sealed: seal(std::slice::from_ref(to), secret.as_bytes()),
    };
    let (first, first_key) = &holders[0];
    channel::start_epoch(tx, channel, *first, epoch, &recipient, &[key(Some(*first), first_key)]).await?;
    for (holder, to) in &holders[1..] {
        channel::grant(tx, channel, *first, *holder, &[key(Some(*holder), to)], false).await?;
    }
    let (paper_secret, paper) = new_identity();
    let paper_key = PublicKey::parse(&paper).ok_or("a fresh recipient")?;
    channel::set_recovery(tx, channel, *first, &paper, &[key(None, &paper_key)]).await?;
    Ok((PublicKey::parse(&recipient).ok_or("a fresh recipient")?, paper_key, paper_secret))
}

fn last_period(today: jiff::civil::Date) -> Period {
    let current = Period::of(today);
    Period::of(current.starts().yesterday().expect("there is a day before"))
}

/// What an invented reporter answers.
pub(in crate::commands) struct ReportSampler<'a> {
    units: Vec<Uuid>,
    form: &'static Form,
    chance: &'a Chance,
}

/// Shares in per cent, after domain/measurement.md §2.3.
const FORMS: &[(&str, u32)] =
    &[("harassment", 62), ("threat", 18), ("violence", 3), ("vandalism", 2), ("improper_offer", 5), ("cronyism", 10)];
const PURPOSE: &[(&str, u32)] = &[("yes", 45), ("likely", 22), ("no", 18), ("dont_know", 15)];

impl<'a> ReportSampler<'a> {
    /// Reports from some units.
    pub fn new(units: Vec<Uuid>, chance: &'a Chance) -> Self {
        Self { units, form: Form::incident(), chance }
    }

    /// One report's structured answers.
    pub fn ballot(&self) -> Ballot {
        let (forms, purpose) = (self.weighted(FORMS), self.weighted(PURPOSE));
        let answers = self.form.questions.iter().map(|question| {
            let mask = |code| question.mask(code).expect("the form has the code");
            match question.id.as_str() {
                "forms" => mask(forms),
                "purpose_perceived" => mask(purpose),
                "purposes" if !["yes", "likely"].contains(&purpose) => 0,
                "serious_danger" if !["threat", "violence"].contains(&forms) => 0,
                _ => 1 << self.below(question.options.len()),
            }
        });
        Ballot {
            v: 1,
            form: self.form.version,
            nonce: base64(&self.chance.bytes::<16>()),
            unit: Some(self.units[self.below(self.units.len())]),
            answers: answers.collect(),
        }
    }

    fn below(&self, bound: usize) -> usize {
        self.chance.below(u32::try_from(bound).expect("a short list")) as usize
    }

    fn weighted(&self, shares: &[(&'static str, u32)]) -> &'static str {
        let mut drawn = self.chance.below(shares.iter().map(|(_, share)| share).sum());
        for (code, share) in shares {
            if drawn < *share {
                return code;
            }
            drawn -= share;
        }
        unreachable!("the draw is below the sum")
    }
}

/// Letters that wait for the demonstration's first unlocking.
async fn letters(
    tx: &Transaction<'_>,
    services: &Services,
    channel: Uuid,
    to: &PublicKey,
    sampler: &ReportSampler<'_>,
) -> Result<(), Failure> {
    let epochs = channel::epochs(tx, channel).await?;
    let epoch = epochs.first().ok_or("the channel has just been opened")?.id;
    for text in [
        "Påhittat exempel: En sökande ringde fyra gånger under samma dag och sa att han vet vilken skola mina barn går i.",
        "Påhittat exempel: Ordföranden i en förening bjöd på middag ”som tack” innan bidraget var beslutat.",
        "",
    ] {
        let ballot = sampler.ballot();
        let (_, reply_to) = new_identity();
        let letter = serde_json::json!({
            "v": 1, "kind": "report", "form": ballot.form, "nonce": ballot.nonce, "unit": ballot.unit, "answers": ballot.answers,
            "text": text, "reply_to": reply_to, "tag": base64(&services.chance.bytes::<16>()),
        });
        // The one that only wanted to be counted is empty, and the officer's browser throws it away.
        let content = if text.is_empty() { Vec::new() } else { serde_json::to_vec(&letter)? };
        let frame = Frame::seal(FrameKind::Letter, to, &content, &services.chance);
        crate::intake::insert_mixed_letter(tx, services.chance.uuid(), channel, epoch, &frame, services.clock.today())
            .await?;
    }
    Ok(())
}
