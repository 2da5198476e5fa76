//! Accounts, keyrings and the organisation, as staff manage them in the browser.

mod account_pages;
mod audit_pages;
mod desk_pages;
mod keyring_pages;
mod org_pages;
mod start_pages;

/// The routes of administration.
pub fn routes() -> Vec<crate::http::Route> {
    let accounts = [start_pages::routes(), account_pages::routes(), audit_pages::routes()];
    let desks = [desk_pages::routes(), keyring_pages::routes(), org_pages::routes()];
    accounts.into_iter().chain(desks).flatten().collect()
}
