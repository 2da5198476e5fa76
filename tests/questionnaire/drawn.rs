//! Chance as a list of numbers that proptest can shrink: answers that pages can give, and definitions nobody wrote.

use std::fmt::Write;

use crate::naive::{Codes, Item, Naive};

/// Numbers to draw from, over and over.
pub struct Draws {
    numbers: Vec<u16>,
    next: usize,
}

impl Draws {
    pub fn new(numbers: Vec<u16>) -> Self {
        Self { numbers, next: 0 }
    }

    pub fn below(&mut self, limit: usize) -> usize {
        let number = self.numbers[self.next % self.numbers.len()];
        // The second turn through the list is not the first one again.
        let turned = usize::from(number).wrapping_mul(2 * (self.next / self.numbers.len()) + 1) >> 1;
        self.next += 1;
        turned % limit
    }

    fn one_in(&mut self, several: usize) -> bool {
        self.below(several) == several - 1
    }

    /// One person's way through the pages, and the wave.
    pub fn walk(&mut self, form: &Naive) -> (Vec<Codes>, u32) {
        let wave = 1 + u32::try_from(self.below(3)).expect("small");
        let calm = self.one_in(4);
        let thorough = self.one_in(2);
        let mut chosen: Vec<Codes> = Vec::new();
        for (place, item) in form.0.iter().enumerate() {
            let asked = form.asked(&chosen, wave)[place];
            chosen.push(match asked {
                false => Codes::new(),
                true if calm && item.role == "act" => [item.codes[0].clone()].into(),
                true => self.answer(item, thorough),
            });
        }
        (chosen, wave)
    }

    fn answer(&mut self, item: &Item, thorough: bool) -> Codes {
        let own = item.codes.len() - 1;
        let rarely = if thorough { 40 } else { 5 };
        if !item.required && self.one_in(rarely) {
            return Codes::new();
        }
        let first = if self.one_in(rarely) { own } else { self.below(own) };
        let mut codes: Codes = [item.codes[first].clone()].into();
        if item.many {
            for code in &item.codes {
                let mut more = codes.clone();
                more.insert(code.clone());
                if self.one_in(3) && item.takes_all(&more) {
                    codes = more;
                }
            }
        }
        codes
    }

    /// A definition with conditions in all their forms.
    pub fn definition(&mut self) -> String {
        let mut text = String::from("version = 1\nid = \"drawn\"\npopulation = \"staff\"\n");
        text += "title = { sv = \"a\", en = \"b\" }\nintro = { sv = \"a\", en = \"b\" }\n";
        let mut sizes: Vec<usize> = Vec::new();
        for place in 0..3 + self.below(10) {
            if place == 0 || self.one_in(3) {
                writeln!(text, "[[pages]]\nid = \"page_{place}\"\ntitle = {{ sv = \"a\", en = \"b\" }}")
                    .expect("a string");
                self.when(&sizes, &mut text);
            }
            let size = 1 + self.below(15);
            writeln!(text, "[[pages.items]]\nid = \"item_{place}\"\nnumber = \"{place}\"").expect("a string");
            text += "text = { sv = \"a\", en = \"b\" }\n";
            self.kind(size, &mut text);
            if self.one_in(4) {
                writeln!(text, "required = true").expect("a string");
            }
            writeln!(text, "from_wave = {}", [1, 1, 1, 2, 3][self.below(5)]).expect("a string");
            self.when(&sizes, &mut text);
            let option = |number| {
                let alone = if self.one_in(6) { ", alone = true" } else { "" };
                format!("  {{ code = \"c{number}\", text = {{ sv = \"a\", en = \"b\" }}{alone} }},\n")
            };
            let options: String = (0..size).map(option).collect();
            writeln!(text, "options = [\n{options}]").expect("a string");
            sizes.push(size);
        }
        text
    }

    fn kind(&mut self, size: usize, text: &mut String) {
        match self.below(3) {
            0 => *text += "kind = \"many\"\n",
            1 if size > 1 => writeln!(text, "kind = \"many\"\nmost = {}", 1 + self.below(size - 1)).expect("a string"),
            _ => {
                let tier = 1 + self.below(3);
                *text += "kind = \"one\"\n";
                if self.one_in(2) {
                    writeln!(text, "role = \"act\"\nseverity = {tier}\nshare = [\"c0\"]").expect("a string");
                }
            }
        }
    }

    fn when(&mut self, sizes: &[usize], text: &mut String) {
        if sizes.is_empty() || !self.one_in(2) {
            return;
        }
        let clause = |draws: &mut Self| {
            let items: Vec<_> = (0..1 + draws.below(2)).map(|_| draws.below(sizes.len())).collect();
            let size = items.iter().map(|&item| sizes[item]).min().expect("one at least");
            let code = |draws: &mut Self| match draws.below(size + 1) {
                own if own < size => format!("\"c{own}\""),
                _ => "\"na\"".into(),
            };
            let codes = |draws: &mut Self| (0..1 + draws.below(3)).map(|_| code(draws)).collect::<Vec<_>>().join(", ");
            let (any, none) = match draws.below(3) {
                0 => (codes(draws), String::new()),
                1 => (String::new(), codes(draws)),
                _ => (codes(draws), codes(draws)),
            };
            let items: Vec<_> = items.iter().map(|item| format!("\"item_{item}\"")).collect();
            format!("{{ items = [{}], any_of = [{any}], none_of = [{none}] }}", items.join(", "))
        };
        let clauses: Vec<_> = (0..1 + self.below(2)).map(|_| clause(self)).collect();
        writeln!(text, "when = [{}]", clauses.join(", ")).expect("a string");
    }
}
