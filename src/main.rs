//! `orubbad`: one program, several roles.

use std::process::ExitCode;

use clap::Parser;

#[tokio::main]
async fn main() -> ExitCode {
    match orubbad::commands::run(orubbad::commands::Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("orubbad: {error}");
            ExitCode::FAILURE
        }
    }
}
