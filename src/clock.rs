//! Time as an argument: whoever needs to know the hour is handed a `Clock`.

use std::sync::{Arc, Mutex};

use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// Tells the time; a test holds it still and moves it by hand.
#[derive(Clone)]
pub struct Clock {
    source: Source,
    zone: TimeZone,
}

#[derive(Clone)]
enum Source {
    System,
    Held(Arc<Mutex<Timestamp>>),
}

impl Clock {
    /// The machine's clock, read in `zone`.
    pub fn system(zone: TimeZone) -> Self {
        Self { source: Source::System, zone }
    }

    /// A clock that stands at `now` until it is moved.
    pub fn held(now: Timestamp, zone: TimeZone) -> Self {
        Self { source: Source::Held(Arc::new(Mutex::new(now))), zone }
    }

    /// Moves a held clock; the machine's own clock is left alone.
    pub fn set(&self, now: Timestamp) {
        if let Source::Held(held) = &self.source {
            *held.lock().expect("nobody panics while holding the clock") = now;
        }
    }

    /// The present instant.
    #[expect(clippy::disallowed_methods, reason = "this is where time comes from")]
    pub fn now(&self) -> Timestamp {
        match &self.source {
            Source::System => Timestamp::now(),
            Source::Held(held) => *held.lock().expect("nobody panics while holding the clock"),
        }
    }

    /// Today's date where the municipality is.
    pub fn today(&self) -> Date {
        self.now().to_zoned(self.zone.clone()).date()
    }

    /// The municipality's time zone.
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }
}
