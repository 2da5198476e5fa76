//! Every statement about rules of retention and disposals.

use jiff::civil::Date;
use uuid::Uuid;

use super::{
    disposal::Disposal,
    rule::{Kind, Rule},
};
use crate::{
    db::{DbError, Row, Transaction},
    triage::Destroyed,
};

const RULES: &str = "-- retention::rules
    SELECT kind, months, reference, decided FROM retention_rule WHERE channel = $1 ORDER BY kind";
const RULE: &str = "-- retention::rule
    SELECT kind, months, reference, decided FROM retention_rule WHERE channel = $1 AND kind = $2";
const SET_RULE: &str = "-- retention::set_rule
    INSERT INTO retention_rule (channel, kind, months, reference, decided) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (channel, kind) DO UPDATE
    SET months = excluded.months, reference = excluded.reference, decided = excluded.decided";
const PROPOSE: &str = "-- retention::propose
    INSERT INTO disposal (id, channel, kind, months, reference, decided, until, objects, proposed_by, proposed)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (channel, kind) WHERE done IS NULL DO NOTHING";
const WITHDRAW: &str = "-- retention::withdraw
    DELETE FROM disposal WHERE channel = $1 AND id = $2 AND done IS NULL";
const PROPOSAL: &str = "-- retention::proposal
    SELECT d.id, d.kind, d.months, d.reference, d.decided, d.until, d.objects, d.proposed_by, p.name, d.proposed, NULL::text,
        d.done, d.letters, d.entries, d.attachments, d.keys
    FROM disposal d JOIN staff p ON p.id = d.proposed_by
    WHERE d.channel = $1 AND d.id = $2 AND d.done IS NULL FOR UPDATE OF d";
const DISPOSALS: &str = "-- retention::disposals
    SELECT d.id, d.kind, d.months, d.reference, d.decided, d.until, d.objects, d.proposed_by, p.name, d.proposed, a.name,
        d.done, d.letters, d.entries, d.attachments, d.keys
    FROM disposal d JOIN staff p ON p.id = d.proposed_by LEFT JOIN staff a ON a.id = d.approved_by
    WHERE d.channel = $1 ORDER BY d.done DESC NULLS FIRST, d.id";
const DONE: &str = "-- retention::done
    UPDATE disposal SET objects = $2, approved_by = $3, done = $4, letters = $5, entries = $6, attachments = $7, keys = $8
    WHERE id = $1";

fn rule_at(row: &Row, at: usize) -> Rule {
    Rule {
        kind: Kind::from_code(row.get(at)),
        months: row.get(at + 1),
        reference: row.get(at + 2),
        decided: row.get(at + 3),
    }
}

fn disposal(row: &Row) -> Disposal {
    Disposal {
        id: row.get(0),
        rule: rule_at(row, 1),
        until: row.get(5),
        objects: row.get(6),
        proposed_by: row.get(7),
        proposed_by_name: row.get(8),
        proposed: row.get(9),
        approved_by_name: row.get(10),
        done: row.get(11),
        letters: row.get(12),
        entries: row.get(13),
        attachments: row.get(14),
        keys: row.get(15),
    }
}

pub(super) async fn rules(tx: &Transaction<'_>, channel: Uuid) -> Result<Vec<Rule>, DbError> {
    Ok(tx.query(RULES, &[&channel]).await?.iter().map(|row| rule_at(row, 0)).collect())
}

pub(super) async fn rule(tx: &Transaction<'_>, channel: Uuid, kind: Kind) -> Result<Option<Rule>, DbError> {
    Ok(tx.query_opt(RULE, &[&channel, &kind.code()]).await?.map(|row| rule_at(&row, 0)))
}

pub(super) async fn set_rule(tx: &Transaction<'_>, channel: Uuid, rule: &Rule) -> Result<(), DbError> {
    tx.execute(SET_RULE, &[&channel, &rule.kind.code(), &rule.months, &rule.reference, &rule.decided]).await?;
    Ok(())
}

/// Writes a proposal down; false when one of the kind waits already.
#[expect(clippy::too_many_arguments, reason = "the columns of one row")]
pub(super) async fn propose(
    tx: &Transaction<'_>,
    id: Uuid,
    channel: Uuid,
    rule: &Rule,
    until: Date,
    objects: &[Uuid],
    by: Uuid,
    today: Date,
) -> Result<bool, DbError> {
    let Rule { kind, months, reference, decided } = rule;
    let inserted = tx
        .execute(PROPOSE, &[&id, &channel, &kind.code(), months, reference, decided, &until, &objects, &by, &today])
        .await?;
    Ok(inserted == 1)
}

pub(super) async fn withdraw(tx: &Transaction<'_>, channel: Uuid, id: Uuid) -> Result<bool, DbError> {
    Ok(tx.execute(WITHDRAW, &[&channel, &id]).await? == 1)
}

pub(super) async fn proposal(tx: &Transaction<'_>, channel: Uuid, id: Uuid) -> Result<Option<Disposal>, DbError> {
    Ok(tx.query_opt(PROPOSAL, &[&channel, &id]).await?.as_ref().map(disposal))
}

/// Every disposal of a channel, what waits first, then the latest.
pub(super) async fn disposals(tx: &Transaction<'_>, channel: Uuid) -> Result<Vec<Disposal>, DbError> {
    Ok(tx.query(DISPOSALS, &[&channel]).await?.iter().map(disposal).collect())
}

pub(super) async fn done(
    tx: &Transaction<'_>,
    id: Uuid,
    objects: &[Uuid],
    by: Uuid,
    today: Date,
    destroyed: Destroyed,
) -> Result<(), DbError> {
    let count = |number: u64| i32::try_from(number).unwrap_or(i32::MAX);
    let Destroyed { letters, entries, attachments, keys } = destroyed;
    let counts = [letters, entries, attachments, keys].map(count);
    tx.execute(DONE, &[&id, &objects, &by, &today, &counts[0], &counts[1], &counts[2], &counts[3]]).await?;
    Ok(())
}
