//! Plans that municipalities have decided, entered in full from their own documents. What is said to have come of them is
//! made up (påhittat).

use super::ActionPlan;

/// A plan that comes with the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Example {
    Norrtalje,
    Malmo,
    Danderyd,
}

impl Example {
    /// Every one of them.
    pub const ALL: [Self; 3] = [Self::Norrtalje, Self::Malmo, Self::Danderyd];

    /// The plan.
    pub fn plan(self) -> ActionPlan {
        let text = match self {
            Self::Norrtalje => include_str!("../../deploy/plans/norrtalje.json"),
            Self::Malmo => include_str!("../../deploy/plans/malmo.json"),
            Self::Danderyd => include_str!("../../deploy/plans/danderyd.json"),
        };
        serde_json::from_str(text).expect("the file is shipped with the program and a test reads it")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_plan_that_comes_with_the_program_can_be_kept() {
        for example in Example::ALL {
            assert_eq!(example.plan().faults(), Vec::<String>::new(), "{example:?}");
        }
    }
}
