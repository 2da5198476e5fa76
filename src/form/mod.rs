//! The report form as data: questions and options with stable codes, the same file for page, browser and count.

use std::sync::LazyLock;

use serde::Deserialize;

static INCIDENT: LazyLock<Form> = LazyLock::new(|| {
    Form::parse(include_str!("../../web/form/incident.json")).expect("the shipped form is read by a test")
});

/// A versioned list of questions.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    pub version: u32,
    pub questions: Vec<Question>,
}

/// One question; the answer is a bit mask over its options.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    pub id: String,
    pub kind: QuestionKind,
    pub text: Wording,
    pub help: Option<Wording>,
    pub options: Vec<Choice>,
}

/// How many options an answer may name.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum QuestionKind {
    One,
    Many,
}

impl QuestionKind {
    /// Whether one option is to be chosen.
    pub fn is_one(self) -> bool {
        self == Self::One
    }
}

impl std::fmt::Display for QuestionKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.is_one() { "one" } else { "many" })
    }
}

/// One option of a question.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    pub code: String,
    pub text: Wording,
    pub hint: Option<Wording>,
}

/// The same sentence in both languages.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    pub sv: String,
    pub en: String,
}

impl Form {
    /// The form by which incidents are reported (domain/forms.md §6.3).
    pub fn incident() -> &'static Self {
        &INCIDENT
    }

    /// Reads a definition and holds it to the rules: 1–16 options, unique codes.
    pub fn parse(json: &str) -> Result<Self, String> {
        let form: Self = serde_json::from_str(json).map_err(|error| error.to_string())?;
        for question in &form.questions {
            let mut codes: Vec<_> = question.options.iter().map(|option| &option.code).collect();
            codes.sort();
            codes.dedup();
            if !(1..=16).contains(&codes.len()) || codes.len() != question.options.len() {
                return Err(format!("question {}: 1 to 16 options with different codes are needed", question.id));
            }
        }
        Ok(form)
    }

    /// The place of a question, by its id.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.questions.iter().position(|question| question.id == id)
    }

    /// Whether `answers` could have come out of this form: one mask a question, no bit beyond its options.
    pub fn accepts(&self, answers: &[u16]) -> bool {
        answers.len() == self.questions.len()
            && self.questions.iter().zip(answers).all(|(question, &mask)| question.accepts(mask))
    }
}

impl Question {
    fn accepts(&self, mask: u16) -> bool {
        let within = u32::from(mask) < 1 << self.options.len();
        within && (self.kind == QuestionKind::Many || mask.count_ones() <= 1)
    }

    /// The mask of one option, by its code.
    pub fn mask(&self, code: &str) -> Option<u16> {
        self.options.iter().position(|option| option.code == code).map(|place| 1 << place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_form_is_read_and_every_question_may_be_declined() {
        let form = Form::incident();
        assert!(form.questions.len() >= 11, "eleven taps");
        for question in &form.questions {
            assert!(question.mask("na").is_some(), "{} cannot be declined", question.id);
        }
        for id in ["forms", "purpose_perceived", "actors", "serious_danger"] {
            assert!(form.position(id).is_some(), "{id} is missing");
        }
    }

    #[test]
    fn answers_that_no_page_can_give_are_refused() {
        let form = Form::incident();
        let nothing = vec![0; form.questions.len()];
        assert!(form.accepts(&nothing));
        assert!(!form.accepts(&nothing[1..]));
        let place = form.position("about").expect("asked");
        let mut two = nothing.clone();
        two[place] = 3;
        assert!(!form.accepts(&two), "two answers where one is asked for");
        let mut beyond = nothing;
        beyond[place] = 1 << 15;
        assert!(!form.accepts(&beyond));
    }
}
