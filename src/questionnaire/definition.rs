//! Reading a definition that somebody wrote by hand in TOML; every fault names its line and says in Swedish what to do.
//!
//! Two short cuts are resolved here: `options = "name"` takes a scale, and a name in `when` takes a condition. A page's
//! `when` holds for all its items. “Vill inte svara” is added to every item, so nobody can leave it out.

use std::collections::BTreeMap;

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    fault::{Fault, Ruler},
    fields::{Fields, Reader},
    model::{Choice, Clause, Content, Item, Kind, Page, Population, Questionnaire, Wording},
    rules::{Lines, Owner},
};

/// What a definition may refer to by name, with the lines on which it is written.
#[derive(Default)]
struct Names {
    scales: BTreeMap<String, Vec<(Choice, usize)>>,
    conditions: BTreeMap<String, (Clause, usize)>,
}

impl Questionnaire {
    /// Reads a definition; when it is wrong, every error with its line.
    pub fn parse(toml: &str) -> Result<Self, Vec<Fault>> {
        let ruler = Ruler::new(toml);
        let (document, errors) = DeTable::parse_recoverable(toml);
        if !errors.is_empty() {
            return Err(sorted(errors.iter().map(|error| syntax(&ruler, error)).collect()));
        }
        let reader = Reader::new(ruler);
        let mut lines = Lines::default();
        let content = content(&Fields::new(&reader, document.get_ref(), 1, "formuläret".into()), &mut lines);
        let mut faults = reader.into_faults();
        match Self::checked(content, &lines) {
            Ok(questionnaire) if faults.is_empty() => return Ok(questionnaire),
            Ok(_) => {}
            // A line that could not be read breaks rules too; one fault is enough to mend it.
            Err(broken) => {
                let unread: Vec<_> = faults.iter().map(|fault| fault.line).collect();
                faults.extend(broken.into_iter().filter(|fault| !unread.contains(&fault.line)));
            }
        }
        Err(sorted(faults))
    }
}

fn sorted(mut faults: Vec<Fault>) -> Vec<Fault> {
    faults.sort();
    faults.dedup();
    faults
}

fn syntax(ruler: &Ruler, error: &toml::de::Error) -> Fault {
    let message = error.message();
    let known = [
        ("duplicate", "nyckeln står två gånger; ta bort den ena"),
        ("string", "en text är inte hel; den ska stå inom citattecken, på en rad eller mellan tre citattecken"),
        ("array", "en lista är inte hel; den börjar med [ och slutar med ]"),
        ("inline table", "en tabell är inte hel; den börjar med { och slutar med }"),
        ("table", "en rubrik är inte hel; skriv [namn] eller [[namn]] ensamt på raden"),
        ("=", "skriv nyckel = värde"),
    ];
    let advice =
        known.iter().find(|(part, _)| message.contains(part)).map_or("raden går inte att läsa", |known| known.1);
    let line = ruler.line(error.span().map_or(0, |span| span.start));
    Fault { line, text: format!("{advice} ({})", message.replace('\n', ", ")) }
}

fn content(fields: &Fields<'_>, lines: &mut Lines) -> Content {
    let names = names(fields);
    for key in ["version", "id", "title", "intro", "pages"] {
        lines.put(Owner::File, key, fields.line_of(key));
    }
    if fields.value("version").is_none() {
        fields.fault(1, "version saknas; lägg till version = 1");
    }
    let mut content = Content {
        version: fields.whole("version").unwrap_or(1),
        id: fields.text("id"),
        population: fields.needed_word("population").unwrap_or(Population::Staff),
        title: fields.wording("title"),
        intro: fields.wording("intro"),
        pages: Vec::new(),
    };
    let mut place = 0;
    for (number, table) in fields.tables("pages", "sidan").into_iter().enumerate() {
        content.pages.push(page(table, number, &mut place, &names, lines));
    }
    fields.finish();
    content
}

fn names(fields: &Fields<'_>) -> Names {
    let mut names = Names::default();
    for (name, table) in fields.named("scales") {
        let options = table.tables("options", "svaret").iter().map(choice).collect();
        table.finish();
        names.scales.insert(name, options);
    }
    for (name, table) in fields.named("conditions") {
        names.conditions.insert(name, (clause(&table), table.line));
    }
    names
}

fn page(mut fields: Fields<'_>, number: usize, place: &mut usize, names: &Names, lines: &mut Lines) -> Page {
    let id = fields.text("id");
    fields.what = format!("sidan {id}");
    for key in ["", "id", "title", "lead"] {
        lines.put(Owner::Page(number), key, fields.line_of(key));
    }
    let shared = clauses(&fields, names);
    let mut page = Page { id, title: fields.wording("title"), lead: fields.maybe_wording("lead"), items: Vec::new() };
    for table in fields.tables("items", "frågan") {
        page.items.push(item(table, *place, &shared, names, lines));
        *place += 1;
    }
    fields.finish();
    page
}

fn item(mut fields: Fields<'_>, place: usize, shared: &[(Clause, usize)], names: &Names, lines: &mut Lines) -> Item {
    let owner = Owner::Item(place);
    let id = fields.text("id");
    fields.what = format!("frågan {id}");
    for key in ["", "id", "number", "text", "help", "kind", "most", "from_wave", "role", "severity", "share", "prior"] {
        lines.put(owner, key, fields.line_of(key));
    }
    let mut when = shared.to_vec();
    when.extend(clauses(&fields, names));
    for (number, (_, line)) in when.iter().enumerate() {
        lines.put(owner, &format!("when {number}"), *line);
    }
    let mut options = options(&fields, names);
    for (number, (option, line)) in options.iter().enumerate() {
        lines.put(owner, &format!("option {number}"), *line);
        if option.code == "na" {
            fields.fault(*line, "svaret \"na\" läggs till av sig självt; ta bort det");
        }
    }
    options.retain(|(option, _)| option.code != "na");
    lines.put(owner, "options", fields.line_of("options"));
    let most = fields.whole("most");
    let likely = if most.is_some() { Kind::Many } else { Kind::One };
    let item = Item {
        id,
        number: fields.text("number"),
        text: fields.wording("text"),
        help: fields.maybe_wording("help"),
        kind: fields.needed_word("kind").unwrap_or(likely),
        required: fields.flag("required"),
        most,
        from_wave: fields.whole("from_wave").unwrap_or(1),
        when: when.into_iter().map(|(clause, _)| clause).collect(),
        options: options.into_iter().map(|(option, _)| option).chain([na()]).collect(),
        role: fields.word("role"),
        severity: fields.whole("severity").map(|tier| u8::try_from(tier).unwrap_or(u8::MAX)),
        share: fields.texts("share"),
        prior: fields.number("prior"),
    };
    fields.finish();
    item
}

fn options(fields: &Fields<'_>, names: &Names) -> Vec<(Choice, usize)> {
    let line = fields.line_of("options");
    match fields.value("options").map(Spanned::get_ref) {
        None => fields.fault(line, "options saknas; skriv svaren eller namnet på en skala"),
        Some(DeValue::String(name)) => match names.scales.get(name.as_ref()) {
            Some(options) => return options.clone(),
            None => fields.fault(line, &format!("skalan \"{name}\" finns inte; skriv den under [scales.{name}]")),
        },
        Some(_) => return fields.tables("options", "svaret").iter().map(choice).collect(),
    }
    Vec::new()
}

fn choice(fields: &Fields<'_>) -> (Choice, usize) {
    let choice = Choice { code: fields.text("code"), text: fields.wording("text"), alone: fields.flag("alone") };
    fields.finish();
    (choice, fields.line)
}

fn clauses(fields: &Fields<'_>, names: &Names) -> Vec<(Clause, usize)> {
    let Some(value) = fields.value("when") else { return Vec::new() };
    let DeValue::Array(list) = value.get_ref() else {
        fields.fault(fields.line_of("when"), "when ska vara en lista av villkor, till exempel [\"namn\"]");
        return Vec::new();
    };
    let mut clauses = Vec::new();
    for entry in list {
        let line = fields.line_at(entry);
        match entry.get_ref() {
            DeValue::String(name) => match names.conditions.get(name.as_ref()) {
                Some((clause, _)) => clauses.push((clause.clone(), line)),
                None => {
                    let text = format!("villkoret \"{name}\" finns inte; skriv det under [conditions.{name}]");
                    fields.fault(line, &text);
                }
            },
            _ => {
                let below = fields.below(entry, line, format!("{}, villkoret", fields.what));
                clauses.extend(below.map(|below| (clause(&below), line)));
            }
        }
    }
    clauses
}

fn clause(fields: &Fields<'_>) -> Clause {
    let clause =
        Clause { items: fields.texts("items"), any_of: fields.texts("any_of"), none_of: fields.texts("none_of") };
    fields.finish();
    clause
}

/// The answer that every item has.
fn na() -> Choice {
    let text = Wording { sv: "Vill inte svara".into(), en: "Prefer not to say".into() };
    Choice { code: "na".into(), text, alone: true }
}
