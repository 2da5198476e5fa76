//! What a reporter may choose between: no group so small that naming it names a person.

use jiff::civil::Date;
use uuid::Uuid;

use super::node::{Node, NodeKind};

/// Units below this head count are not offered; they appear as their förvaltning.
pub const SMALLEST_OFFERED: i32 = 10;

/// A förvaltning (or a nämnd or company with units of its own) in the list.
#[derive(Debug, PartialEq, Eq)]
pub struct DepartmentChoice {
    pub id: Uuid,
    pub name: String,
    pub units: Vec<UnitChoice>,
}

/// A unit of at least [`SMALLEST_OFFERED`].
#[derive(Debug, PartialEq, Eq)]
pub struct UnitChoice {
    pub id: Uuid,
    pub name: String,
}

/// The choices on `day`, in the order of the names.
pub fn offered(nodes: &[Node], day: Date) -> Vec<DepartmentChoice> {
    let mut alive: Vec<_> = nodes.iter().filter(|node| node.exists_on(day)).collect();
    alive.sort_by(|a, b| a.name.cmp(&b.name));
    let children = |id: Uuid| alive.iter().copied().filter(move |node| node.parent == Some(id));
    alive
        .iter()
        .filter(|node| match node.kind {
            NodeKind::Department => true,
            NodeKind::Municipality | NodeKind::Company | NodeKind::Committee => {
                children(node.id).all(|child| child.kind == NodeKind::Unit) && node.kind != NodeKind::Municipality
            }
            NodeKind::Unit => false,
        })
        .map(|node| DepartmentChoice {
            id: node.id,
            name: node.name.clone(),
            units: children(node.id)
                .filter(|unit| unit.head_count >= Some(SMALLEST_OFFERED))
                .map(|unit| UnitChoice { id: unit.id, name: unit.name.clone() })
                .collect(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn node(id: u128, parent: u128, kind: NodeKind, head_count: i32) -> Node {
        Node {
            id: Uuid::from_u128(id),
            code: id.to_string(),
            kind,
            name: format!("n{id}"),
            parent: (parent > 0).then(|| Uuid::from_u128(parent)),
            head_count: (kind == NodeKind::Unit).then_some(head_count),
            valid_from: date(2024, 1, 1),
            valid_to: None,
        }
    }

    #[test]
    fn a_unit_of_nine_appears_only_as_its_department() {
        let nodes = [
            node(1, 0, NodeKind::Municipality, 0),
            node(2, 1, NodeKind::Committee, 0),
            node(3, 2, NodeKind::Department, 0),
            node(4, 3, NodeKind::Unit, 9),
            node(5, 3, NodeKind::Unit, 10),
        ];
        let choices = offered(&nodes, date(2026, 11, 22));
        assert_eq!(choices.len(), 1);
        assert_eq!(choices[0].units.iter().map(|unit| unit.id.as_u128()).collect::<Vec<_>>(), [5]);
    }

    #[test]
    fn a_closed_unit_is_not_offered() {
        let mut closed = node(2, 1, NodeKind::Unit, 30);
        closed.valid_to = Some(date(2026, 6, 30));
        let nodes = [node(1, 0, NodeKind::Company, 0), closed];
        assert!(offered(&nodes, date(2026, 7, 1))[0].units.is_empty());
        assert_eq!(offered(&nodes, date(2026, 6, 30))[0].units.len(), 1);
    }
}
