//! `plan`: the action plans that come with the program, and a check of one's own.

use std::{fs, path::PathBuf};

use clap::{Subcommand, ValueEnum};
use jiff::civil::Date;

use super::{Failure, invented};
use crate::{
    briefing::{
        Document, Material, Texts, compose,
        document::{Block, Table},
    },
    plan::{ActionPlan, Example},
    statistics::disclosure::Ledger,
};

#[derive(Subcommand)]
pub(super) enum Plans {
    /// Print a plan that a municipality has decided, entered from its own document.
    Example {
        name: Name,
        /// One JSON object instead of a table: every measure with its first and its present deadline.
        #[arg(long)]
        json: bool,
        /// The follow-up as of this day; what has come of the measures is made up.
        #[arg(long, conflicts_with = "json")]
        on: Option<Date>,
    },
    /// Read a plan (JSON) and say what does not hold together.
    Check { file: PathBuf },
}

/// A plan that comes with the program.
#[derive(Clone, Copy, ValueEnum)]
pub(super) enum Name {
    Norrtalje,
    Malmo,
    Danderyd,
}

impl Name {
    pub(super) fn example(self) -> Example {
        match self {
            Self::Norrtalje => Example::Norrtalje,
            Self::Malmo => Example::Malmo,
            Self::Danderyd => Example::Danderyd,
        }
    }

    /// Its organisation, as far as the program has one.
    fn organisation(self) -> &'static str {
        match self {
            Self::Norrtalje => include_str!("../../deploy/org/norrtalje.csv"),
            Self::Danderyd => include_str!("../../deploy/org/danderyd.csv"),
            Self::Malmo => "",
        }
    }
}

pub(super) fn run(command: Plans) -> Result<(), Failure> {
    match command {
        Plans::Example { name, json: true, .. } => {
            println!("{}", serde_json::to_string_pretty(&name.example().plan().combined().ok_or("a version")?)?);
            Ok(())
        }
        Plans::Example { name, on, .. } => {
            let plan = name.example().plan();
            let last = plan.versions.last().and_then(|version| version.decided.or(Some(version.valid_from?.first())));
            print(&plan, name.organisation(), on.or(last).ok_or("välj en dag med --on")?);
            Ok(())
        }
        Plans::Check { file } => {
            let plan: ActionPlan = serde_json::from_str(&fs::read_to_string(&file)?)?;
            match plan.faults().as_slice() {
                [] => {
                    println!("Planen håller ihop: {} versioner, {} utfall.", plan.versions.len(), plan.outcomes.len())
                }
                faults => return Err(faults.join("\n").into()),
            }
            Ok(())
        }
    }
}

/// The plan's part of a briefing, in plain text.
fn print(plan: &ActionPlan, organisation: &str, on: Date) {
    let nodes = invented::organisation(organisation);
    let document = compose(&Material {
        instance: &plan.head.municipality,
        invented: true,
        day: on,
        ledger: &Ledger::default(),
        releases: &[],
        plan: Some(plan),
        nodes: &nodes,
        texts: &Texts::default(),
        audit_head: None,
    });
    println!("{}", told(&document));
}

fn told(document: &Document) -> String {
    let follow_up = document.sections.iter().filter(|section| section.title == "Handlingsplanen");
    let blocks = follow_up.flat_map(|section| &section.blocks).map(|block| match block {
        Block::Paragraph(text) | Block::Reading(text) | Block::Untold(text) | Block::Heading(text) => text.clone(),
        Block::List(items) => items.iter().map(|item| format!("- {item}")).collect::<Vec<_>>().join("\n"),
        Block::Table(table) => table_told(table),
        Block::Terms(_) | Block::Figure { .. } => String::new(),
    });
    blocks.collect::<Vec<_>>().join("\n\n")
}

fn table_told(table: &Table) -> String {
    let rows = table.rows.iter().map(|row| {
        let heads = table.columns.iter().skip(1);
        let cells = row
            .cells
            .iter()
            .zip(heads)
            .map(|(cell, head)| format!("    {head}: {}", cell.said.replace('\n', "\n      ")));
        format!("  {}\n{}", row.label, cells.collect::<Vec<_>>().join("\n"))
    });
    format!("{}\n{}", table.title, rows.collect::<Vec<_>>().join("\n"))
}
