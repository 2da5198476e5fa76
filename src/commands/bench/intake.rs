use super::{Failure, Output};
#[derive(clap::Args)]
pub(super) struct Intake { #[command(flatten)] output: Output }
pub(super) async fn run(_: Intake) -> Result<(), Failure> { Ok(()) }
