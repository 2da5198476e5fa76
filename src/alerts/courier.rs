//! The courier: empties the outbox over SMTP. Retries with back-off; what it could not deliver stays visible.

use jiff::{SignedDuration, Timestamp};
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, header::ContentType},
    transport::smtp::{authentication::Credentials, extension::ClientId},
};

use crate::{
    clock::Clock,
    config::{Mail, MailSecurity},
    db::{Database, DbError},
    ids::{Chance, base64},
    outbox::{self, Waiting},
};

/// Minutes until the next attempt, by the number of attempts made; after the last the notice is given up.
const BACK_OFF: [i64; 8] = [1, 5, 15, 60, 120, 240, 480, 960];

/// Speaks to the municipality's mail server.
#[derive(Clone)]
pub struct Courier {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    chance: Chance,
}

impl Courier {
    /// A courier for the configured server. Connects when there is something to send.
    pub fn new(mail: &Mail, chance: Chance) -> Result<Self, String> {
        let builder = match mail.security {
            MailSecurity::Tls => AsyncSmtpTransport::<Tokio1Executor>::relay(&mail.host),
            MailSecurity::StartTls => AsyncSmtpTransport::<Tokio1Executor>::starttls_relay(&mail.host),
            MailSecurity::None => Ok(AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&mail.host)),
        };
        let from: Mailbox = mail.from.parse().map_err(|_| "mail.from is not an address".to_owned())?;
        let mut builder = builder
            .map_err(|error| format!("mail.host: {error}"))?
            .port(mail.port)
            .timeout(Some(std::time::Duration::from_secs(20)))
            .hello_name(ClientId::Domain(from.email.domain().to_owned()));
        if let (Some(username), Some(password)) = (&mail.username, &mail.password) {
            builder = builder.credentials(Credentials::new(username.clone(), password.clone()));
        }
        Ok(Self { transport: builder.build(), from, chance })
    }

    /// Delivers everything that is due; returns how many notices were sent.
    pub async fn deliver(&self, db: &Database, clock: &Clock) -> Result<usize, DbError> {
        let mut sent = 0;
        while let Some(delivered) = self.deliver_one(db, clock.now()).await? {
            sent += usize::from(delivered);
        }
        Ok(sent)
    }

    /// Sends the next due notice. Crashing between the mail server's yes and the commit sends it twice, never not at all.
    async fn deliver_one(&self, db: &Database, now: Timestamp) -> Result<Option<bool>, DbError> {
        db.run("alerts::deliver", async |tx| {
            let Some(waiting) = outbox::due(tx, now).await? else { return Ok(None) };
            let Err(error) = self.send(&waiting, now).await else {
                outbox::sent(tx, waiting.id, now).await?;
                return Ok(Some(true));
            };
            tracing::warn!(attempt = waiting.attempts + 1, %error, "a notice was not delivered");
            let attempts = usize::try_from(waiting.attempts).unwrap_or(usize::MAX);
            match BACK_OFF.get(attempts) {
                Some(minutes) => {
                    outbox::put_off(tx, waiting.id, now + SignedDuration::from_mins(*minutes), &error).await?;
                }
                None => outbox::failed(tx, waiting.id, now, &error).await?,
            }
            Ok(Some(false))
        })
        .await
    }

    async fn send(&self, waiting: &Waiting, now: Timestamp) -> Result<(), String> {
        let to: Mailbox = waiting.address.parse().map_err(|_| "the address cannot be read".to_owned())?;
        let id = format!("<{}@{}>", base64(&self.chance.bytes::<16>()), self.from.email.domain());
        let message = Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(waiting.notice.subject())
            .date(now.into())
            .message_id(Some(id))
            .header(ContentType::TEXT_PLAIN)
            .body(waiting.notice.text().to_owned())
            .map_err(|error| error.to_string())?;
        self.transport.send(message).await.map(|_| ()).map_err(|error| error.to_string())
    }
}
