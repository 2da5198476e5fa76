//! What an officer's browser gets; all content is still sealed.

use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use uuid::Uuid;

use super::{
    case::{Case, CaseKey, Consulted, Entry, Listed, Person, ShareTo, Standing, Status},
    read::WholeCase,
};
use crate::{calendar::next_working_day, channel::Member, ids::base64, intake::LetterRow};

#[derive(Serialize)]
pub(super) struct LetterView {
    id: Uuid,
    epoch: Option<Uuid>,
    key: Option<Uuid>,
    day: Date,
    at_once: bool,
    frame: String,
}

impl From<LetterRow> for LetterView {
    fn from(letter: LetterRow) -> Self {
        let LetterRow { id, epoch, key, day, at_once, frame } = letter;
        Self { id, epoch, key, day, at_once, frame: base64(&frame) }
    }
}

#[derive(Serialize)]
pub(super) struct KeyView {
    id: Uuid,
    recipient: String,
    current: bool,
    /// Nothing more may be sealed to it: a new one is made first.
    stale: bool,
    share: Option<ShareView>,
}

#[derive(Serialize)]
struct ShareView {
    /// The epoch it is sealed to; nothing where it is sealed to the reader alone.
    epoch: Option<Uuid>,
    sealed: String,
}

impl From<CaseKey> for KeyView {
    fn from(key: CaseKey) -> Self {
        let share = key.share.map(|share| ShareView {
            epoch: if let ShareTo::Epoch(epoch) = share.to { Some(epoch) } else { None },
            sealed: base64(&share.sealed),
        });
        Self { id: key.id, recipient: key.recipient, current: key.current, stale: key.stale, share }
    }
}

/// A case's days, status and who answers for it.
#[derive(Serialize)]
pub(super) struct CaseView {
    id: Uuid,
    channel: Uuid,
    status: Status,
    opened: Date,
    closed: Option<Date>,
    officer: Option<Person>,
    looked: Option<Date>,
    /// Last day of the first look: the working day after, whatever holidays lie between.
    look_by: Date,
    acknowledged: Option<Date>,
    feedback: Option<Date>,
    merged_into: Option<Uuid>,
    held: bool,
    version: i64,
    fresh: bool,
    summary: Option<String>,
}

impl From<&Case> for CaseView {
    fn from(case: &Case) -> Self {
        Self {
            id: case.id,
            channel: case.channel,
            status: case.status,
            opened: case.opened,
            closed: case.closed,
            officer: case.officer.clone(),
            looked: case.looked,
            look_by: next_working_day(case.opened),
            acknowledged: case.acknowledged,
            feedback: case.feedback,
            merged_into: case.merged_into,
            held: case.held,
            version: case.version,
            fresh: case.fresh,
            summary: case.summary.as_deref().map(base64),
        }
    }
}

#[derive(Serialize)]
pub(super) struct ListedView {
    #[serde(flatten)]
    case: CaseView,
    letters: i64,
    latest: Date,
    kept_out: Vec<Uuid>,
    consulted: Vec<HolderView>,
    key: Option<KeyView>,
}

#[derive(Serialize)]
struct HolderView {
    id: Uuid,
    recipient: String,
}

impl From<Listed> for ListedView {
    fn from(listed: Listed) -> Self {
        let Listed { case, letters, latest, kept_out, consulted, key } = listed;
        let consulted = consulted.into_iter().map(|(id, recipient)| HolderView { id, recipient }).collect();
        Self { case: (&case).into(), letters, latest, kept_out, consulted, key: key.map(KeyView::from) }
    }
}

#[derive(Serialize)]
pub(super) struct EntryView {
    id: Uuid,
    epoch: Option<Uuid>,
    key: Option<Uuid>,
    frame: String,
    author: String,
    at: Timestamp,
    restricted: bool,
}

impl From<Entry> for EntryView {
    fn from(entry: Entry) -> Self {
        let Entry { id, epoch, key, frame, author, at, restricted } = entry;
        Self { id, epoch, key, frame: base64(&frame), author, at, restricted }
    }
}

#[derive(Serialize)]
struct HeadView {
    epoch: Uuid,
    frame: String,
}

#[derive(Serialize)]
struct AttachmentView {
    id: Uuid,
    bytes: i64,
}

#[derive(Serialize)]
struct MemberView {
    id: Uuid,
    name: String,
    deputy: bool,
    recipient: String,
    has_key: bool,
}

/// A case whole.
#[derive(Serialize)]
pub(super) struct WholeView {
    #[serde(flatten)]
    case: CaseView,
    /// `member` or `consulted`.
    standing: &'static str,
    /// Leads replies to the reporter; nothing for those who are only consulted.
    head: Option<HeadView>,
    keys: Vec<KeyView>,
    letters: Vec<LetterView>,
    entries: Vec<EntryView>,
    attachments: Vec<AttachmentView>,
    members: Vec<MemberView>,
    disqualified: Vec<Person>,
    consulted: Vec<Consulted>,
    /// Cases that tell of the same event and are worked on here.
    merged: Vec<Uuid>,
    recovery_recipient: Option<String>,
    draft: Option<String>,
    /// Urns of incidents that can still be told something.
    urns: Vec<HolderView>,
}

impl From<WholeCase> for WholeView {
    fn from(whole: WholeCase) -> Self {
        let member = |m: Member| MemberView {
            id: m.id,
            name: m.name,
            deputy: m.deputy,
            recipient: m.recipient,
            has_key: m.has_key,
        };
        let is_member = whole.standing == Standing::Member;
        Self {
            case: (&whole.case).into(),
            standing: if is_member { "member" } else { "consulted" },
            head: is_member.then(|| HeadView { epoch: whole.case.epoch, frame: base64(&whole.case.head) }),
            keys: whole.keys.into_iter().map(KeyView::from).collect(),
            letters: whole.letters.into_iter().map(LetterView::from).collect(),
            entries: whole.entries.into_iter().map(EntryView::from).collect(),
            attachments: whole.attachments.into_iter().map(|(id, bytes)| AttachmentView { id, bytes }).collect(),
            members: whole.members.into_iter().map(member).collect(),
            // Who else may or may not read is nothing for somebody who is asked for advice.
            disqualified: if is_member { whole.disqualified } else { Vec::new() },
            consulted: if is_member { whole.consulted } else { Vec::new() },
            merged: whole.merged,
            recovery_recipient: whole.recovery_recipient,
            draft: whole.draft.as_deref().map(base64),
            urns: whole.urns.into_iter().map(|urn| HolderView { id: urn.id, recipient: urn.recipient }).collect(),
        }
    }
}
