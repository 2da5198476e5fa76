//! Which units a plan is about.

use jiff::civil::Date;

use super::ActionPlan;
use crate::org::{Node, NodeKind};

impl ActionPlan {
    /// Codes of the units that are there on a day below the nämnd that decides the plan, or of all units where the
    /// organisation does not know that nämnd.
    pub fn units(&self, nodes: &[Node], on: Date) -> Vec<String> {
        let units = nodes.iter().filter(|node| node.kind == NodeKind::Unit && node.exists_on(on));
        let committee = nodes.iter().find(|node| node.name == self.head.decided_by);
        let is_own = |unit: &&Node| committee.is_none_or(|committee| is_below(unit, committee, nodes));
        units.filter(is_own).map(|unit| unit.code.clone()).collect()
    }
}

fn is_below(node: &Node, root: &Node, nodes: &[Node]) -> bool {
    let above = |node: &Node| nodes.iter().find(|above| Some(above.id) == node.parent);
    std::iter::successors(Some(node), |node| above(node)).any(|node| node.id == root.id)
}
