//! The three questionnaires that come with the product.

use std::sync::LazyLock;

use super::model::{Population, Questionnaire};

static STAFF: LazyLock<Questionnaire> = LazyLock::new(|| read(include_str!("../../web/form/survey/staff.toml")));
static MANAGER: LazyLock<Questionnaire> = LazyLock::new(|| read(include_str!("../../web/form/survey/manager.toml")));
static ELECTED: LazyLock<Questionnaire> = LazyLock::new(|| read(include_str!("../../web/form/survey/elected.toml")));

fn read(toml: &str) -> Questionnaire {
    Questionnaire::parse(toml).expect("the shipped questionnaires are read by a test")
}

impl Questionnaire {
    /// The questionnaire that comes with the product for `population`.
    pub fn shipped(population: Population) -> &'static Self {
        match population {
            Population::Staff => &STAFF,
            Population::Manager => &MANAGER,
            Population::Elected => &ELECTED,
        }
    }
}
