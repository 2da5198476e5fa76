//! What holds for every answer, errors too: a tight policy, no referrer, no cache, nothing third-party; and same origin for acts.

use actix_web::{
    ResponseError,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::{Method, header, header::HeaderValue},
    middleware::Next,
    web,
};

use askama::Template;

use crate::http::{Assets, Problem, Services, page as page_response};

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
    worker-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";
const STAFF_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
    worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Sets the headers of every answer.
pub(super) async fn headers(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let path = request.path();
    let is_asset = path.starts_with("/assets/");
    let policy = if path.starts_with("/staff") { STAFF_POLICY } else { POLICY };
    let secure = request.app_data::<web::Data<Services>>().is_some_and(|services| services.config.is_secure());
    let mut response = next.call(request).await?;
    let keeps = is_asset && response.status().is_success();
    let headers = response.headers_mut();
    let mut set = |name, value| headers.insert(name, HeaderValue::from_static(value));
    set(header::CONTENT_SECURITY_POLICY, policy);
    set(header::REFERRER_POLICY, "no-referrer");
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::X_FRAME_OPTIONS, "DENY");
    set(header::CACHE_CONTROL, if keeps { "public, max-age=31536000, immutable" } else { "no-store" });
    set(header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    set(
        header::HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), browsing-topics=()",
    );
    if secure {
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=63072000; includeSubDomains");
    }
    Ok(response)
}

#[derive(Template)]
#[template(path = "problem.html", config = "web/askama.toml")]
struct ProblemPage<'a> {
    instance: &'a str,
    demo: bool,
    assets: Assets,
    sv: &'a str,
    en: &'a str,
}

/// A person who follows an address gets a problem as a page; a script gets it as JSON.
pub(super) async fn problems_as_pages(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let accept = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok());
    let follows = accept.is_some_and(|accept| accept.contains("text/html"));
    let services = request.app_data::<web::Data<Services>>().cloned();
    let response = next.call(request).await?;
    let problem = response.response().error().and_then(|error| error.as_error::<Problem>());
    let (Some(problem), Some(services), true) = (problem, services, follows) else {
        return Ok(response.map_into_left_body());
    };
    let page = ProblemPage {
        instance: &services.config.service.name,
        demo: services.demo,
        assets: Assets,
        sv: &problem.wording().sv,
        en: &problem.wording().en,
    };
    let mut page = page_response(&page).unwrap_or_else(|problem| problem.error_response());
    *page.status_mut() = response.status();
    Ok(response.into_response(page).map_into_right_body())
}

/// Refuses acts of staff that another site's page sends. A reporter's drop rides on no session and needs no such guard.
pub(super) async fn same_origin(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let is_reporters = request.path().starts_with("/api/v1/");
    if reads || is_reporters || is_same_origin(&request) {
        return next.call(request).await.map(ServiceResponse::map_into_left_body);
    }
    let problem = Problem::bad_input("Begäran kom från en annan sida.", "The request came from another site.");
    let (request, _) = request.into_parts();
    Ok(ServiceResponse::new(request, problem.error_response()).map_into_right_body())
}

/// Browsers say where a request comes from; what says nothing is no browser and brings no cookie by itself.
fn is_same_origin(request: &ServiceRequest) -> bool {
    let text = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    match (text("sec-fetch-site"), text("origin")) {
        (Some(site), _) => site == "same-origin",
        (None, Some(origin)) => request
            .app_data::<web::Data<Services>>()
            .is_some_and(|services| services.config.service.public_url.trim_end_matches('/') == origin),
        (None, None) => request.cookies().is_ok_and(|cookies| cookies.is_empty()),
    }
}
