//! The questionnaire a second time, straight from the text of its definition: words in maps, no masks, nothing shared
//! with the product but the TOML reader.

use std::collections::{BTreeMap, BTreeSet};

use toml::{Table, Value};

pub type Codes = BTreeSet<String>;
pub type Sums = BTreeMap<String, u64>;

struct Clause {
    items: Vec<String>,
    any_of: Vec<String>,
    none_of: Vec<String>,
}

pub struct Item {
    pub id: String,
    pub codes: Vec<String>,
    alone: Codes,
    pub many: bool,
    pub required: bool,
    pub most: Option<usize>,
    from_wave: u32,
    when: Vec<Clause>,
    pub role: String,
    severity: i64,
    share: Vec<String>,
}

pub struct Naive(pub Vec<Item>);

fn texts(table: &Table, key: &str) -> Vec<String> {
    let list = table.get(key).and_then(Value::as_array).into_iter().flatten();
    list.map(|one| one.as_str().expect("a text").to_owned()).collect()
}

fn clauses(table: &Table, whole: &Table) -> Vec<Clause> {
    let list = table.get("when").and_then(Value::as_array).into_iter().flatten();
    list.map(|entry| match entry {
        Value::String(name) => clause(whole["conditions"][name.as_str()].as_table().expect("a condition")),
        other => clause(other.as_table().expect("a clause")),
    })
    .collect()
}

fn clause(table: &Table) -> Clause {
    Clause { items: texts(table, "items"), any_of: texts(table, "any_of"), none_of: texts(table, "none_of") }
}

impl Item {
    fn read(table: &Table, page: &Table, whole: &Table) -> Self {
        let options = match &table["options"] {
            Value::String(name) => &whole["scales"][name.as_str()]["options"],
            list => list,
        };
        let options = options.as_array().expect("a list");
        let code = |option: &Value| option["code"].as_str().expect("a code").to_owned();
        let stands_alone = |option: &&Value| option.get("alone").and_then(Value::as_bool).unwrap_or(false);
        let word = |key: &str| table.get(key).and_then(Value::as_str).unwrap_or("").to_owned();
        let number = |key: &str| table.get(key).and_then(Value::as_integer);
        Self {
            id: word("id"),
            codes: options.iter().map(code).chain(["na".to_owned()]).collect(),
            alone: options.iter().filter(stands_alone).map(code).chain(["na".to_owned()]).collect(),
            many: word("kind") == "many",
            required: table.get("required").and_then(Value::as_bool).unwrap_or(false),
            most: number("most").map(|most| usize::try_from(most).expect("small")),
            from_wave: number("from_wave").map_or(1, |wave| u32::try_from(wave).expect("small")),
            when: clauses(page, whole).into_iter().chain(clauses(table, whole)).collect(),
            role: word("role"),
            severity: number("severity").unwrap_or(0),
            share: texts(table, "share"),
        }
    }

    /// Whether these codes can be chosen here at all.
    pub fn takes_all(&self, chosen: &Codes) -> bool {
        if chosen.is_empty() {
            return !self.required;
        }
        let most = if self.many { self.most.unwrap_or(99) } else { 1 };
        chosen.iter().all(|code| self.codes.contains(code))
            && chosen.len() <= most
            && (chosen.len() == 1 || chosen.iter().all(|code| !self.alone.contains(code)))
    }

    fn says_yes(&self, chosen: &Codes) -> bool {
        chosen.iter().any(|code| self.share.contains(code))
    }
}

fn answered(chosen: &Codes) -> bool {
    chosen.iter().any(|code| code != "na")
}

impl Naive {
    pub fn read(definition: &str) -> Self {
        let whole: Table = definition.parse().expect("toml");
        let mut items = Vec::new();
        for page in whole["pages"].as_array().expect("pages") {
            let page = page.as_table().expect("a page");
            for item in page["items"].as_array().expect("items") {
                items.push(Item::read(item.as_table().expect("an item"), page, &whole));
            }
        }
        Self(items)
    }

    /// Which of the first items are asked, given what has been chosen in those that were asked.
    pub fn asked(&self, chosen: &[Codes], wave: u32) -> Vec<bool> {
        let mut said: BTreeMap<&str, Codes> = BTreeMap::new();
        let mut asked = Vec::new();
        for (place, item) in self.0.iter().enumerate() {
            let holds = |clause: &Clause| {
                let all: Codes =
                    clause.items.iter().filter_map(|id| said.get(id.as_str())).flatten().cloned().collect();
                let any = clause.any_of.is_empty() || clause.any_of.iter().any(|code| all.contains(code));
                any && !clause.none_of.iter().any(|code| all.contains(code))
            };
            let open = wave >= item.from_wave && item.when.iter().all(holds);
            asked.push(open);
            if open && let Some(codes) = chosen.get(place) {
                said.insert(&item.id, codes.clone());
            }
        }
        asked
    }

    pub fn takes(&self, chosen: &[Codes], wave: u32) -> bool {
        let asked = self.asked(chosen, wave);
        chosen.len() == self.0.len()
            && self.0.iter().zip(chosen).zip(asked).all(|((item, codes), asked)| match asked {
                true => item.takes_all(codes),
                false => codes.is_empty(),
            })
    }

    fn with_role<'a>(&'a self, role: &'a str) -> impl Iterator<Item = (usize, &'a Item)> {
        self.0.iter().enumerate().filter(move |(_, item)| item.role == role)
    }

    fn yes(&self, role: &str, chosen: &[Codes]) -> bool {
        self.with_role(role).any(|(place, item)| item.says_yes(&chosen[place]))
    }

    /// Adds one person's answers to sums that have names.
    pub fn add(&self, chosen: &[Codes], wave: u32, sums: &mut Sums) {
        let mut up = |name: String| *sums.entry(name).or_insert(0) += 1;
        let acts: Vec<_> = self.with_role("act").collect();
        let known = acts.iter().filter(|(place, _)| answered(&chosen[*place])).count();
        let base = if acts.is_empty() { chosen.iter().any(answered) } else { known * 6 >= acts.len() * 5 };
        let done = |(place, item): &&(usize, &Item)| item.says_yes(&chosen[*place]);
        let any = base && acts.iter().any(|act| done(&act));
        let purposive = any && self.yes("purpose_perceived", chosen);
        let labelled = base && self.yes("self_label", chosen);
        let groups = [("base", base), ("any", any), ("purposive", purposive), ("labelled", labelled)];
        up("ballots".into());
        let tenure = self.with_role("tenure").next().and_then(|(place, _)| chosen[place].first());
        let tenure = tenure.filter(|code| *code != "na").map_or("unknown", String::as_str);
        for (group, _) in groups.iter().filter(|(_, inside)| *inside) {
            up((*group).into());
            up(format!("tenure/{tenure}/{group}"));
        }
        for tier in 1..=3 {
            if base && acts.iter().filter(done).any(|(_, item)| item.severity == tier) {
                up(format!("severity/{tier}"));
            }
        }
        for (place, asked) in self.asked(chosen, wave).into_iter().enumerate() {
            let id = &self.0[place].id;
            if asked {
                up(format!("asked/{id}"));
            }
            if asked && chosen[place].is_empty() {
                up(format!("blank/{id}"));
            }
            for code in &chosen[place] {
                up(format!("all/{id}/{code}"));
                for (group, _) in groups[..3].iter().filter(|(_, inside)| *inside) {
                    up(format!("of_{group}/{id}/{code}"));
                }
            }
        }
        for (number, (place, item)) in self.with_role("vignette_report").enumerate() {
            if answered(&chosen[place]) {
                up(format!("tenure/{tenure}/vignette {number} answered"));
            }
            if item.says_yes(&chosen[place]) {
                up(format!("tenure/{tenure}/vignette {number} yes"));
            }
        }
        for (_, act) in acts.iter().filter(done).filter(|_| base) {
            for code in self.with_role("matter").flat_map(|(place, _)| &chosen[place]) {
                up(format!("matters/{}/{code}", act.id));
            }
        }
    }
}
