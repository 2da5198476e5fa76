//! The organisation as a page: the tree, and an import that shows what it would change before it changes anything.

use std::collections::HashMap;

use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;
use validator::Validate;

use crate::{
    audit::{self, Act},
    auth::{Administrator, SignedIn},
    http::{Access, Assets, Guarded, Problem, Route, Services, ValidForm, page},
    org::{self, Change, ImportError, LineError, Node},
};

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get(Access::Staff, "/staff/org", view), Route::post(Access::Administrator, "/staff/org", import)]
}

#[derive(Template)]
#[template(path = "staff_org.html", config = "web/askama.toml")]
struct OrgPage<'a> {
    instance: &'a str,
    demo: bool,
    here: &'a str,
    assets: Assets,
    rows: Vec<OrgRow>,
    csv: String,
    errors: Vec<LineError>,
    changes: Vec<String>,
    unchanged: usize,
    state: &'static str,
    administrator: bool,
}

struct OrgRow {
    depth: usize,
    kind: &'static str,
    name: String,
    code: String,
    head_count: Option<i32>,
    sum: i32,
    period: String,
    successors: String,
    offered: bool,
}

/// What the page shows besides the tree.
#[derive(Default)]
struct Outcome {
    csv: String,
    errors: Vec<LineError>,
    changes: Vec<String>,
    unchanged: usize,
    state: &'static str,
}

async fn view(SignedIn(me): SignedIn, services: web::Data<Services>) -> Result<HttpResponse, Problem> {
    show(&services, me.administrator, Outcome { state: "view", ..Outcome::default() }).await
}

#[derive(Deserialize, Validate)]
struct Import {
    #[validate(length(max = 2_000_000, message = "Filen är för stor."))]
    csv: String,
    act: String,
}

async fn import(
    Guarded(Administrator(me), request): Guarded<Administrator, ValidForm<Import>>,
    services: web::Data<Services>,
) -> Result<HttpResponse, Problem> {
    let applies = request.act == "apply";
    let now = services.clock.now();
    let imported = services
        .db
        .run::<_, ImportError>("admin::import_org", async |tx| {
            let plan = org::preview(tx, &request.csv, &services.chance).await?;
            if applies {
                org::apply(tx, &plan).await?;
                audit::record(tx, now, Act { actor: Some(me.id), word: "org.import", object: "" }).await?;
            }
            Ok(plan)
        })
        .await;
    let csv = request.0.csv;
    let outcome = match imported {
        Ok(plan) => Outcome {
            csv: if applies { String::new() } else { csv },
            errors: Vec::new(),
            changes: plan.changes.iter().map(Change::sentence).collect(),
            unchanged: plan.unchanged,
            state: if applies { "applied" } else { "preview" },
        },
        Err(ImportError::Lines(errors)) => Outcome { csv, errors, state: "errors", ..Outcome::default() },
        Err(ImportError::Db(error)) => return Err(error.into()),
    };
    show(&services, true, outcome).await
}

async fn show(services: &Services, administrator: bool, outcome: Outcome) -> Result<HttpResponse, Problem> {
    let (nodes, successors) = services
        .db
        .run::<_, Problem>("admin::org", async |tx| Ok((org::nodes(tx).await?, org::successors(tx).await?)))
        .await?;
    let offered: Vec<Uuid> = org::offered(&nodes, services.clock.today())
        .into_iter()
        .flat_map(|department| std::iter::once(department.id).chain(department.units.into_iter().map(|unit| unit.id)))
        .collect();
    let mut rows = Vec::new();
    let mut roots: Vec<_> = nodes.iter().filter(|node| node.parent.is_none()).collect();
    roots.sort_by(|a, b| a.name.cmp(&b.name));
    for root in roots {
        add_rows(&mut rows, root, 0, &nodes, &successors, &offered);
    }
    page(&OrgPage {
        instance: &services.config.service.name,
        demo: services.demo,
        here: "org",
        assets: Assets,
        rows,
        csv: outcome.csv,
        errors: outcome.errors,
        changes: outcome.changes,
        unchanged: outcome.unchanged,
        state: outcome.state,
        administrator,
    })
}

/// Adds a node and all below it; returns the head count of the branch.
fn add_rows(
    rows: &mut Vec<OrgRow>,
    node: &Node,
    depth: usize,
    nodes: &[Node],
    successors: &[(Uuid, Uuid)],
    offered: &[Uuid],
) -> i32 {
    let names: HashMap<_, _> = nodes.iter().map(|node| (node.id, node.name.as_str())).collect();
    let followers: Vec<_> =
        successors.iter().filter(|(from, _)| *from == node.id).filter_map(|(_, to)| names.get(to).copied()).collect();
    let place = rows.len();
    rows.push(OrgRow {
        depth,
        kind: node.kind.swedish(),
        name: node.name.clone(),
        code: node.code.clone(),
        head_count: node.head_count,
        sum: 0,
        period: match node.valid_to {
            None => format!("från {}", node.valid_from),
            Some(last) => format!("{} – {last}", node.valid_from),
        },
        successors: followers.join(", "),
        offered: offered.contains(&node.id),
    });
    let mut children: Vec<_> = nodes.iter().filter(|child| child.parent == Some(node.id)).collect();
    children.sort_by(|a, b| a.name.cmp(&b.name));
    let below: i32 =
        children.into_iter().map(|child| add_rows(rows, child, depth + 1, nodes, successors, offered)).sum();
    rows[place].sum = node.head_count.unwrap_or(0) + below;
    rows[place].sum
}
