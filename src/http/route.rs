//! Routes as values, so that a test can walk every one of them as everybody.

use actix_web::{FromRequest, Handler, Responder, guard, http::Method, web};

/// Whom a route is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everybody, never with a session.
    Public,
    /// Whoever holds a one-time link.
    Link,
    /// Anybody signed in.
    Staff,
    /// Members of the channel that is named.
    Member,
    /// Administrators.
    Administrator,
    /// Custodians of urns.
    Custodian,
}

/// One entry of the table of routes.
pub struct Route {
    pub method: Method,
    pub path: &'static str,
    pub access: Access,
    handler: actix_web::Route,
}

impl Route {
    /// A page or a reading; answers HEAD as well.
    pub fn get<H, A>(access: Access, path: &'static str, handler: H) -> Self
    where
        H: Handler<A>,
        A: FromRequest + 'static,
        H::Output: Responder + 'static,
    {
        let reads = guard::Any(guard::Get()).or(guard::Head());
        Self { method: Method::GET, path, access, handler: web::route().guard(reads).to(handler) }
    }

    /// An act.
    pub fn post<H, A>(access: Access, path: &'static str, handler: H) -> Self
    where
        H: Handler<A>,
        A: FromRequest + 'static,
        H::Output: Responder + 'static,
    {
        Self { method: Method::POST, path, access, handler: web::post().to(handler) }
    }

    /// Takes the route into an application.
    pub fn register(self, app: &mut web::ServiceConfig) {
        app.route(self.path, self.handler);
    }
}
