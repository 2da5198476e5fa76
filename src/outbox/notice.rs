//! The notices: constant texts. No unit, number, category or link with an identity, so that mail logs learn nothing.

/// Which constant text is mailed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// At the fixed times.
    Regular,
    /// A reporter ticked "någon behöver läsa detta i dag".
    AtOnce,
    /// Nothing was opened within the service level; to the deputies.
    Escalation,
    /// A report occasion of an action plan has come near.
    Occasion,
}

impl Notice {
    /// Every notice there is.
    pub const ALL: [Self; 4] = [Self::Regular, Self::AtOnce, Self::Escalation, Self::Occasion];

    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Regular => "regular",
            Self::AtOnce => "at_once",
            Self::Escalation => "escalation",
            Self::Occasion => "occasion",
        }
    }

    pub(super) fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|notice| notice.code() == code)
    }

    /// What officers see in the list of deliveries.
    pub fn label(self) -> &'static str {
        match self {
            Self::Regular => "Ordinarie avisering",
            Self::AtOnce => "Läs i dag",
            Self::Escalation => "Påminnelse till ersättare",
            Self::Occasion => "Rapporttillfälle",
        }
    }

    /// The subject line.
    pub fn subject(self) -> &'static str {
        match self {
            Self::Regular => "Titta in i Orubbad",
            Self::AtOnce => "Läs i Orubbad i dag",
            Self::Escalation => "Ersättare: titta in i Orubbad",
            Self::Occasion => "Ett rapporttillfälle närmar sig",
        }
    }

    /// The text, the same every time.
    pub fn text(self) -> &'static str {
        match self {
            Self::Regular => {
                "Hej!\n\n\
                 Det är dags att titta in i Orubbad. Det här meddelandet skickas på fasta tider\n\
                 och säger inget om vad som finns att läsa.\n\n\
                 Logga in på samma adress som vanligt. Svara inte på meddelandet.\n"
            }
            Self::AtOnce => {
                "Hej!\n\n\
                 Någon har bett om att bli läst i dag. Logga in i Orubbad så snart du kan,\n\
                 på samma adress som vanligt. Svara inte på meddelandet.\n"
            }
            Self::Escalation => {
                "Hej!\n\n\
                 Inget har öppnats i Orubbad inom den tid som kommunen har bestämt.\n\
                 Du är ersättare: logga in på samma adress som vanligt.\n\
                 Svara inte på meddelandet.\n"
            }
            Self::Occasion => {
                "Hej!\n\n\
                 Ett rapporttillfälle i handlingsplanen närmar sig. Logga in i Orubbad på samma\n\
                 adress som vanligt och se under Handlingsplan. Svara inte på meddelandet.\n"
            }
        }
    }
}
