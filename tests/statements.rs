//! Every SQL text has a name, and prepares against the migrated schema.

#[path = "support/mod.rs"]
mod support;

use std::{collections::BTreeSet, fs, path::Path};

fn statements(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("the folder is there").flatten() {
        let path = entry.path();
        if path.is_dir() {
            statements(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path).expect("a file of text");
            for after in text.split("\"-- ").skip(1) {
                let statement = literal(after);
                let (name, sql) = statement.split_once('\n').expect("a name and a text");
                found.push((name.trim().to_owned(), sql.to_owned()));
            }
        }
    }
}

/// A string literal's content, up to the quote that ends it.
fn literal(after: &str) -> String {
    let (mut content, mut letters) = (String::new(), after.chars().peekable());
    while let Some(letter) = letters.next() {
        match letter {
            '"' => break,
            '\\' => match letters.next() {
                Some('n') => content.push('\n'),
                Some('\n') => while letters.next_if(|next| next.is_whitespace()).is_some() {},
                Some(other) => content.push(other),
                None => break,
            },
            other => content.push(other),
        }
    }
    content
}

#[tokio::test]
async fn every_statement_prepares_and_has_a_name_of_its_own() {
    let mut found = Vec::new();
    statements(Path::new("src"), &mut found);
    assert!(found.len() > 60, "only {} statements were found", found.len());
    let names: BTreeSet<_> = found.iter().map(|(name, _)| name).collect();
    assert_eq!(names.len(), found.len(), "two statements share a name");
    let database = support::database().await;
    let (client, connection) =
        tokio_postgres::connect(&support::postgres().url(&database), tokio_postgres::NoTls).await.expect("it answers");
    tokio::spawn(connection);
    for (name, sql) in found {
        if let Err(error) = client.prepare(&sql).await {
            panic!("{name}: {error:?}");
        }
    }
}
