//! Who a member of staff is: one-time links, signing in, sessions. Nothing on the reporter's side names this room.

mod guard;
mod invitation;
mod invite;
mod session;
mod staff;
mod start;
mod store;
mod throttle;
mod totp;

pub use guard::{Administrator, Auditor, ChiefOf, Custodian, KeyHolderOf, MemberOf, Officer, SignedIn};
pub use invitation::Invitation;
pub use invite::invite;
pub use session::{Cookies, IDLE, SignIn, SignInError, SignedInAs, sign_in, sign_out, who};
pub use staff::{Account, AccountName, LoginSecret, Staff};
pub use start::{Claim, Link, LinkError, NewAccount, accept, claim, look, renew_set_up};
pub use store::{by_id, custodians, deactivate, insert_staff, instance_salt, outside};
pub use throttle::Throttle;
pub use totp::{Enrolment, TotpSecret};
