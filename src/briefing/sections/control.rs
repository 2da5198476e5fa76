//! 13. Rows for the internal control plan and the situation report (D26, D27, M13), each with its figure.

use super::{
    super::{
        build::{Builder, Draft},
        document::Cell,
    },
    Ground,
};
use crate::plan::Status;

/// A risk, and how it is controlled.
const RISKS: [(&str, &str, &str); 5] = [
    (
        "Medarbetare utsätts för otillåten påverkan",
        "Mätning bland medarbetarna: B enligt SKR",
        "exposure/purposive/all",
    ),
    (
        "Otillåten påverkan uppfattas som en del av jobbet",
        "Mätning bland medarbetarna: C, säger själva ja",
        "exposure/labelled/all",
    ),
    (
        "Händelser rapporteras inte",
        "Mätning bland medarbetarna: vet hur och var man rapporterar",
        "knows_how_to_report/all",
    ),
    ("Riktlinjerna är inte kända", "Mätning bland medarbetarna: känner till riktlinjerna", "guideline_known/all"),
    ("En person kan ensam styra beslut", "Mätning bland medarbetarna: minst två när det finns risk", "two_at_risk/all"),
];

pub(super) fn write(ground: &Ground<'_>, annex: &mut Builder) {
    annex.paragraph(
        "Raderna kan föras in i internkontrollplanen och i lägesbilden enligt lagen (2023:196) om kommuners ansvar för \
         brottsförebyggande arbete. De bedömer ingenting: det gör nämnden.",
    );
    let base = ground.wave.map_or_else(|| "Ingen mätning ingår i underlaget.".to_owned(), |wave| ground.base(wave));
    let mut draft = Draft::new("control", "Intern kontroll", base, &["Risk", "Kontrollmoment", "Utfall"]);
    for (risk, control, id) in RISKS {
        let found = ground.wave.and_then(|wave| ground.figures.estimate(wave, id));
        let said = found.map_or_else(|| "redovisas inte".to_owned(), |estimate| estimate.reading().to_owned());
        draft.row(risk, vec![Cell::words(control), Cell::words(said)]);
    }
    if let Some((_, follow_up)) = &ground.follow_up {
        let late: Vec<_> = follow_up
            .measures
            .iter()
            .filter(|followed| followed.status == Status::Late)
            .map(|followed| followed.measure.number.as_str())
            .collect();
        let said = if late.is_empty() {
            "Ingen åtgärd är försenad".to_owned()
        } else {
            format!("Försenade: {}", late.join(", "))
        };
        draft.row(
            "Beslutade åtgärder genomförs inte i tid",
            vec![Cell::words("Uppföljning av handlingsplanen"), Cell::words(said)],
        );
    }
    annex.table(draft);
    let Some((plan, follow_up)) = &ground.follow_up else { return };
    if !plan.head.occasions.is_empty() {
        let mut draft = Draft::new(
            "plan/occasions",
            "Rapporttillfällen",
            "Enligt handlingsplanen.",
            &["Tillfälle", "När", "Syfte"],
        );
        for occasion in &plan.head.occasions {
            let said = match occasion.next(follow_up.on) {
                Some(date) => date.swedish(),
                None => format!("{} (har varit)", occasion.date.swedish()),
            };
            draft.row(&occasion.title, vec![Cell::words(said), Cell::words(&occasion.purpose)]);
        }
        annex.table(draft);
    }
    if !plan.head.documents.is_empty() {
        let columns =
            ["Dokument", "Diarienummer", "Senast uppdaterad", "Beslutsinstans", "Processägare", "Styrdokumentnummer"];
        let mut draft = Draft::new("plan/documents", "Styrdokument", "Dokument som planen hör ihop med.", &columns);
        for document in &plan.head.documents {
            let own = [
                &document.reference,
                &document.updated,
                &document.decided_by,
                &document.process_owner,
                &document.number,
            ];
            draft.row(&document.title, own.map(|field| Cell::words(field.as_deref().unwrap_or("–"))).into());
        }
        annex.table(draft);
    }
}
