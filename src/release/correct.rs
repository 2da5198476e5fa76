//! Making an erratum: a release of its own, which points at an earlier one. Figures stand in its table of corrections,
//! where the audit sees them, and never in its text.

use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

use super::{
    draft::{DraftError, aside},
    gate, read, store,
};
use crate::{
    audit::{self, Act},
    db::Database,
    statistics::disclosure::{Erratum, Figure},
};

const LONGEST: usize = 2000;

/// Writes the draft of an erratum.
pub async fn correct(
    db: &Database,
    erratum: Erratum<Figure>,
    id: Uuid,
    by: Uuid,
    today: Date,
    now: Timestamp,
) -> Result<(), DraftError> {
    holds(&erratum.text, erratum.of)?;
    db.run("release::correct", async |tx| {
        let ledger = read::ledger(tx).await?;
        let (base, erratum) = (ledger.releases().len(), erratum.clone());
        let written = aside(move || gate::erratum(erratum, &ledger)).await?;
        store::insert_draft(tx, id, &written, base, &[], by, today).await?;
        let act = Act { actor: Some(by), word: "release.correct", object: &id.to_string() };
        Ok(audit::record(tx, now, act).await?)
    })
    .await
}

/// Plain words: no markup, and no digits but years and the number of the release.
pub(super) fn holds(text: &str, of: u64) -> Result<(), DraftError> {
    let refuse = |why| Err(DraftError::Text(why));
    if text.trim().is_empty() {
        return refuse("Skriv vad som var fel.");
    }
    if text.chars().count() > LONGEST {
        return refuse("Texten är för lång.");
    }
    if text.chars().any(|letter| "<>".contains(letter) || (letter.is_control() && letter != '\n')) {
        return refuse("Skriv vanlig text, utan taggar.");
    }
    let words: Vec<_> = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let may = |place: usize, word: &str| {
        let is_year = word.len() == 4 && word.starts_with("20") && word.chars().all(|digit| digit.is_ascii_digit());
        let after_nr = place > 0 && words[place - 1].eq_ignore_ascii_case("nr");
        is_year || (after_nr && word == of.to_string())
    };
    let has_number = |word: &str| word.chars().any(char::is_numeric);
    if words.iter().enumerate().any(|(place, word)| has_number(word) && !may(place, word)) {
        return refuse(
            "Siffror hör hemma bland de rättade talen, där de prövas. I texten får bara årtal och \
             redovisningens nummer stå.",
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_words_years_and_the_number_of_its_release() {
        for good in ["Kolumnen var förväxlad.", "Nr 3 från 2026 hade fel period.\nDen rättas.", "Se Nr 3."] {
            assert!(holds(good, 3).is_ok(), "{good}");
        }
        for bad in
            ["", "  ", "Rätt tal är 48611.", "Nr 17", "17", "<b>Fel</b>", "Rätt tal är ४", "20265", "x7", "2 026", "½"]
        {
            assert!(holds(bad, 3).is_err(), "{bad}");
        }
    }
}
