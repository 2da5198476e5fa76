//! The one document staff work in. It holds no secret: keys and text come to it in the browser.

use std::collections::BTreeMap;

use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Serialize;
use uuid::Uuid;

use crate::{
    form::Form,
    http::{Access, Assets, Problem, Route, Services, page},
    intake::{Gate, manifest, script_json},
    org::{self, Node},
};

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get(Access::Public, "/staff", staff_page)]
}

#[derive(Template)]
#[template(path = "staff.html", config = "web/askama.toml")]
struct StaffPage<'a> {
    instance: &'a str,
    demo: bool,
    form: &'static Form,
    manifest: String,
    nodes: String,
    assets: Assets,
}

#[derive(Serialize)]
struct NodeName<'a> {
    name: &'a str,
    department: &'a str,
}

async fn staff_page(services: web::Data<Services>, gate: web::Data<Gate>) -> Result<HttpResponse, Problem> {
    let (manifest, nodes) = services
        .db
        .run::<_, Problem>("admin::desk", async |tx| Ok((manifest(tx, &services, &gate).await?, org::nodes(tx).await?)))
        .await?;
    page(&StaffPage {
        instance: &services.config.service.name,
        demo: services.demo,
        form: Form::incident(),
        manifest: script_json(&manifest),
        nodes: script_json(&names(&nodes)),
        assets: Assets,
    })
}

fn names(nodes: &[Node]) -> BTreeMap<Uuid, NodeName<'_>> {
    let by_id: BTreeMap<_, _> = nodes.iter().map(|node| (node.id, node)).collect();
    let parent = |node: &Node| node.parent.and_then(|id| by_id.get(&id)).map_or("", |parent| parent.name.as_str());
    nodes.iter().map(|node| (node.id, NodeName { name: &node.name, department: parent(node) })).collect()
}
