//! What a custodian's page shows: opened urns, drafts with their log and verdict, what is under way, what is published.

use std::collections::HashMap;

use jiff::civil::Date;
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use super::{
    jobs::Job,
    read::{self, ReadError},
    store::{self, Approval, StoredDraft, Use},
    wording,
};
use crate::{
    db::Transaction,
    statistics::disclosure::{Ledger, Release},
    urn::{self, OpenedUrn},
};

#[derive(Serialize)]
pub(super) struct Overview {
    urns: Vec<UrnView>,
    jobs: Vec<Job>,
    drafts: Vec<DraftView>,
    releases: Vec<ReleaseView>,
}

#[derive(Serialize)]
struct UrnView {
    id: Uuid,
    period: String,
    opened: Date,
    /// Whether the server can tell that a tally is the one the urn gave.
    bound: bool,
    release: Option<i64>,
    draft: Option<Uuid>,
}

#[derive(Serialize)]
struct DraftView {
    id: Uuid,
    made: Date,
    maker: String,
    stale: bool,
    urns: Vec<Uuid>,
    content: Value,
    hidden: Value,
    verdict: Value,
    approvals: Vec<ApprovalView>,
}

#[derive(Serialize)]
struct ApprovalView {
    staff: Uuid,
    name: String,
    day: Date,
}

#[derive(Serialize)]
struct ReleaseView {
    number: u64,
    published: String,
    periods: Vec<String>,
    /// The release that an erratum corrects.
    of: Option<u64>,
    /// Cells that an erratum may name, and how they are read.
    cells: Vec<CellView>,
}

#[derive(Serialize)]
struct CellView {
    id: String,
    label: String,
}

pub(super) async fn overview(tx: &Transaction<'_>, jobs: Vec<Job>) -> Result<Overview, ReadError> {
    let ledger = read::ledger(tx).await?;
    let uses: HashMap<_, _> = store::uses(tx).await?.into_iter().map(|used| (used.urn, used)).collect();
    let approvals = store::approvals(tx).await?;
    let drafts = store::drafts(tx).await?.into_iter().filter_map(|draft| view(draft, &ledger, &approvals));
    let urns = urn::opened(tx).await?.into_iter().map(|urn| urn_view(urn, &uses));
    let releases = ledger.releases().iter().rev().map(release_view);
    Ok(Overview { urns: urns.collect(), jobs, drafts: drafts.collect(), releases: releases.collect() })
}

fn urn_view(urn: OpenedUrn, uses: &HashMap<Uuid, Use>) -> UrnView {
    let used = uses.get(&urn.id);
    UrnView {
        release: used.and_then(|used| used.release),
        draft: used.and_then(|used| used.draft),
        id: urn.id,
        period: urn.period,
        opened: urn.opened,
        bound: urn.commitment.is_some(),
    }
}

/// A draft that cannot be read is not shown, and can never be approved either.
fn view(draft: StoredDraft, ledger: &Ledger, approvals: &[Approval]) -> Option<DraftView> {
    let approved = approvals.iter().filter(|approval| approval.draft == draft.id);
    let named =
        |approval: &Approval| ApprovalView { staff: approval.staff, name: approval.name.clone(), day: approval.day };
    Some(DraftView {
        approvals: approved.map(named).collect(),
        stale: draft.base != ledger.releases().len() as i64,
        content: serde_json::from_str(&draft.written.content).ok()?,
        hidden: serde_json::from_str(&draft.written.hidden).ok()?,
        verdict: serde_json::from_str(&draft.written.verdict).ok()?,
        id: draft.id,
        made: draft.made,
        maker: draft.maker,
        urns: draft.urns,
    })
}

fn release_view(release: &Release) -> ReleaseView {
    let content = &release.content;
    let cells = content.tables.iter().flat_map(|table| {
        table.rows.iter().flat_map(move |row| {
            let heads = row.cells.iter().zip(&table.columns);
            heads.map(move |(cell, head)| CellView {
                id: cell.id.clone(),
                label: match content.periods.len() {
                    1 => format!("{}: {}, {head}", table.title, row.label),
                    _ => format!("{} ({}): {}, {head}", table.title, wording::period(&table.period), row.label),
                },
            })
        })
    });
    ReleaseView {
        number: release.number,
        published: release.published.clone(),
        periods: content.periods.clone(),
        of: content.erratum.as_ref().map(|erratum| erratum.of),
        cells: cells.collect(),
    }
}
