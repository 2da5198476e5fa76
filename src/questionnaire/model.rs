//! A questionnaire as the browser gets it: pages of items, and the exact bytes that are hashed.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{
    fault::Fault,
    plan::Plan,
    rules::{self, Lines},
};

/// Whom a questionnaire is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Population {
    Staff,
    Manager,
    Elected,
}

impl Population {
    /// The word it is stored under.
    pub fn code(self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::Manager => "manager",
            Self::Elected => "elected",
        }
    }
}

/// The same sentence in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    pub sv: String,
    pub en: String,
}

/// How many options an answer may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    One,
    Many,
}

/// What an item is to the figures; an item without a role is only counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    ClientContact,
    Tenure,
    Decides,
    VignetteDegree,
    VignetteReport,
    Act,
    PurposePerceived,
    Purposes,
    Matter,
    Actor,
    Channel,
    Consequence,
    Told,
    WhyNot,
    Support,
    Witness,
    SelfLabel,
    Competence,
    GuidelineKnown,
    Climate,
    Training,
    Retrospective,
    Knowledge,
    Routine,
}

/// A condition on earlier answers: one of `any_of` chosen in one of the items, and none of `none_of` in any of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clause {
    pub items: Vec<String>,
    pub any_of: Vec<String>,
    pub none_of: Vec<String>,
}

/// One option of an item; one that stands `alone` drops the others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    pub code: String,
    pub text: Wording,
    pub alone: bool,
}

/// One question with its options; the answer is a mask over them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    pub id: String,
    pub number: String,
    pub text: Wording,
    pub help: Option<Wording>,
    pub kind: Kind,
    pub required: bool,
    pub most: Option<u32>,
    pub from_wave: u32,
    pub when: Vec<Clause>,
    pub options: Vec<Choice>,
    pub role: Option<Role>,
    pub severity: Option<u8>,
    pub share: Vec<String>,
    pub prior: Option<f64>,
}

/// Items that are shown together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    pub id: String,
    pub title: Wording,
    pub lead: Option<Wording>,
    pub items: Vec<Item>,
}

/// What is written down, in the order of its JSON.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Content {
    pub version: u32,
    pub id: String,
    pub population: Population,
    pub title: Wording,
    pub intro: Wording,
    pub pages: Vec<Page>,
}

/// A questionnaire that keeps every rule; its order of items is the order of a ballot's masks.
#[derive(Clone, Debug)]
pub struct Questionnaire {
    content: Content,
    json: String,
    digest: [u8; 32],
    pub(super) plan: Plan,
}

impl Questionnaire {
    /// Holds what was read to the rules.
    pub(super) fn checked(content: Content, lines: &Lines) -> Result<Self, Vec<Fault>> {
        let faults = rules::check(&content, lines);
        if !faults.is_empty() {
            return Err(faults);
        }
        let json = serde_json::to_string(&content).expect("texts, numbers and lists only");
        let digest = Sha256::digest(json.as_bytes()).into();
        let plan = Plan::of(&content.items().collect::<Vec<_>>());
        Ok(Self { content, json, digest, plan })
    }

    /// Reads the copy that is stored with a wave; only the very bytes of `json` are taken.
    pub fn from_json(json: &str) -> Result<Self, Vec<Fault>> {
        let fault = |line, text: String| vec![Fault { line, text }];
        let content: Content = serde_json::from_str(json).map_err(|error| {
            fault(error.line().max(1), format!("frågeformulärets kopia går inte att läsa: {error}"))
        })?;
        let read = Self::checked(content, &Lines::default())?;
        let same = read.json == json;
        same.then_some(read).ok_or_else(|| fault(1, "kopian är inte skriven som ett frågeformulär skrivs här".into()))
    }

    /// The canonical JSON: what the browser gets and what is hashed.
    pub fn json(&self) -> String {
        self.json.clone()
    }

    /// SHA-256 of the canonical JSON, in hex.
    pub fn hash(&self) -> String {
        self.digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The first bytes of the hash, by which a ballot names its questionnaire.
    pub fn prefix(&self) -> [u8; 8] {
        *self.digest.first_chunk().expect("a digest has 32 bytes")
    }

    /// The version of the format.
    pub fn version(&self) -> u32 {
        self.content.version
    }

    /// The id its author gave it.
    pub fn id(&self) -> &str {
        &self.content.id
    }

    /// Whom it is for.
    pub fn population(&self) -> Population {
        self.content.population
    }

    /// Its name.
    pub fn title(&self) -> &Wording {
        &self.content.title
    }

    /// What is said before the first page.
    pub fn intro(&self) -> &Wording {
        &self.content.intro
    }

    /// The pages in order.
    pub fn pages(&self) -> &[Page] {
        &self.content.pages
    }

    /// All items in the order of a ballot's masks.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.content.items()
    }

    /// The place of an item, by its id.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.items().position(|item| item.id == id)
    }

    /// The items of a role with their places, in order.
    pub fn by_role(&self, role: Role) -> Vec<(usize, &Item)> {
        self.items().enumerate().filter(|(_, item)| item.role == Some(role)).collect()
    }

    /// Which items are asked of someone who has answered `masks`; answers to what is not asked count for nothing.
    pub fn asked(&self, masks: &[u16], wave_number: u32) -> Vec<bool> {
        let asked = self.plan.asked(masks, wave_number);
        (0..self.plan.items.len()).map(|place| asked >> place & 1 == 1).collect()
    }
}

impl Content {
    pub(super) fn items(&self) -> impl Iterator<Item = &Item> {
        self.pages.iter().flat_map(|page| &page.items)
    }
}

impl Item {
    /// The mask of one option, by its code.
    pub fn mask(&self, code: &str) -> Option<u16> {
        self.options.iter().position(|option| option.code == code).map(|place| 1 << place)
    }

    /// The mask of every option that counts as “yes” in the item's figure.
    pub fn share_mask(&self) -> u16 {
        self.masks(&self.share)
    }

    /// The mask of “Vill inte svara”.
    pub fn na_mask(&self) -> u16 {
        self.mask("na").unwrap_or(0)
    }

    /// The masks of several options together; codes it does not have count for nothing.
    pub fn masks(&self, codes: &[String]) -> u16 {
        codes.iter().filter_map(|code| self.mask(code)).fold(0, |all, one| all | one)
    }
}
