//! `GET /api/v1/board`: all frames after one another, the same bytes for everybody.

use actix_web::{HttpResponse, http::header, web};

use super::store;
use crate::http::{Access, Problem, Route, Services};

/// The routes of the board.
pub fn routes() -> Vec<Route> {
    vec![Route::get(Access::Public, "/api/v1/board", board)]
}

async fn board(services: web::Data<Services>) -> Result<HttpResponse, Problem> {
    let today = services.clock.today();
    let frames = services.db.run("board::read", async |tx| store::frames(tx, today).await).await?;
    Ok(HttpResponse::Ok()
        .content_type("application/octet-stream")
        .insert_header((header::CONTENT_ENCODING, "identity"))
        .body(frames.concat()))
}
