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
    /// Members of any channel, and administrators.
    Officer,
    /// Members of the channel that is named.
    Member,
    /// The members of the channel that is named who are not deputies.
    Chief,
    /// Members of the channel of the case that is named, less the disqualified.
    CaseMember,
    /// The same, and whoever is consulted in the case.
    Case,
    /// Administrators.
    Administrator,
    /// Custodians of urns.
    Custodian,
    /// Auditors.
    Auditor,
}

/// What somebody is. One person may be several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Nobody who is signed in.
    Visitor,
    /// The first of a channel (säkerhetschef).
    Chief,
    /// Another member of the channel.
    Deputy,
    /// A member who is disqualified in the case that is named.
    Disqualified,
    /// Somebody outside the channel who is consulted in the case that is named.
    Consulted,
    Administrator,
    Custodian,
    Auditor,
}

impl Role {
    /// Every role there is.
    pub const ALL: [Self; 8] = [
        Self::Visitor,
        Self::Chief,
        Self::Deputy,
        Self::Disqualified,
        Self::Consulted,
        Self::Administrator,
        Self::Custodian,
        Self::Auditor,
    ];
}

impl Access {
    /// The one table of who may what; a test walks every route with it.
    pub fn admits(self, role: Role) -> bool {
        use Role::{Administrator, Auditor, Chief, Consulted, Custodian, Deputy, Disqualified, Visitor};
        match self {
            Self::Public | Self::Link => true,
            Self::Staff => role != Visitor,
            Self::Officer => matches!(role, Chief | Deputy | Disqualified | Administrator),
            Self::Member => matches!(role, Chief | Deputy | Disqualified),
            Self::Chief => role == Chief,
            Self::CaseMember => matches!(role, Chief | Deputy),
            Self::Case => matches!(role, Chief | Deputy | Consulted),
            Self::Administrator => role == Administrator,
            Self::Custodian => role == Custodian,
            Self::Auditor => role == Auditor,
        }
    }
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
