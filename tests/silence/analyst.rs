//! An analyst who has taken everything that lies at rest – tables, heap, dump, write-ahead log, the program's words, the
//! issuer's private keys – and tries to join one kind of row to another. It knows nothing of the truth: it guesses.

use std::{
    collections::{BTreeMap, HashMap},
    fs,
    path::Path,
};

use openssl::{
    bn::{BigNum, BigNumContext},
    rsa::Rsa,
};
use orubbad::{
    db::{Database, DbError},
    survey::LabelKey,
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::program::Program;

pub const CODES: &str =
    "SELECT ARRAY[digest, blinded], unit, to_jsonb(t)::text, ctid::text, xmin::text FROM wave_code t
    WHERE blinded IS NOT NULL";
pub const TOKENS: &str =
    "SELECT ARRAY[nonce, signature], unit, to_jsonb(t)::text, ctid::text, xmin::text FROM spent_token t";
pub const BALLOTS: &str = "SELECT ARRAY[uuid_send(id), label, substring(frame from 101 for 32), frame], NULL::uuid,
    (to_jsonb(t) - 'frame')::text, ctid::text, xmin::text FROM ballot t WHERE label IS NOT NULL";
pub const TRADED: &str = "SELECT ARRAY[digest, blinded], NULL::uuid, '', ctid::text, xmin::text FROM traded_code";
pub const CAST: &str = "SELECT ARRAY[nonce, label, substring(frame from 101 for 32), frame], unit, '', ctid::text,
    xmin::text FROM cast_ballot";

/// Where each row of a kind stands, if it does.
pub type Places = Vec<Option<u128>>;

/// One row, as it lies.
pub struct Row {
    /// What can be looked for elsewhere; a frame stands last.
    pub parts: Vec<Vec<u8>>,
    pub unit: Option<Uuid>,
    text: String,
    at: u128,
    pub xmin: u128,
}

/// What was taken.
pub struct Loot {
    pub codes: Vec<Row>,
    pub tokens: Vec<Row>,
    pub ballots: Vec<Row>,
    places: Vec<(&'static str, Vec<u8>, bool)>,
    /// When a transaction was committed, as far as the write-ahead log still tells.
    pub commits: HashMap<u128, u128>,
    issuer: Vec<(Uuid, Vec<u8>)>,
    label_keys: Vec<Vec<u8>>,
}

/// What somebody guesses: of each row of the first kind, which of the second; how, and by chance how often right.
pub struct Attack {
    pub how: String,
    pub guesses: Vec<(usize, usize)>,
    /// The two orders that it rests on, if it does.
    pub orders: Option<(Places, Places)>,
}

/// Rows of one kind.
pub async fn rows(db: &Database, text: &'static str) -> Vec<Row> {
    let row = |row: &tokio_postgres::Row| {
        let (at, xmin): (String, String) = (row.get(3), row.get(4));
        let (block, offset) = at.trim_matches(['(', ')']).split_once(',').expect("two numbers");
        let number = |text: &str| text.parse::<u128>().expect("a number");
        let at = number(block) << 32 | number(offset);
        Row { parts: row.get(0), unit: row.get(1), text: row.get(2), at, xmin: number(&xmin) }
    };
    db.run::<_, DbError>("test", async |tx| Ok(tx.query(text, &[]).await?.iter().map(row).collect()))
        .await
        .expect("the database answers")
}

fn below(folder: &Path, into: &mut Vec<u8>) {
    let mut entries: Vec<_> = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            below(&path, into);
        } else if let Ok(bytes) = fs::read(&path) {
            into.extend(bytes);
        }
    }
}

impl Loot {
    /// Takes everything, after a checkpoint; `tables` are those of codes, tokens and ballots.
    pub async fn taken(program: &Program, db: &Database, tables: [&'static str; 3]) -> Self {
        program.tool("psql", &["-q", "-c", "CHECKPOINT"]);
        let data = program.postgres.directory().join("data");
        let (mut log, mut heap, mut words) = (Vec::new(), Vec::new(), Vec::new());
        below(&data.join("pg_wal"), &mut log);
        let oid =
            program.tool("psql", &["-qAt", "-c", "SELECT oid FROM pg_database WHERE datname = current_database()"]);
        below(&data.join("base").join(String::from_utf8_lossy(&oid).trim()), &mut heap);
        for file in ["serve.out", "work.out", "pg/postgres.log"] {
            words.extend(fs::read(program.folder.join(file)).unwrap_or_default());
        }
        let dump = program.tool("pg_dump", &["--data-only"]);
        let (issuer, label_keys) = db
            .run::<_, DbError>("test", async |tx| {
                let issuer = tx.query("SELECT id, private_key FROM wave_unit", &[]).await?;
                let keys = tx.query("SELECT sealed FROM label_key", &[]).await?;
                let pair = |row: &tokio_postgres::Row| (row.get(0), row.get(1));
                Ok((issuer.iter().map(pair).collect(), keys.iter().map(|row| row.get(0)).collect()))
            })
            .await
            .expect("the database answers");
        let [codes, tokens, ballots] = tables;
        Self {
            codes: rows(db, codes).await,
            tokens: rows(db, tokens).await,
            ballots: rows(db, ballots).await,
            commits: commits(program, &data.join("pg_wal")),
            places: vec![("log", log, false), ("heap", heap, false), ("dump", dump, true), ("words", words, true)],
            issuer,
            label_keys,
        }
    }

    /// Every order that rows of a kind lie in anywhere.
    fn orders(&self, rows: &[Row]) -> Vec<(String, Places)> {
        let each = |of: &dyn Fn(&Row) -> Option<u128>| rows.iter().map(of).collect::<Vec<_>>();
        let mut orders = vec![
            ("ctid".into(), each(&|row| Some(row.at))),
            ("xmin".into(), each(&|row| Some(row.xmin << 64 | row.at))),
            ("commit".into(), each(&|row| self.commits.get(&row.xmin).copied())),
        ];
        for part in 0..rows.first().map_or(0, |row| row.parts.len().min(3)) {
            let value = |row: &Row| row.parts[part].first_chunk().map(|head| u128::from_be_bytes(*head));
            orders.push((format!("value {part}"), each(&value)));
            for (name, bytes, hex) in &self.places {
                let needles: Vec<_> = rows.iter().map(|row| needle(&row.parts[part], *hex)).collect();
                orders.push((format!("{name} {part}"), found(bytes, &needles)));
            }
        }
        orders.retain(|(_, places)| places.iter().flatten().count() > 1);
        orders
    }

    /// Every attack that rests on order or time: the k-th with the k-th, and each with the next.
    pub fn by_order(&self, from: &[Row], to: &[Row]) -> Vec<Attack> {
        let (mine, theirs) = (self.orders(from), self.orders(to));
        let mut attacks = Vec::new();
        for (name, from) in &mine {
            for (other, to) in &theirs {
                let (first, second) = (ranked(from), ranked(to));
                let orders = Some((from.clone(), to.clone()));
                let guesses = first.iter().copied().zip(second.iter().copied()).collect();
                attacks.push(Attack { how: format!("order: {name} / {other}"), guesses, orders });
                let next = |&row: &usize| {
                    let place = second.partition_point(|&target| to[target] <= from[row]);
                    second.get(place).map(|&target| (row, target))
                };
                let guesses = first.iter().filter_map(next).collect();
                attacks.push(Attack { how: format!("next: {name} / {other}"), guesses, orders: None });
            }
        }
        attacks
    }

    /// The issuer's keys: everything that can be worked out from a token, beside what is kept of a code.
    pub fn by_issuer_key(&self) -> Attack {
        let mut kept = HashMap::new();
        for (place, code) in self.codes.iter().enumerate() {
            kept.extend(code.parts.iter().map(|part| (part.clone(), place)));
        }
        let mut guesses = Vec::new();
        for (place, token) in self.tokens.iter().enumerate() {
            let key = self.issuer.iter().find(|(unit, _)| Some(*unit) == token.unit).expect("every unit has a key");
            let rsa = Rsa::private_key_from_der(&key.1).expect("a private key");
            let (nonce, signature) = (&token.parts[0], &token.parts[1]);
            let power = |number: &[u8], secret: bool| -> Vec<u8> {
                let (mut result, mut context) = (BigNum::new().expect("memory"), BigNumContext::new().expect("memory"));
                let number = BigNum::from_slice(number).expect("a number");
                let exponent = if secret { rsa.d() } else { rsa.e() };
                result.mod_exp(&number, exponent, rsa.n(), &mut context).expect("OpenSSL counts");
                result.to_vec_padded(256).expect("below the modulus")
            };
            let message = power(signature, false);
            let again = power(signature, true);
            let tries =
                [nonce.clone(), signature.clone(), message.clone(), again, power(nonce, true), power(nonce, false)];
            let code = tries
                .iter()
                .find_map(|value| kept.get(value).or_else(|| kept.get(&Sha256::digest(value).to_vec())).copied());
            guesses.extend(code.map(|code| (code, place)));
        }
        Attack { how: "issuer key".into(), guesses, orders: None }
    }

    /// The unit of a ballot: a second index is the place of the unit in `units`.
    pub fn units_of_ballots(&self, units: &[Uuid]) -> Vec<Attack> {
        let spelt = |unit: &Uuid| [unit.to_string(), unit.simple().to_string()];
        let read = self.ballots.iter().enumerate().filter_map(|(place, ballot)| {
            units
                .iter()
                .position(|unit| spelt(unit).iter().any(|text| ballot.text.contains(text)))
                .map(|at| (place, at))
        });
        let mut attacks = vec![Attack { how: "unit: read in the row".into(), guesses: read.collect(), orders: None }];
        // Every 32 bytes that lie about are tried as a label key.
        let about = self.label_keys.iter().chain(self.issuer.iter().map(|(_, key)| key));
        let keys: Vec<_> =
            about.flat_map(|bytes| bytes.windows(32)).filter_map(|key| LabelKey::parse(key.to_vec())).collect();
        let opened = self.ballots.iter().enumerate().take(10).filter_map(|(place, ballot)| {
            let unit = keys.iter().find_map(|key| key.read(&ballot.parts[1], &ballot.parts[3]))?;
            units.iter().position(|known| *known == unit).map(|at| (place, at))
        });
        attacks.push(Attack { how: "unit: keys that lie about".into(), guesses: opened.collect(), orders: None });
        // Equal parts of labels are of one unit; how many tokens a unit has tells which.
        for (name, part) in [("whole", 0..44), ("nonce", 0..12), ("content", 12..28), ("tag", 28..44)] {
            let mut groups: BTreeMap<&[u8], Vec<usize>> = BTreeMap::new();
            for (place, ballot) in self.ballots.iter().enumerate() {
                groups.entry(&ballot.parts[1][part.clone()]).or_default().push(place);
            }
            let mut groups: Vec<_> = groups.into_values().collect();
            groups.sort_by_key(|group| std::cmp::Reverse(group.len()));
            let count = |unit: &Uuid| self.tokens.iter().filter(|token| token.unit == Some(*unit)).count();
            let mut by_size: Vec<_> = (0..units.len()).collect();
            by_size.sort_by_key(|&at| std::cmp::Reverse(count(&units[at])));
            let paired = groups.iter().zip(by_size);
            let guesses = paired.flat_map(|(group, at)| group.iter().map(move |&place| (place, at))).collect();
            attacks.push(Attack { how: format!("unit: equal labels, {name}"), guesses, orders: None });
        }
        attacks
    }
}

/// Rows that have a place, by their places.
fn ranked(places: &[Option<u128>]) -> Vec<usize> {
    let mut ranked: Vec<_> = (0..places.len()).filter(|&row| places[row].is_some()).collect();
    ranked.sort_by_key(|&row| places[row]);
    ranked
}

/// The beginning of what is looked for, as bytes or in hexadecimal digits.
fn needle(part: &[u8], hex: bool) -> [u8; 8] {
    let text: String = part[..4].iter().map(|byte| format!("{byte:02x}")).collect();
    let head = if hex { text.as_bytes() } else { &part[..8] };
    head.try_into().expect("eight bytes")
}

/// Where each needle stands first.
fn found(bytes: &[u8], needles: &[[u8; 8]]) -> Places {
    let mut begins = vec![false; 1 << 16];
    let two = |window: &[u8]| usize::from(window[0]) << 8 | usize::from(window[1]);
    needles.iter().for_each(|needle| begins[two(needle)] = true);
    let wanted: HashMap<_, _> = needles.iter().enumerate().map(|(place, needle)| (&needle[..], place)).collect();
    let mut places = vec![None; needles.len()];
    for (at, window) in bytes.windows(8).enumerate().filter(|(_, window)| begins[two(window)]) {
        if let Some(&place) = wanted.get(window) {
            places[place].get_or_insert(at as u128);
        }
    }
    places
}

/// The commit times that are left in the write-ahead log, by transaction.
fn commits(program: &Program, log: &Path) -> HashMap<u128, u128> {
    let mut segments: Vec<_> = fs::read_dir(log).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    segments.retain(|path| path.is_file());
    segments.sort();
    let mut told = HashMap::new();
    for segment in segments {
        let mut command = std::process::Command::new(program.postgres.programs().join("pg_waldump"));
        let output = command.arg("--rmgr=Transaction").arg(segment).output().expect("the tool runs");
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            let number =
                |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>().parse::<u128>().ok();
            let tx = line.split("tx:").nth(1).and_then(|rest| number(rest.split(',').next()?));
            let time = line.split("COMMIT ").nth(1).and_then(|rest| number(rest.get(..26)?));
            told.extend(tx.zip(time));
        }
    }
    told
}
