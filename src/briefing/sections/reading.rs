//! 1. How to read: the definition, the period, and what the figures do not show.

use super::{super::build::Builder, Ground};
use crate::release;

pub(super) fn write(ground: &Ground<'_>, annex: &mut Builder) {
    annex.paragraph(
        "Otillåten påverkan är ett samlingsnamn för handlingar som syftar till att påverka en tjänsteperson eller förtroendevald \
         att agera på ett annat sätt än denne har tänkt. En händelse räknas om den som drabbades uppfattade att syftet var att \
         påverka tjänsteutövningen (SKR). Det kan vara brott, men behöver inte vara det. Att klaga, överklaga, anmäla eller begära \
         ut handlingar är en rättighet och räknas inte.",
    );
    let covers: Vec<_> = ground.figures.chosen.iter().rev().flat_map(|release| &release.content.periods).collect();
    match covers.is_empty() {
        true => annex.untold("Ingen redovisning ingår i underlaget. Rapporten följer bara upp handlingsplanen."),
        false => {
            let covers = covers.iter().map(|period| release::period(period)).collect::<Vec<_>>().join("; ");
            annex.paragraph(format!("Siffrorna gäller: {covers}."));
        }
    }
    annex.paragraph(
        "Mätningen visar hur vanligt det är bland dem som tillfrågades. Antalet rapporter visar hur många rapporter som kom in, \
         inte hur vanligt otillåten påverkan är: fler rapporter kan betyda att fler vågar rapportera.",
    );
    annex.heading("Så läses siffrorna");
    annex.terms(
        [
            ("5 av 18 svarande", "Antalet av dem som har svarat på frågan. Andelar i procent ges när minst 20 har svarat."),
            (
                "95 % intervall 14–24 av 60",
                "Så många av alla tillfrågade kan det vara, när alla inte har svarat. Intervallet förutsätter att de som svarade \
                 liknar de övriga i sin grupp.",
            ),
            ("0–4", "Antalet är något av talen från det första till det sista. Ett litet antal visas inte exakt, för det kan peka ut en person."),
            ("ca 83 (80–86)", "Ett slumptal är tillagt en gång för alla. Det rätta antalet ligger inom parentesen i 95 fall av 100."),
            ("visas inte, redovisas inte", "Talet är litet, eller så skulle ett litet tal gå att räkna ut med hjälp av det."),
            ("kan inte avgöras", "Skillnaden är mindre än osäkerheten. Det betyder inte att ingenting har hänt."),
            (
                "tillförlitlig, osäker, endast indikation",
                "Tillförlitlig: minst 30 svarande och minst 70 procents svarsfrekvens. Övriga bär mindre, och sägs göra det.",
            ),
        ]
        .map(|(term, meaning)| (term.to_owned(), meaning.to_owned()))
        .into(),
    );
}
