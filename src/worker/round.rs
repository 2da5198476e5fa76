//! One round does whatever is due. A test steps it; `orubbad work` repeats it.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp, civil::Date};

use super::store;
use crate::{
    alerts::{self, Courier},
    board, calendar,
    db::DbError,
    http::Services,
    intake, plan, survey, triage, urn,
};

const PAUSE: Duration = Duration::from_secs(5);

/// Does the recurring chores of one instance.
pub struct Worker {
    services: Services,
    courier: Courier,
    /// Tonight's random minute, drawn when the day begins and known to nobody else.
    mix_at: Option<(Date, Timestamp)>,
}

impl Worker {
    /// A worker that mails through the configured server.
    pub fn new(services: Services) -> Result<Self, String> {
        let courier = Courier::new(&services.config.mail, services.chance.clone())?;
        Ok(Self { services, courier, mix_at: None })
    }

    /// Works until the task is dropped. What fails is logged and tried again at the next round.
    pub async fn run(mut self) {
        loop {
            if let Err(error) = self.round().await {
                tracing::error!(%error, "a round of chores failed");
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Everything that is due now.
    pub async fn round(&mut self) -> Result<(), DbError> {
        self.mix_if_due().await?;
        // A few at a time: whoever planned the wave makes them too, and the rest of the round must not wait.
        survey::make_some(&self.services.db).await?;
        self.notify_if_due().await?;
        self.courier.deliver(&self.services.db, &self.services.clock).await?;
        Ok(())
    }

    /// The mix and the tending of the board, whatever the hour.
    pub async fn mix(&self) -> Result<(), DbError> {
        let Services { db, clock, chance, .. } = &self.services;
        let today = clock.today();
        intake::mix(db, today).await?;
        db.run("worker::mix_amendments", async |tx| urn::mix_amendments(tx, chance).await).await?;
        survey::mix(db, today).await?;
        db.run("worker::tend_board", async |tx| board::tend(tx, today, chance).await).await?;
        db.run("worker::end_consultations", async |tx| triage::end_expired(tx, today, clock.now()).await).await?;
        tracing::info!("mixed");
        Ok(())
    }

    async fn mix_if_due(&mut self) -> Result<(), DbError> {
        let now = self.services.clock.now();
        let planned = self.tonight();
        let last = self.services.db.run("worker::last_mix", async |tx| store::last(tx, "mix").await).await?;
        if now < planned || last.is_some_and(|last| last >= self.start_of_today()) {
            return Ok(());
        }
        self.mix().await?;
        self.services.db.run("worker::mixed", async |tx| store::done(tx, "mix", self.start_of_today()).await).await
    }

    /// The minute of today's mix.
    fn tonight(&mut self) -> Timestamp {
        let Services { clock, config, chance, .. } = &self.services;
        let today = clock.today();
        if let Some((day, at)) = self.mix_at
            && day == today
        {
            return at;
        }
        let (after, before) = (config.worker.mix_after, config.worker.mix_before);
        let minutes = after.until(before).map_or(1, |span| span.get_hours() as i64 * 60 + span.get_minutes()).max(1);
        let minute = chance.below(u32::try_from(minutes).expect("less than a day"));
        let start = today.to_datetime(after).to_zoned(clock.zone().clone()).expect("a time of every day");
        let at = start.timestamp() + SignedDuration::from_mins(minute.into());
        self.mix_at = Some((today, at));
        at
    }

    fn start_of_today(&self) -> Timestamp {
        let clock = &self.services.clock;
        let start = clock.today().to_zoned(clock.zone().clone());
        start.expect("every day begins").timestamp()
    }

    async fn notify_if_due(&self) -> Result<(), DbError> {
        let Services { db, clock, config, chance, .. } = &self.services;
        let (now, today) = (clock.now(), clock.today());
        let Some(slot) = calendar::latest_slot(now, clock.zone(), &config.notices.times) else { return Ok(()) };
        db.run("worker::notify", async |tx| {
            match store::last(tx, "notices").await? {
                Some(last) if last >= slot => return Ok(()),
                // The first start only takes note of the time; nobody is mailed for slots before it.
                None => {}
                Some(_) => {
                    let late = triage::overdue(tx, today).await?;
                    alerts::queue_slot(tx, config.notices.mode, today, now, &late, chance).await?;
                    plan::remind(tx, today, now, chance).await?;
                }
            }
            store::done(tx, "notices", slot).await
        })
        .await
    }
}
