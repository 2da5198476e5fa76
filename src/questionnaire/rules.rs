//! The rules a questionnaire keeps, whether it was written by hand or stored with a wave. All breaches are told at once.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    fault::Fault,
    model::{Content, Item, Kind, Role, Wording},
};

/// The most items a ballot has room for.
const MOST_ITEMS: usize = 120;

/// The version of the format, which browsers ask for too.
const VERSION: u32 = 1;

/// Whose line is looked for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Owner {
    File,
    Page(usize),
    Item(usize),
}

/// Where in the file things stand; a stored copy has one line only.
#[derive(Default)]
pub(super) struct Lines(BTreeMap<(Owner, String), usize>);

impl Lines {
    pub(super) fn put(&mut self, owner: Owner, part: &str, line: usize) {
        self.0.insert((owner, part.to_owned()), line);
    }

    fn at(&self, owner: Owner, part: &str) -> usize {
        let find = |part: &str| self.0.get(&(owner, part.to_owned())).copied();
        find(part).or_else(|| find("")).unwrap_or(1)
    }
}

/// Every breach of a rule.
pub(super) fn check(content: &Content, lines: &Lines) -> Vec<Fault> {
    let items: Vec<_> = content.items().collect();
    let mut check = Check { lines, items: &items, faults: Vec::new() };
    check.file(content);
    for place in 0..items.len() {
        check.item(place);
        check.options(place);
        check.conditions(place);
        check.share(place);
        check.role(place);
    }
    check.faults
}

struct Check<'c> {
    lines: &'c Lines,
    items: &'c [&'c Item],
    faults: Vec<Fault>,
}

impl Check<'_> {
    fn fault(&mut self, owner: Owner, part: &str, text: &str) {
        let text = match owner {
            Owner::Item(place) => format!("frågan {}: {text}", self.items[place].id),
            _ => text.to_owned(),
        };
        self.faults.push(Fault { line: self.lines.at(owner, part), text });
    }

    fn file(&mut self, content: &Content) {
        let file = Owner::File;
        self.id(file, "id", &content.id);
        self.wording(file, "title", &content.title);
        self.wording(file, "intro", &content.intro);
        if content.version != VERSION {
            self.fault(file, "version", "version är filformatets och ska vara 1; skriv version = 1");
        }
        if !(1..=MOST_ITEMS).contains(&self.items.len()) {
            let text = format!("formuläret har {} frågor; det ska ha 1 till {MOST_ITEMS}", self.items.len());
            self.fault(file, "pages", &text);
        }
        let mut ids = BTreeSet::new();
        for (number, page) in content.pages.iter().enumerate() {
            let owner = Owner::Page(number);
            self.id(owner, "id", &page.id);
            self.wording(owner, "title", &page.title);
            if let Some(lead) = &page.lead {
                self.wording(owner, "lead", lead);
            }
            if !ids.insert(&page.id) {
                self.fault(owner, "id", &format!("sidan {} finns två gånger; ge den ena ett annat id", page.id));
            }
            if page.items.is_empty() {
                self.fault(owner, "", &format!("sidan {} har ingen fråga; ge den en eller ta bort den", page.id));
            }
        }
    }

    fn item(&mut self, place: usize) {
        let (item, owner) = (self.items[place], Owner::Item(place));
        self.id(owner, "id", &item.id);
        self.wording(owner, "text", &item.text);
        if let Some(help) = &item.help {
            self.wording(owner, "help", help);
        }
        if self.items[..place].iter().any(|earlier| earlier.id == item.id) {
            self.fault(owner, "id", "id:t finns två gånger; ge den ena ett annat");
        }
        if item.number.trim().is_empty() {
            self.fault(owner, "number", "number är tomt; skriv till exempel \"7a\"");
        }
        if item.from_wave == 0 {
            self.fault(owner, "from_wave", "from_wave ska vara minst 1");
        }
        let own = item.options.len().saturating_sub(1);
        match item.most {
            Some(_) if item.kind == Kind::One => {
                self.fault(owner, "most", "most hör bara till kind = \"many\"; ta bort det");
            }
            Some(most) if most == 0 || most as usize >= own => {
                self.fault(owner, "most", &format!("most = {most} ska vara minst 1 och mindre än antalet svar, {own}"));
            }
            _ => {}
        }
    }

    fn options(&mut self, place: usize) {
        let (item, owner) = (self.items[place], Owner::Item(place));
        let own = item.options.len().saturating_sub(1);
        if !(1..=15).contains(&own) {
            self.fault(owner, "options", &format!("frågan har {own} svar; den ska ha 1 till 15"));
        }
        if item.options.last().is_none_or(|last| last.code != "na" || !last.alone) {
            self.fault(owner, "options", "sista svaret ska vara \"na\", ensamt");
        }
        let mut codes = BTreeSet::new();
        for (number, option) in item.options.iter().enumerate() {
            let part = format!("option {number}");
            self.id(owner, &part, &option.code);
            self.wording(owner, &part, &option.text);
            if !codes.insert(&option.code) {
                self.fault(owner, &part, &format!("koden \"{}\" finns två gånger bland svaren", option.code));
            }
        }
    }

    fn conditions(&mut self, place: usize) {
        let (item, owner) = (self.items[place], Owner::Item(place));
        for (number, clause) in item.when.iter().enumerate() {
            let part = format!("when {number}");
            if clause.items.is_empty() || clause.any_of.is_empty() && clause.none_of.is_empty() {
                self.fault(owner, &part, "villkoret ska ha items och minst en kod i any_of eller none_of");
            }
            for id in &clause.items {
                let Some(earlier) = self.items[..place].iter().find(|earlier| earlier.id == *id) else {
                    self.fault(owner, &part, &format!("villkoret nämner {id}, som inte är en tidigare fråga"));
                    continue;
                };
                for code in clause.any_of.iter().chain(&clause.none_of).filter(|code| missing(earlier, code)) {
                    self.fault(owner, &part, &format!("koden \"{code}\" finns inte bland svaren till {id}"));
                }
            }
        }
    }

    fn share(&mut self, place: usize) {
        let (item, owner) = (self.items[place], Owner::Item(place));
        if item.kind == Kind::Many && !item.share.is_empty() {
            self.fault(owner, "share", "share hör bara till kind = \"one\"; ta bort det");
        }
        let mut codes = BTreeSet::new();
        for code in &item.share {
            if code == "na" {
                self.fault(owner, "share", "\"na\" kan inte räknas som ja; ta bort det ur share");
            } else if missing(item, code) {
                self.fault(owner, "share", &format!("share: koden \"{code}\" finns inte bland svaren"));
            }
            if !codes.insert(code) {
                self.fault(owner, "share", &format!("share: koden \"{code}\" står två gånger"));
            }
        }
        if let Some(prior) = item.prior {
            if !(prior > 0.0 && prior < 1.0) {
                self.fault(owner, "prior", "prior ska vara större än 0 och mindre än 1");
            }
            // Longer numbers do not come back from JSON with certainty, and the stored copy must.
            if (prior * 1e4).round() / 1e4 != prior && prior.is_finite() {
                self.fault(owner, "prior", "prior har fler än fyra decimaler; avrunda");
            }
            if item.share.is_empty() {
                self.fault(owner, "prior", "prior är en väntad andel och kräver share");
            }
        }
    }

    fn role(&mut self, place: usize) {
        let (item, owner) = (self.items[place], Owner::Item(place));
        match (item.role == Some(Role::Act), item.severity) {
            (true, Some(1..=3)) | (false, None) => {}
            (true, tier) => {
                let part = tier.map_or("role", |_| "severity");
                self.fault(owner, part, "en handling (role = \"act\") ska ha severity = 1, 2 eller 3");
            }
            (false, Some(_)) => self.fault(owner, "severity", "severity hör bara till role = \"act\"; ta bort det"),
        }
        let Some(role) = item.role else { return };
        if !role.may_repeat() && self.items[..place].iter().any(|earlier| earlier.role == Some(role)) {
            self.fault(owner, "role", "rollen finns redan på en tidigare fråga; bara en fråga kan ha den");
        }
        if role.needs_one() && item.kind != Kind::One {
            self.fault(owner, "kind", "rollen kräver kind = \"one\"");
        }
        if role.needs_share() && item.share.is_empty() {
            self.fault(owner, "role", "rollen kräver share: vilka svar som räknas som ja");
        }
        let role_at = |place: Option<usize>| place.and_then(|place| self.items.get(place)).and_then(|item| item.role);
        let unpaired = match role {
            Role::VignetteDegree => role_at(place.checked_add(1)) != Some(Role::VignetteReport),
            Role::VignetteReport => role_at(place.checked_sub(1)) != Some(Role::VignetteDegree),
            _ => false,
        };
        if unpaired {
            self.fault(owner, "role", "varje vignette_degree ska följas direkt av en vignette_report");
        }
    }

    fn id(&mut self, owner: Owner, part: &str, id: &str) {
        let plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
        if id.is_empty() || !id.chars().all(plain) {
            let text = format!("\"{id}\" duger inte; skriv med små bokstäver a–z, siffror och understreck");
            self.fault(owner, part, &text);
        }
    }

    fn wording(&mut self, owner: Owner, part: &str, wording: &Wording) {
        if wording.sv.trim().is_empty() || wording.en.trim().is_empty() {
            self.fault(owner, part, "en text är tom; den ska finnas på både svenska och engelska");
        }
        let places = |text: &str| text.matches("{period}").count();
        let braces = |text: &str| text.matches(['{', '}']).count();
        if [&wording.sv, &wording.en].iter().any(|text| braces(text) != 2 * places(text)) {
            self.fault(owner, part, "klamrar används bara i {period}; rätta texten");
        } else if (places(&wording.sv) == 0) != (places(&wording.en) == 0) {
            self.fault(owner, part, "{period} ska stå i båda språken eller i inget");
        }
    }
}

/// Whether an item lacks a code; one without options of its own has a fault already.
fn missing(item: &Item, code: &str) -> bool {
    item.options.len() > 1 && item.mask(code).is_none()
}

impl Role {
    /// Whether several items may have it.
    fn may_repeat(self) -> bool {
        use Role::*;
        matches!(self, Act | VignetteDegree | VignetteReport | Competence | Climate)
    }

    /// Whether its figure is a share of those who answered.
    fn needs_share(self) -> bool {
        use Role::*;
        let paired = matches!(self, VignetteDegree | VignetteReport | Act | PurposePerceived | SelfLabel | Witness);
        let rated = matches!(self, Competence | GuidelineKnown | Climate | Support | Retrospective);
        paired || rated || matches!(self, Training | Knowledge | Routine)
    }

    /// Whether one answer is to be given.
    fn needs_one(self) -> bool {
        use Role::*;
        self.needs_share() || matches!(self, ClientContact | Tenure | Decides | Matter | Actor)
    }
}
