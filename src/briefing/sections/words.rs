//! 17. The glossary.

use super::{super::build::Builder, Ground};

const WORDS: [(&str, &str); 14] = [
    (
        "Erratum, rättelse",
        "En daterad rättelse av en publicerad redovisning, som själv står kvar som den publicerades.",
    ),
    ("Intervall", "De värden som är förenliga med svaren när alla inte har svarat; täcker i 95 fall av 100."),
    ("Mätning, våg", "Frågor till alla som har klient- eller medborgarkontakt i de enheter som ingår."),
    ("Ram", "Alla som tillfrågas: ett antal per enhet, aldrig en lista med namn."),
    ("Redovisning", "Siffror som har prövats och publicerats; ändras aldrig."),
    ("Redovisningsgrupp", "Enheter som visas tillsammans, bestämda innan mätningen öppnade."),
    ("Rapporteringsgrad", "Inkomna rapporter bredvid antalet utsatta."),
    ("Självcensur", "Att avstå från något man annars hade gjort, för att slippa bli utsatt."),
    ("Svarsfrekvens", "Andelen av de tillfrågade som har svarat."),
    ("Toleransgap", "Skillnaden mellan B och C som andel av B: hur mycket färre som själva säger det."),
    ("Undertryckning", "Att ett litet tal inte visas, för att det kan peka ut en person."),
    ("Utsatt (A)", "Har varit med om minst en av tolv händelser de senaste tolv månaderna."),
    ("Utsatt enligt SKR (B)", "A, och uppfattade att syftet var att påverka."),
    ("Vinjett", "En kort påhittad situation som alla får bedöma."),
];

pub(super) fn write(_: &Ground<'_>, annex: &mut Builder) {
    annex.terms(WORDS.map(|(word, meaning)| (word.to_owned(), meaning.to_owned())).into());
}
