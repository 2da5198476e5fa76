//! Drafts under way. They live in this process alone: when it ends, they have not happened.

use std::sync::{Arc, Mutex};

use serde::Serialize;
use uuid::Uuid;

use super::gate::Progress;

/// What is under way, and what was refused.
#[derive(Clone, Default)]
pub struct Jobs(Arc<Mutex<Vec<Job>>>);

/// A draft under way.
#[derive(Clone, Serialize)]
pub(super) struct Job {
    pub id: Uuid,
    pub urns: Vec<Uuid>,
    pub by: String,
    #[serde(flatten)]
    pub state: State,
}

#[derive(Clone, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub(super) enum State {
    Running(Progress),
    /// Nothing was made; the reason names no value.
    Refused {
        reason: String,
    },
}

/// The job as the one who does it holds it. Dropped before its end, it has failed.
pub(super) struct Work {
    jobs: Jobs,
    id: Uuid,
}

const FAILED: &str = "Arbetet avbröts. Ingenting är gjort; försök igen.";

impl Jobs {
    /// Takes a job on; nothing when one of its urns is being worked on. What was refused before is forgotten.
    pub(super) fn start(&self, id: Uuid, urns: &[Uuid], by: &str) -> Option<Arc<Work>> {
        let mut jobs = self.0.lock().expect("nobody panics while holding the jobs");
        let shares = |job: &Job| job.urns.iter().any(|urn| urns.contains(urn));
        if jobs.iter().any(|job| shares(job) && matches!(job.state, State::Running(_))) {
            return None;
        }
        jobs.retain(|job| !shares(job));
        let state = State::Running(Progress { percent: 0, doing: "Räkningarna kontrolleras" });
        jobs.push(Job { id, urns: urns.to_vec(), by: by.to_owned(), state });
        Some(Arc::new(Work { jobs: self.clone(), id }))
    }

    pub(super) fn list(&self) -> Vec<Job> {
        self.0.lock().expect("nobody panics while holding the jobs").clone()
    }
}

impl Work {
    /// Tells how far it has come.
    pub(super) fn tell(&self, progress: Progress) {
        self.set(State::Running(progress));
    }

    /// It came to nothing, for a reason that a custodian can read also later.
    pub(super) fn refused(&self, reason: String) {
        self.set(State::Refused { reason });
    }

    /// It is done, and what it made speaks for itself.
    pub(super) fn done(&self) {
        self.jobs.0.lock().expect("nobody panics while holding the jobs").retain(|job| job.id != self.id);
    }

    fn set(&self, state: State) {
        let mut jobs = self.jobs.0.lock().expect("nobody panics while holding the jobs");
        if let Some(job) = jobs.iter_mut().find(|job| job.id == self.id) {
            job.state = state;
        }
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        let running = self.jobs.list().iter().any(|job| job.id == self.id && matches!(job.state, State::Running(_)));
        if running {
            self.set(State::Refused { reason: FAILED.to_owned() });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_urn_is_worked_on_once_at_a_time_and_work_that_is_dropped_has_failed() {
        let (jobs, [one, two, three]) = (Jobs::default(), [1, 2, 3].map(Uuid::from_u128));
        let work = jobs.start(one, &[one, two], "A").expect("nobody works");
        assert!(jobs.start(two, &[two], "B").is_none(), "a shared urn");
        let other = jobs.start(three, &[three], "B").expect("another urn");
        other.done();
        assert_eq!(jobs.list().len(), 1);
        drop(work);
        assert!(matches!(&jobs.list()[0].state, State::Refused { reason } if reason == FAILED));
        assert!(jobs.start(two, &[two], "B").is_some(), "what failed may be tried again");
        assert_eq!(jobs.list().len(), 1, "what was refused before is forgotten");
    }
}
