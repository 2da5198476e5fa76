//! What triage tells the urn about a ballot: that it was a test, that the form was another, that a crime is suspected.
//!
//! There is no word here for whether the event was otillåten påverkan: only the reporter says that, and whatever else an
//! officer's browser should send makes the whole amendment void.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use zeroize::Zeroize;

use super::opener::Opener;
use crate::sealed::unpad;

/// One amendment, as it is inside its seal. It has no `Debug`: it speaks of one report.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Amendment {
    pub v: u8,
    /// Of the ballot, and repeated in its letter.
    pub nonce: String,
    /// The highest wins where a ballot has several.
    pub number: u32,
    pub mark: Option<Mark>,
    /// The forms of the event, where they were reclassified.
    pub forms: Option<u16>,
    pub severity: Option<u8>,
    pub crime: Option<Crime>,
    pub police: Option<Police>,
    /// The forms of further events that the same letter told of.
    pub further: Vec<u16>,
}

/// Why a ballot is not counted.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    Test,
    Spam,
    Duplicate,
}

/// Whether a crime is suspected.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Crime {
    Yes,
    No,
    Unclear,
}

/// What was decided about the police (D4).
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Police {
    Report,
    NoReport,
    NotYet,
}

const MOST_FURTHER: usize = 9;

/// The amendments of an urn, by nonce.
#[derive(Default)]
pub struct Amendments(HashMap<String, Amendment>);

impl Amendments {
    /// Opens what the urn was told; what cannot be opened or read is void.
    pub fn open(frames: &[Vec<u8>], opener: &Opener) -> Self {
        let opened = frames.iter().filter_map(|frame| opener.plaintext(frame));
        Self::of(opened.filter_map(|padded| serde_json::from_slice(unpad(&padded)?).ok()))
    }

    /// Keeps the last word about each ballot.
    pub fn of(amendments: impl Iterator<Item = Amendment>) -> Self {
        let mut kept: HashMap<String, Amendment> = HashMap::new();
        for amendment in amendments.filter(|a| a.v == 1 && a.further.len() <= MOST_FURTHER) {
            match kept.get(&amendment.nonce) {
                Some(known) if known.number >= amendment.number => {}
                _ => {
                    kept.insert(amendment.nonce.clone(), amendment);
                }
            }
        }
        Self(kept)
    }

    /// What is said of one ballot.
    pub fn get(&self, nonce: &str) -> Option<&Amendment> {
        self.0.get(nonce)
    }
}

/// How cases were handled, over the whole urn.
#[derive(Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Debug, Zeroize)]
pub struct Handled {
    /// Ballots with any amendment.
    pub amended: u64,
    pub tests: u64,
    pub spam: u64,
    pub duplicates: u64,
    pub reclassified: u64,
    /// Events counted beyond the ballots, because one letter told of several.
    pub further: u64,
    pub crimes: u64,
    pub crimes_reported: u64,
    pub crimes_not_reported: u64,
    pub severity_1: u64,
    pub severity_2: u64,
    pub severity_3: u64,
}

impl Handled {
    pub(super) fn add(&mut self, amendment: &Amendment) {
        self.amended += 1;
        match amendment.mark {
            Some(Mark::Test) => self.tests += 1,
            Some(Mark::Spam) => self.spam += 1,
            Some(Mark::Duplicate) => self.duplicates += 1,
            None => {
                self.reclassified += u64::from(amendment.forms.is_some());
                self.further += amendment.further.len() as u64;
                self.severity_1 += u64::from(amendment.severity == Some(1));
                self.severity_2 += u64::from(amendment.severity == Some(2));
                self.severity_3 += u64::from(amendment.severity == Some(3));
                if amendment.crime == Some(Crime::Yes) {
                    self.crimes += 1;
                    self.crimes_reported += u64::from(amendment.police == Some(Police::Report));
                    self.crimes_not_reported += u64::from(amendment.police == Some(Police::NoReport));
                }
            }
        }
    }

    pub(super) fn join(&mut self, other: &Self) {
        for (mine, theirs) in [
            (&mut self.amended, other.amended),
            (&mut self.tests, other.tests),
            (&mut self.spam, other.spam),
            (&mut self.duplicates, other.duplicates),
            (&mut self.reclassified, other.reclassified),
            (&mut self.further, other.further),
            (&mut self.crimes, other.crimes),
            (&mut self.crimes_reported, other.crimes_reported),
            (&mut self.crimes_not_reported, other.crimes_not_reported),
            (&mut self.severity_1, other.severity_1),
            (&mut self.severity_2, other.severity_2),
            (&mut self.severity_3, other.severity_3),
        ] {
            *mine += theirs;
        }
    }
}
