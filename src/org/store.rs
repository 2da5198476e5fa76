//! Every statement about the organisation.

use uuid::Uuid;

use super::node::{Node, NodeKind};
use crate::db::{DbError, Row, Transaction};

const NODES: &str = "-- org::nodes
    SELECT id, code, kind, name, parent, head_count, valid_from, valid_to FROM org_node ORDER BY code";
const SUCCESSORS: &str = "-- org::successors
    SELECT node, successor FROM org_successor ORDER BY node, successor";
const UPSERT_NODE: &str = "-- org::upsert_node
    INSERT INTO org_node (id, code, kind, name, parent, head_count, valid_from, valid_to)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, parent = excluded.parent, head_count = excluded.head_count,
        valid_from = excluded.valid_from, valid_to = excluded.valid_to";
const CLEAR_SUCCESSORS: &str = "-- org::clear_successors
    DELETE FROM org_successor WHERE node = $1";
const INSERT_SUCCESSOR: &str = "-- org::insert_successor
    INSERT INTO org_successor (node, successor) VALUES ($1, $2)";

/// The whole tree, closed nodes too.
pub async fn nodes(tx: &Transaction<'_>) -> Result<Vec<Node>, DbError> {
    Ok(tx.query(NODES, &[]).await?.iter().map(node).collect())
}

/// What closed units became.
pub async fn successors(tx: &Transaction<'_>) -> Result<Vec<(Uuid, Uuid)>, DbError> {
    Ok(tx.query(SUCCESSORS, &[]).await?.iter().map(|row| (row.get(0), row.get(1))).collect())
}

pub(super) async fn upsert(tx: &Transaction<'_>, node: &Node) -> Result<(), DbError> {
    tx.execute(
        UPSERT_NODE,
        &[
            &node.id,
            &node.code,
            &node.kind.code(),
            &node.name,
            &node.parent,
            &node.head_count,
            &node.valid_from,
            &node.valid_to,
        ],
    )
    .await?;
    Ok(())
}

pub(super) async fn set_successors(tx: &Transaction<'_>, node: Uuid, successors: &[Uuid]) -> Result<(), DbError> {
    tx.execute(CLEAR_SUCCESSORS, &[&node]).await?;
    for successor in successors {
        tx.execute(INSERT_SUCCESSOR, &[&node, successor]).await?;
    }
    Ok(())
}

fn node(row: &Row) -> Node {
    Node {
        id: row.get(0),
        code: row.get(1),
        kind: NodeKind::from_code(row.get(2)).expect("the column is checked"),
        name: row.get(3),
        parent: row.get(4),
        head_count: row.get(5),
        valid_from: row.get(6),
        valid_to: row.get(7),
    }
}
