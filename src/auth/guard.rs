//! The guards of staff routes, as parameters of handlers. What a visitor may not see is 404.

use actix_web::{FromRequest, HttpRequest, dev::Payload, web};
use futures_util::future::LocalBoxFuture;
use uuid::Uuid;

use super::{
    session::{self, Cookies},
    staff::Staff,
};
use crate::{
    channel,
    http::{Problem, Services},
    ids::Token,
};

/// Anybody signed in.
pub struct SignedIn(pub Staff);

/// Somebody who manages organisation and accounts.
pub struct Administrator(pub Staff);

/// Somebody who holds the keys of urns.
pub struct Custodian(pub Staff);

/// Somebody who reads the audit log.
pub struct Auditor(pub Staff);

/// A member of some channel, or an administrator.
pub struct Officer(pub Staff);

/// A member of the channel who has been given its key; whoever has only been invited is none.
pub struct KeyHolderOf {
    pub staff: Staff,
    pub channel: Uuid,
}

/// A member of the channel who is no deputy.
pub struct ChiefOf(pub MemberOf);

/// A member of the channel whose id stands in the path as `channel`.
pub struct MemberOf {
    pub staff: Staff,
    pub channel: Uuid,
}

async fn signed_in(request: &HttpRequest) -> Result<Staff, Problem> {
    let services = request.app_data::<web::Data<Services>>().expect("the server provides them");
    let cookies = Cookies { secure: services.config.is_secure() };
    let token = request.cookie(cookies.session_name()).and_then(|cookie| Token::parse(cookie.value()));
    let token = token.ok_or_else(Problem::signed_out)?;
    let now = services.clock.now();
    let staff = services.db.run("auth::who", async |tx| session::who(tx, &token, now).await).await?;
    staff.ok_or_else(Problem::signed_out)
}

macro_rules! guard {
    ($name:ident, |$request:ident| $check:expr) => {
        impl FromRequest for $name {
            type Error = Problem;
            type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

            fn from_request($request: &HttpRequest, _: &mut Payload) -> Self::Future {
                let $request = $request.clone();
                Box::pin(async move { $check })
            }
        }
    };
}

guard!(SignedIn, |request| signed_in(&request).await.map(SignedIn));

guard!(Administrator, |request| match signed_in(&request).await? {
    staff if staff.administrator => Ok(Administrator(staff)),
    _ => Err(Problem::not_found()),
});

guard!(Custodian, |request| match signed_in(&request).await? {
    staff if staff.custodian => Ok(Custodian(staff)),
    _ => Err(Problem::not_found()),
});

guard!(Auditor, |request| match signed_in(&request).await? {
    staff if staff.auditor => Ok(Auditor(staff)),
    _ => Err(Problem::not_found()),
});

guard!(Officer, |request| {
    let staff = signed_in(&request).await?;
    let services = request.app_data::<web::Data<Services>>().expect("the server provides them");
    let id = staff.id;
    let mine = services.db.run("auth::officer", async |tx| channel::of_staff(tx, id).await).await?;
    match staff.administrator || !mine.is_empty() {
        true => Ok(Officer(staff)),
        false => Err(Problem::not_found()),
    }
});

guard!(MemberOf, |request| member_of(&request).await);

guard!(KeyHolderOf, |request| {
    let MemberOf { staff, channel } = member_of(&request).await?;
    let services = request.app_data::<web::Data<Services>>().expect("the server provides them");
    let id = staff.id;
    match services.db.run("auth::holds_key", async |tx| channel::holds_key(tx, channel, id).await).await? {
        true => Ok(KeyHolderOf { staff, channel }),
        false => Err(Problem::not_found()),
    }
});

guard!(ChiefOf, |request| {
    let me = member_of(&request).await?;
    let services = request.app_data::<web::Data<Services>>().expect("the server provides them");
    let (channel, id) = (me.channel, me.staff.id);
    let mine = services.db.run("auth::chief_of", async |tx| channel::of_staff(tx, id).await).await?;
    match mine.iter().any(|(of, deputy)| of.id == channel && !deputy) {
        true => Ok(ChiefOf(me)),
        false => Err(Problem::not_found()),
    }
});

async fn member_of(request: &HttpRequest) -> Result<MemberOf, Problem> {
    let staff = signed_in(request).await?;
    let channel = request.match_info().get("channel").and_then(|text| Uuid::parse_str(text).ok());
    let channel = channel.ok_or_else(Problem::not_found)?;
    let services = request.app_data::<web::Data<Services>>().expect("the server provides them");
    let id = staff.id;
    match services.db.run("auth::member_of", async |tx| channel::is_member(tx, channel, id).await).await? {
        true => Ok(MemberOf { staff, channel }),
        false => Err(Problem::not_found()),
    }
}
