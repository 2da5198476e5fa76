//! The guards of a case's routes: whoever may not read it learns neither that it is there nor what a route would take.

use actix_web::{FromRequest, HttpRequest, dev::Payload, web};
use futures_util::future::LocalBoxFuture;
use uuid::Uuid;

use super::{acting::Acting, case::Standing, store};
use crate::{
    auth::{SignedIn, Staff},
    http::{Problem, Services},
};

/// Somebody who may read the case whose id stands in the path as `case`.
pub struct CaseReader(pub Staff);

/// A member of the case's channel who is not disqualified.
pub struct CaseMember(pub Staff);

impl FromRequest for CaseReader {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { standing(&request).await.map(|(staff, _)| Self(staff)) })
    }
}

impl FromRequest for CaseMember {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            match standing(&request).await? {
                (staff, Standing::Member) => Ok(Self(staff)),
                _ => Err(Problem::not_found()),
            }
        })
    }
}

async fn standing(request: &HttpRequest) -> Result<(Staff, Standing), Problem> {
    let SignedIn(staff) = SignedIn::from_request(request, &mut Payload::None).await?;
    let case = request.match_info().get("case").and_then(|text| Uuid::parse_str(text).ok());
    let case = case.ok_or_else(Problem::not_found)?;
    let services = request.app_data::<web::Data<Services>>().expect("the server provides them");
    let acting = Acting::new(staff.id, services);
    let found = services.db.run("triage::standing", async |tx| store::case_for(tx, case, &acting).await).await?;
    let (_, standing) = found.ok_or_else(Problem::not_found)?;
    Ok((staff, standing))
}
