//! Everywhere something could be left, and every spelling it could be left in.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use base64::{
    Engine,
    prelude::{BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE_NO_PAD},
};
use sha2::{Digest, Sha256};

use crate::program::Program;

/// A word that must not be found, in all its spellings.
pub fn spellings(canary: &str) -> Vec<Vec<u8>> {
    let bytes = canary.as_bytes();
    let hex = |upper: bool| -> Vec<u8> {
        let digits = bytes.iter().map(|byte| if upper { format!("{byte:02X}") } else { format!("{byte:02x}") });
        digits.collect::<String>().into_bytes()
    };
    let url: String = bytes
        .iter()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(*byte).to_string() } else { format!("%{byte:02X}") })
        .collect();
    let json = serde_json::to_string(canary).expect("text").trim_matches('"').to_owned();
    let escaped: String =
        canary.chars().map(|c| if c.is_ascii() { c.to_string() } else { format!("\\u{:04x}", u32::from(c)) }).collect();
    let mut all = vec![
        bytes.to_vec(),
        canary.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        hex(false),
        hex(true),
        url.into_bytes(),
        json.into_bytes(),
        escaped.into_bytes(),
    ];
    for offset in 0..3 {
        // Inside a longer text the first and last letters of a base64 spelling depend on the neighbours.
        let padded = [&vec![0; offset][..], bytes].concat();
        for text in [BASE64_STANDARD_NO_PAD.encode(&padded), BASE64_URL_SAFE_NO_PAD.encode(&padded)] {
            let start = if offset == 0 { 0 } else { offset + 1 };
            let end = text.len() - if padded.len() % 3 == 0 { 0 } else { 2 };
            all.push(text.as_bytes()[start..end].to_vec());
        }
    }
    all.sort();
    all.dedup();
    all
}

/// The digests a careless program would keep in place of the thing itself.
pub fn digests(canary: &str) -> Vec<Vec<u8>> {
    let digest = Sha256::digest(canary.as_bytes());
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    vec![digest.to_vec(), hex.into_bytes(), BASE64_STANDARD_NO_PAD.encode(digest).into_bytes()]
}

/// Every file below a folder, with its bytes.
fn files(folder: &Path, found: &mut Vec<(PathBuf, Vec<u8>)>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, found);
        } else if let Ok(bytes) = fs::read(&path) {
            found.push((path, bytes));
        }
    }
}

impl Program {
    /// Runs one of PostgreSQL's own tools against the program's database.
    pub fn tool(&self, name: &str, arguments: &[&str]) -> Vec<u8> {
        let mut command = Command::new(self.postgres.programs().join(name));
        command.arg("-h").arg(self.postgres.directory()).args(["-U", "orubbad", "-d", "postgres"]).args(arguments);
        let output = command.output().expect("the tool runs");
        assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    }

    /// Everything that lies anywhere: heap, write-ahead log and toast, the server's words, temporary files, and a dump.
    pub fn sinks(&self) -> Vec<(PathBuf, Vec<u8>)> {
        self.tool("psql", &["-q", "-c", "CHECKPOINT"]);
        let mut found = Vec::new();
        files(&self.folder, &mut found);
        found.push((PathBuf::from("pg_dump"), self.tool("pg_dump", &[])));
        assert!(found.iter().any(|(path, _)| path.to_string_lossy().contains("pg_wal")), "the log is searched too");
        found
    }

    /// Where any of `needles` is found.
    pub fn hits(&self, needles: &[Vec<u8>]) -> Vec<String> {
        let mut hits = Vec::new();
        for (path, bytes) in self.sinks() {
            for needle in needles.iter().filter(|needle| needle.len() >= 6) {
                if contains(&bytes, needle) {
                    hits.push(format!("{}: {}", path.display(), String::from_utf8_lossy(needle)));
                }
            }
        }
        hits
    }
}

pub fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    memchr::memmem::find(haystack, needle).is_some()
}

#[test]
fn the_search_finds_what_is_there() {
    let canary = "Kanariefågel åäö 4711";
    for spelling in spellings(canary) {
        assert!(contains(&[b"before".as_slice(), &spelling, b"after"].concat(), &spelling));
    }
    let encoded = BASE64_STANDARD_NO_PAD.encode(format!("xy{canary}z"));
    assert!(spellings(canary).iter().any(|spelling| contains(encoded.as_bytes(), spelling)));
    let escaped = serde_json::to_string(&format!("\"{canary}\n")).expect("text");
    assert!(spellings(canary).iter().any(|spelling| contains(escaped.as_bytes(), spelling)));
}
