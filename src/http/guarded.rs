//! The guard first, then the body: whoever may not see a route learns nothing of what it would accept.

use actix_web::{FromRequest, HttpRequest, dev::Payload};
use futures_util::future::LocalBoxFuture;

use super::Problem;

/// A guard that has let the request through, and what the request brings.
pub struct Guarded<G, T>(pub G, pub T);

impl<G, T> FromRequest for Guarded<G, T>
where
    G: FromRequest<Error = Problem> + 'static,
    T: FromRequest<Error = Problem> + 'static,
{
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, mut payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let guard = G::from_request(&request, &mut Payload::None).await?;
            Ok(Self(guard, T::from_request(&request, &mut payload).await?))
        })
    }
}
