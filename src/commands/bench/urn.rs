use super::{Failure, Output};
#[derive(clap::Args)]
pub(super) struct Urn { #[command(flatten)] output: Output }
pub(super) async fn run(_: Urn) -> Result<(), Failure> { Ok(()) }
