//! A made-up briefing for the tests of the formats: every kind of block and every form of figure occurs.

use super::document::{
    Block, Cell, Document, Heading, Line, Memo, Provenance, Section, Signature, Source, Table, Value,
};
use crate::plot::{Kind, Mark, Plot, Row, Unit};

/// The sample.
pub(crate) fn document() -> Document {
    Document {
        heading: Heading {
            title: "Otillåten påverkan: lägesbild och uppföljning av handlingsplanen".to_owned(),
            instance: "Exempelkommun".to_owned(),
            committee: "Kommunstyrelsen".to_owned(),
            reference: None,
            day: "22 november 2026".to_owned(),
            date: "2026-11-22".to_owned(),
            period: "mätningen våren 2026 och inkomna rapporter januari–augusti 2026".to_owned(),
            invented: true,
        },
        memo: memo(),
        sections: vec![basis(), exposure(), plan()],
        provenance: Provenance {
            releases: vec![
                source(3, "2 november 2026", "mätning E2026-1"),
                source(4, "9 november 2026", "rapporter 2026-T1 och 2026-T2"),
            ],
            plan: Some("Version 2, beslutad 22 april 2024".to_owned()),
            audit_head: Some(format!("118:{}", "9f".repeat(32))),
        },
    }
}

/// The sample with texts that mean something to some format.
pub(crate) fn hostile() -> Document {
    let nasty = "=1+1 <&\"'>;\u{1}\u{b}\u{fffe}{{ 7 }} ]]> _x0041_\r\nny rad\tflik";
    let mut document = document();
    document.heading.title = nasty.to_owned();
    document.heading.instance = nasty.to_owned();
    document.heading.reference = Some(nasty.to_owned());
    document.memo.summary.push(nasty.to_owned());
    document.provenance.plan = Some(nasty.to_owned());
    for section in &mut document.sections {
        section.title = nasty.to_owned();
        section.blocks.push(Block::Paragraph(nasty.to_owned()));
        for block in &mut section.blocks {
            if let Block::Figure { plot, .. } = block {
                plot.title = nasty.to_owned();
                plot.alternative = nasty.to_owned();
            }
            if let Block::Table(table) | Block::Figure { table, .. } = block {
                table.title = nasty.to_owned();
                table.columns[0] = nasty.to_owned();
                table.columns[1] = nasty.to_owned();
                table.rows[0].label = nasty.to_owned();
                table.rows[0].cells[0].said = nasty.to_owned();
                table.notes.push(nasty.to_owned());
            }
        }
    }
    document
}

fn memo() -> Memo {
    let children = "Bland de ärendetyper som rör barn och unga redovisas inga uppgifter för enskilda enheter. \
                    Otillåten påverkan i sådana ärenden kan leda till att barn inte får det skydd de har rätt till.";
    Memo {
        proposal: "Kommunstyrelsen beslutar följande:".to_owned(),
        points: vec![
            "Att lägga redovisningen till handlingarna.".to_owned(),
            "Att ge stadsledningskontoret i uppdrag att senast den 31 mars 2027 återkomma med förslag till åtgärder för de \
             delar av handlingsplanen som är försenade."
                .to_owned(),
        ],
        summary: vec![
            "Av 1 240 tillfrågade medarbetare svarade 812 (65 procent). Mellan 24 och 26 procent av dem som svarade har \
             varit utsatta för otillåten påverkan under de senaste tolv månaderna."
                .to_owned(),
            "Den vanligaste formen är hot. Hur många av dem som inte svarade som har varit utsatta kan inte avgöras."
                .to_owned(),
        ],
        matter: vec![
            "Redovisningen bygger på mätningen våren 2026 och på de rapporter som kom in till säkerhetsfunktionen. Alla tal \
             är publicerade och har prövats så att ingen enskild person kan pekas ut."
                .to_owned(),
        ],
        economy: vec!["Redovisningen i sig medför inga kostnader utöver beslutad budget.".to_owned()],
        children: vec![children.to_owned()],
        documents: vec![
            "Tjänsteskrivelse daterad den 22 november 2026".to_owned(),
            "Bilaga 1 Lägesbild och uppföljning av handlingsplanen".to_owned(),
        ],
        signatures: ["Säkerhetschef", "Säkerhetsstrateg"].map(signature).to_vec(),
    }
}

fn signature(title: &str) -> Signature {
    Signature { name: "[namn]".to_owned(), title: title.to_owned(), function: "Säkerhetsfunktionen".to_owned() }
}

fn source(number: u64, published: &str, covers: &str) -> Source {
    Source { number, published: published.to_owned(), covers: covers.to_owned(), hash: "a1b2".repeat(16) }
}

fn basis() -> Section {
    let mut rows = vec![
        line("Socialförvaltningen", vec![count(412), count(280), Cell::words("68 %"), Cell::words("tillförlitlig")]),
        line(
            "Enheten för säkerhet, beredskap och systemförvaltning",
            vec![count(31), between(20, 24), Cell::words("65–77 %"), Cell::words("endast indikation")],
        ),
        line("Överförmyndarenheten", vec![count(9), withheld(), withheld(), Cell::words("redovisas inte")]),
    ];
    for number in 1..=11_u64 {
        let name = format!("Enhet {number} inom stadsbyggnadsförvaltningen");
        let answered = if number == 5 { about(600, 590, 610) } else { count(600) };
        let share = Cell::words("60 %");
        rows.push(line(&name, vec![count(1_000 + number), answered, share, Cell::words("osäker")]));
    }
    let heads = ["Enhet", "Tillfrågade", "Svarande", "Svarsandel", "Tillförlitlighet"];
    let table = table(1, "E2026-1/basis", "Underlag per förvaltning och enhet", &heads, rows);
    let words = vec![
        ("Ram".to_owned(), "Alla som hade kontakt med invånare när mätningen öppnade.".to_owned()),
        ("Bortfall".to_owned(), "De som tillfrågades men inte svarade.".to_owned()),
    ];
    Section {
        number: 1,
        title: "Underlag".to_owned(),
        blocks: vec![
            Block::Reading("Av 1 240 tillfrågade svarade 812 (65 procent); talen gäller dem som svarade.".to_owned()),
            Block::Paragraph("Tabellen visar vilka som tillfrågades och hur många av dem som svarade.".to_owned()),
            Block::Table(table),
            Block::Heading("Ord i avsnittet".to_owned()),
            Block::Terms(words),
        ],
    }
}

fn exposure() -> Section {
    let rows = vec![
        line("Hot", vec![about(42, 37, 47), Cell::words("5 % (4–6 %)")]),
        line("Trakasserier", vec![count(1_280), Cell::words("25 % (24–26 %)")]),
        line("Muta eller annan förmån", vec![between(0, 4), Cell::words("högst 1 %")]),
        line("Skadegörelse", vec![withheld(), withheld()]),
    ];
    let mut under = table(2, "2026-T2/forms", "Former", &["Form", "Antal", "Andel av de svarande"], rows);
    under.notes.clear();
    let mark = |said: &str, value, interval| Mark { said: said.to_owned(), value, interval };
    let row =
        |label: &str, mark| Row { label: label.to_owned(), group: Some("Allvarliga".to_owned()), marks: vec![mark] };
    let plot = Plot {
        title: "Former av otillåten påverkan".to_owned(),
        alternative: "Trakasserier är vanligast, följt av hot. Skadegörelse redovisas inte.".to_owned(),
        kind: Kind::Bars,
        unit: Unit::Percent,
        series: vec!["Svarande".to_owned()],
        rows: vec![
            row("Hot", mark("5 %", Some((5.0, 5.0)), Some((4.0, 6.0)))),
            row("Skadegörelse", mark("redovisas inte", None, None)),
        ],
    };
    Section {
        number: 2,
        title: "Utsatthet de senaste tolv månaderna".to_owned(),
        blocks: vec![
            Block::Figure { number: 1, plot, table: under },
            Block::Untold("Om hot har blivit vanligare sedan förra mätningen kan inte avgöras.".to_owned()),
            Block::List(vec![
                "Frågan gällde de senaste tolv månaderna.".to_owned(),
                "Flera svar fick lämnas.".to_owned(),
            ]),
        ],
    }
}

fn plan() -> Section {
    let heads = ["Åtgärd", "Ansvarig", "Start", "Klar, ursprungligen", "Klar, gällande", "Indikator", "Utfall", "Läge"];
    let measure = "Alla chefer med ansvar för myndighetsutövning ska gå grundutbildningen i otillåten påverkan och hålla en \
                   arbetsplatsträff om enhetens rutiner för rapportering";
    let cells = [
        "Kommunikationsavdelningen",
        "2024-05-01",
        "2025-12-31",
        "2026-12-31",
        "Andel genomförda arbetsplatsträffar",
        "11 av 14 enheter",
        "Försenad",
    ];
    let rows = vec![line(measure, cells.map(Cell::words).to_vec()); 4];
    let mut table = table(3, "plan/follow-up", "Åtgärder", &heads, rows);
    table.base = "Alla åtgärder i handlingsplanen, version 2.".to_owned();
    Section { number: 3, title: "Handlingsplanen".to_owned(), blocks: vec![Block::Table(table)] }
}

fn table(number: usize, id: &str, title: &str, columns: &[&str], rows: Vec<Line>) -> Table {
    Table {
        number,
        id: id.to_owned(),
        title: title.to_owned(),
        base: "Medarbetare med invånarkontakt, mätning E2026-1, våren 2026; 65 procent svarade.".to_owned(),
        columns: columns.iter().map(|&column| column.to_owned()).collect(),
        rows,
        notes: vec!["Uppgifter som kan peka ut en person redovisas inte.".to_owned()],
    }
}

fn line(label: &str, cells: Vec<Cell>) -> Line {
    Line { label: label.to_owned(), cells }
}

fn count(count: u64) -> Cell {
    let said = if count < 1_000 { count.to_string() } else { format!("{}\u{a0}{:03}", count / 1_000, count % 1_000) };
    Cell { said, value: Value::Count(count) }
}

fn between(from: u64, to: u64) -> Cell {
    Cell { said: format!("{from}–{to}"), value: Value::Between(from, to) }
}

fn about(count: u64, from: u64, to: u64) -> Cell {
    Cell { said: format!("ca {count} ({from}–{to})"), value: Value::About(count, from, to) }
}

fn withheld() -> Cell {
    Cell { said: "redovisas inte".to_owned(), value: Value::Withheld }
}
