//! Reading a TOML table field by field, noting every fault with its line instead of stopping at the first.

use std::{cell::RefCell, collections::BTreeSet, ops::Range};

use serde::de::{
    DeserializeOwned, IntoDeserializer,
    value::{Error, StrDeserializer},
};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    fault::{Fault, Ruler},
    model::Wording,
};

/// A text that is being read, and the faults found so far.
pub(super) struct Reader {
    ruler: Ruler,
    faults: RefCell<Vec<Fault>>,
}

impl Reader {
    pub(super) fn new(ruler: Ruler) -> Self {
        Self { ruler, faults: RefCell::default() }
    }

    pub(super) fn line(&self, span: &Range<usize>) -> usize {
        self.ruler.line(span.start)
    }

    pub(super) fn fault(&self, line: usize, text: String) {
        self.faults.borrow_mut().push(Fault { line, text });
    }

    pub(super) fn into_faults(self) -> Vec<Fault> {
        self.faults.into_inner()
    }
}

/// A table being read; what nobody asked for when it is finished is a fault.
pub(super) struct Fields<'t> {
    reader: &'t Reader,
    table: &'t DeTable<'t>,
    /// The line on which the table begins.
    pub line: usize,
    /// What it describes, as a fault calls it.
    pub what: String,
    asked: RefCell<BTreeSet<&'static str>>,
}

impl<'t> Fields<'t> {
    pub(super) fn new(reader: &'t Reader, table: &'t DeTable<'t>, line: usize, what: String) -> Self {
        Self { reader, table, line, what, asked: RefCell::default() }
    }

    /// Notes a fault of this table.
    pub(super) fn fault(&self, line: usize, text: &str) {
        self.reader.fault(line, format!("{}: {text}", self.what));
    }

    pub(super) fn value(&self, key: &'static str) -> Option<&'t Spanned<DeValue<'t>>> {
        self.asked.borrow_mut().insert(key);
        self.table.get(key)
    }

    /// The line of a value.
    pub(super) fn line_at(&self, value: &Spanned<DeValue<'_>>) -> usize {
        self.reader.line(&value.span())
    }

    /// The line of a field; of the table when the field is not there.
    pub(super) fn line_of(&self, key: &str) -> usize {
        self.table.get(key).map_or(self.line, |value| self.reader.line(&value.span()))
    }

    fn typed<T>(&self, key: &'static str, needed: &str, read: impl FnOnce(&'t DeValue<'t>) -> Option<T>) -> Option<T> {
        let read = read(self.value(key)?.get_ref());
        if read.is_none() {
            self.fault(self.line_of(key), &format!("{key} ska vara {needed}"));
        }
        read
    }

    fn needed<T>(&self, key: &'static str, found: Option<T>) -> Option<T> {
        if found.is_none() && self.value(key).is_none() {
            self.fault(self.line, &format!("{key} saknas; lägg till {key} = …"));
        }
        found
    }

    pub(super) fn maybe_text(&self, key: &'static str) -> Option<String> {
        self.typed(key, "en text inom citattecken", |value| value.as_str().map(str::to_owned))
    }

    pub(super) fn text(&self, key: &'static str) -> String {
        self.needed(key, self.maybe_text(key)).unwrap_or_default()
    }

    pub(super) fn flag(&self, key: &'static str) -> bool {
        self.typed(key, "true eller false", DeValue::as_bool).unwrap_or(false)
    }

    pub(super) fn whole(&self, key: &'static str) -> Option<u32> {
        self.typed(key, "ett heltal utan minustecken", |value| {
            let whole = value.as_integer()?;
            u32::from_str_radix(whole.as_str(), whole.radix()).ok()
        })
    }

    pub(super) fn number(&self, key: &'static str) -> Option<f64> {
        self.typed(key, "ett tal med punkt, till exempel 0.3", |value| match value {
            DeValue::Float(number) => number.as_str().parse().ok(),
            DeValue::Integer(number) => number.as_str().parse().ok(),
            _ => None,
        })
    }

    pub(super) fn texts(&self, key: &'static str) -> Vec<String> {
        let list = self.typed(key, "en lista av texter, till exempel [\"ja\", \"nej\"]", |value| {
            value.as_array()?.iter().map(|one| one.get_ref().as_str().map(str::to_owned)).collect()
        });
        list.unwrap_or_default()
    }

    /// A word out of a closed list, by its serde name.
    pub(super) fn word<T: DeserializeOwned>(&self, key: &'static str) -> Option<T> {
        let word = self.maybe_text(key)?;
        let reading: StrDeserializer<'_, Error> = word.as_str().into_deserializer();
        let known = T::deserialize(reading);
        if let Err(error) = &known {
            let error = error.to_string();
            let names: Vec<_> = error.split('`').skip(3).step_by(2).collect();
            let text = format!("{key} = \"{word}\" finns inte; välj bland {}", names.join(", "));
            self.fault(self.line_of(key), &text);
        }
        known.ok()
    }

    pub(super) fn needed_word<T: DeserializeOwned>(&self, key: &'static str) -> Option<T> {
        self.needed(key, self.word(key))
    }

    pub(super) fn maybe_wording(&self, key: &'static str) -> Option<Wording> {
        let table = self.table(key)?;
        let wording = Wording { sv: table.text("sv"), en: table.text("en") };
        table.finish();
        Some(wording)
    }

    pub(super) fn wording(&self, key: &'static str) -> Wording {
        let found = self.needed(key, self.maybe_wording(key));
        found.unwrap_or_else(|| Wording { sv: String::new(), en: String::new() })
    }

    fn table(&self, key: &'static str) -> Option<Self> {
        let table = self.typed(key, "en tabell, till exempel { sv = \"…\", en = \"…\" }", DeValue::as_table)?;
        Some(Self::new(self.reader, table, self.line_of(key), format!("{}, {key}", self.what)))
    }

    /// The named tables below `key`, such as the scales.
    pub(super) fn named(&self, key: &'static str) -> Vec<(String, Self)> {
        let Some(table) = self.table(key) else { return Vec::new() };
        let each = table.table.iter().filter_map(|(name, value)| {
            let line = self.reader.line(&name.span());
            let fields = self.below(value, line, format!("{key}.{}", name.get_ref()));
            fields.map(|fields| (name.get_ref().to_string(), fields))
        });
        each.collect()
    }

    /// The tables of the list `key`.
    pub(super) fn tables(&self, key: &'static str, what: &str) -> Vec<Self> {
        let list = self.typed(key, "en lista av tabeller", DeValue::as_array).into_iter().flatten().enumerate();
        let each = list.filter_map(|(place, value)| {
            self.below(value, self.reader.line(&value.span()), format!("{what} nummer {}", place + 1))
        });
        each.collect()
    }

    /// One value as a table.
    pub(super) fn below(&self, value: &'t Spanned<DeValue<'t>>, line: usize, what: String) -> Option<Self> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.reader.fault(line, format!("{what} ska vara en tabell"));
        }
        table.map(|table| Self::new(self.reader, table, line, what))
    }

    /// Every field has been asked for; another is a slip of the pen.
    pub(super) fn finish(&self) {
        let asked = self.asked.borrow();
        for key in self.table.keys().filter(|key| !asked.contains(key.get_ref().as_ref())) {
            let names: Vec<_> = asked.iter().copied().collect();
            let text = format!("{} känns inte igen; välj bland {}", key.get_ref(), names.join(", "));
            self.fault(self.reader.line(&key.span()), &text);
        }
    }
}
