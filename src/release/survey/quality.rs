//! The quality note: what was left unanswered, and what could not be read.

use super::{EVERYBODY, Gathered, Planned, RULES, counted::Counted};
use crate::statistics::disclosure::{Cell, Leaf, Row, below};

/// Bortfall of the questions that everybody is asked, and ballots that were none: for the quality note. In per cent to the
/// nearest five, since exact counts beside those who answered would tell how many sent a ballot.
pub(super) fn publish(counted: &Counted, gathered: &mut Gathered) {
    let code = counted.code().to_owned();
    let ballots = u32::try_from(counted.whole(|counts| counts.ballots)).unwrap_or(u32::MAX);
    let mut rows = Vec::new();
    for (place, item) in counted.questionnaire.items().enumerate().filter(|(_, item)| item.when.is_empty()) {
        let declined = item.options.len() - 1;
        let count = counted.whole(|counts| counts.blank[place] + counts.counts[place][declined]);
        let figure = Leaf::silent(ballots).response_figure(u32::try_from(count).unwrap_or(u32::MAX));
        let cells = vec![Cell { id: format!("{code}/quality/{}", item.id), figure }];
        rows.push(Row { label: format!("{} {}", item.number, counted.said(&item.text.sv)), cells });
    }
    gathered.table(
        Planned {
            id: format!("{code}/quality"),
            period: code.clone(),
            title: "Bortfall på frågor som alla får".to_owned(),
            base: "De som hoppade över frågan eller valde Vill inte svara. Avrundat till närmaste fem.".to_owned(),
            columns: &["Procent"],
        },
        rows,
    );
    let invalid = below(counted.invalid(), RULES.threshold.unsigned_abs());
    let cells = vec![Cell { id: format!("{code}/invalid/ballots"), figure: invalid }];
    gathered.table(
        Planned {
            id: format!("{code}/invalid"),
            period: code,
            title: "Valsedlar som inte gick att läsa som svar".to_owned(),
            base: "Rätt förseglade, men inget svar på det här frågeformuläret. De ingår inte i något annat tal."
                .to_owned(),
            columns: &["Antal"],
        },
        vec![Row { label: EVERYBODY.to_owned(), cells }],
    );
}
