//! `keys`: identities on a workstation, for recovery keys and ceremonies away from the server.

use std::{
    fs::OpenOptions,
    io::{Read, Write},
    os::unix::fs::OpenOptionsExt,
    path::PathBuf,
};

use age::{secrecy::ExposeSecret, x25519::Identity};
use clap::Subcommand;

use super::Failure;

#[derive(Subcommand)]
pub(super) enum Keys {
    /// Make an identity; the file is readable by its owner alone, the public part is printed.
    New {
        /// Where the secret goes; must not exist.
        file: PathBuf,
    },
    /// Open something that was sealed to an identity, such as an urn's key: from standard input to standard output.
    Open {
        /// The file with the identity.
        #[arg(long)]
        identity: PathBuf,
    },
}

/// A fresh identity: the secret text and its public recipient.
pub fn new_identity() -> (String, String) {
    let identity = Identity::generate();
    (identity.to_string().expose_secret().to_owned(), identity.to_public().to_string())
}

pub(super) fn run(command: Keys) -> Result<(), Failure> {
    match command {
        Keys::New { file } => {
            let (secret, recipient) = new_identity();
            let opened = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&file);
            let mut out = opened.map_err(|error| format!("{}: {error}", file.display()))?;
            writeln!(out, "# public key: {recipient}\n{secret}")?;
            println!("{recipient}");
        }
        Keys::Open { identity } => {
            let mut sealed = Vec::new();
            std::io::stdin().read_to_end(&mut sealed)?;
            std::io::stdout().write_all(&unseal(&read_identity(&identity)?, &sealed)?)?;
        }
    }
    Ok(())
}

/// What an age file holds.
pub(super) fn unseal(secret: &str, sealed: &[u8]) -> Result<Vec<u8>, Failure> {
    let identity: Identity = secret.parse().map_err(|_| "filen har ingen hel identitet")?;
    let reader = age::Decryptor::new(sealed)
        .and_then(|decryptor| decryptor.decrypt(std::iter::once(&identity as &dyn age::Identity)));
    let mut content = Vec::new();
    reader.map_err(|_| "det kan inte öppnas med den här identiteten")?.read_to_end(&mut content)?;
    Ok(content)
}

/// The secret line of an identity file.
pub(super) fn read_identity(file: &std::path::Path) -> Result<String, Failure> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let secret = text.lines().find(|line| line.starts_with("AGE-SECRET-KEY-1"));
    Ok(secret.ok_or_else(|| format!("{}: ingen rad börjar med AGE-SECRET-KEY-1", file.display()))?.to_owned())
}
