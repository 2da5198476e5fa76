//! The organisation: real input, an import that is all or nothing, and what reporters are offered.

use orubbad::org::{self, ImportError};
use reqwest::Url;

use crate::support::{App, Officer};

const NORRTALJE: &str = include_str!("../../deploy/org/norrtalje.csv");
const DANDERYD: &str = include_str!("../../deploy/org/danderyd.csv");

async fn import(app: &App, csv: &str) -> Result<usize, ImportError> {
    let chance = &app.services.chance;
    app.services
        .db
        .run("test", async |tx| {
            let plan = org::preview(tx, csv, chance).await?;
            org::apply(tx, &plan).await?;
            Ok(plan.changes.len())
        })
        .await
}

fn form(csv: &str, act: &str) -> String {
    let url = Url::parse_with_params("http://x/", [("csv", csv), ("act", act)]).expect("an address");
    url.query().expect("a query").to_owned()
}

#[tokio::test]
async fn norrtaljes_socialforvaltning_is_read_and_small_units_appear_as_their_department() {
    let app = App::start().await;
    assert_eq!(import(&app, NORRTALJE).await.expect("the file holds"), 17);
    assert_eq!(import(&app, NORRTALJE).await.expect("the file holds"), 0, "a second time changes nothing");
    let nodes = app.run(async |tx| org::nodes(tx).await).await;
    let people: i32 = nodes.iter().filter_map(|node| node.head_count).sum();
    assert!((290..=310).contains(&people), "about three hundred, not {people}");
    let offered = org::offered(&nodes, app.services.clock.today());
    assert_eq!(offered.len(), 1);
    assert_eq!(offered[0].units.len(), 12, "two of fourteen units are smaller than ten");
    assert!(offered[0].units.iter().any(|unit| unit.name == "Skadligt bruk och beroende"));
}

#[tokio::test]
async fn danderyds_boards_and_djursholms_ab_are_two_trees() {
    let app = App::start().await;
    import(&app, DANDERYD).await.expect("the file holds");
    let nodes = app.run(async |tx| org::nodes(tx).await).await;
    let roots: Vec<_> = nodes.iter().filter(|node| node.parent.is_none()).map(|node| node.name.as_str()).collect();
    assert_eq!(roots, ["Djursholms AB", "Danderyds kommun"]);
    let offered = org::offered(&nodes, app.services.clock.today());
    assert!(offered.iter().any(|department| department.name == "Djursholms AB" && department.units.len() == 1));
}

#[tokio::test]
async fn one_bad_line_and_nothing_is_imported() {
    let app = App::start().await;
    let broken = NORRTALJE.replace(";45;", ";många;");
    let Err(ImportError::Lines(errors)) = import(&app, &broken).await else { panic!("refused") };
    assert_eq!(errors.len(), 1);
    assert_eq!(errors[0].line, 5);
    assert_eq!(app.count("org_node").await, 0);
}

#[tokio::test]
async fn the_page_shows_first_and_changes_when_told_and_keeps_what_was_typed() {
    let app = App::start().await;
    let chief = Officer::claims(&app, "chef").await;
    let broken = NORRTALJE.replace(";45;", ";många;");
    let page = chief.browser.post_form("/staff/org", form(&broken, "preview")).await.ok().text();
    assert!(page.contains("Rad 5") && page.contains("många"), "the error and the text");
    let page = chief.browser.post_form("/staff/org", form(NORRTALJE, "preview")).await.ok().text();
    assert!(page.contains("Ny: enhet Skadligt bruk och beroende"));
    assert_eq!(app.count("org_node").await, 0, "shown, not changed");
    chief.browser.post_form("/staff/org", form(NORRTALJE, "apply")).await.ok();
    assert_eq!(app.count("org_node").await, 17);
}

#[tokio::test]
async fn a_merger_keeps_its_history() {
    let app = App::start().await;
    import(&app, NORRTALJE).await.expect("the file holds");
    let merger = "kod;namn;typ;överordnad;antal;från;till;efterträdare\n\
        SOC-FAM;Familjerätt;enhet;SOC;11;2024-01-01;2026-06-30;SOC-FAV\n\
        SOC-VAX;Vuxenutredning;enhet;SOC;20;2024-01-01;2026-06-30;SOC-FAV\n\
        SOC-FAV;Familj och vuxna;enhet;SOC;31;2026-07-01;;\n";
    assert_eq!(import(&app, merger).await.expect("the file holds"), 3);
    let successors = app.run(async |tx| org::successors(tx).await).await;
    assert_eq!(successors.len(), 2);
    assert_eq!(successors[0].1, successors[1].1);
    let nodes = app.run(async |tx| org::nodes(tx).await).await;
    let offered = org::offered(&nodes, app.services.clock.today());
    assert!(offered[0].units.iter().all(|unit| unit.name != "Familjerätt"), "closed units are not offered");
}
