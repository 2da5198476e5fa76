//! An invitation.

use uuid::Uuid;

/// What the invited will be.
#[derive(Clone)]
pub struct Invitation {
    pub channel: Option<Uuid>,
    pub name: String,
    pub email: String,
    pub deputy: bool,
    pub administrator: bool,
    pub custodian: bool,
    pub auditor: bool,
}
