//! Files of inquiries: uploaded first, then sent once with a message, and kept with it.

use std::collections::HashMap;

use chrono::TimeDelta;
use shared::{
    Id,
    files::FileFacts,
    ids::{AttachmentId, InquiryId, kinds},
    inquiries::Attachment,
    problem::FieldCode,
};

use super::{
    read,
    store::{self, MessageRow},
};
use crate::{
    audit::{self, Change},
    db::{At, Db, next_id},
    error::{Result, invalid, not_found, wrong_state},
    files::{self, Checked, Shelf, Stored},
    permissions::{Access, Actor, InquiryRead, InquiryWork, Scoped},
};

/// How many files an inquiry may have before customers on their own side may send no more.
const MOST_OF_INQUIRY: i64 = 200;
/// For how long an uploaded file waits to be sent.
const WAITS: TimeDelta = TimeDelta::days(1);
/// How much longer it is there, so that none goes away while it is being sent.
const AND_THEN: TimeDelta = TimeDelta::hours(1);
/// How many are forgotten at once.
const MOST_FORGOTTEN: i64 = 5_000;

/// Refuses whoever may not write messages about this inquiry; asked before the file is read.
///
/// # Errors
/// When it is out of scope.
pub fn may_attach(db: &mut Db, scope: &Scoped<InquiryWork>, id: InquiryId) -> Result<()> {
    read::must_reach(db, scope.reach(), id)
}

/// Refuses what is no inquiry; asked before the file is read.
///
/// # Errors
/// When there is none.
pub fn must_exist(db: &mut Db, id: InquiryId) -> Result<()> {
    store::owner(db, id.raw())?.map(drop).ok_or_else(not_found)
}

/// Refuses one more file for an inquiry that has as many as customers may send.
///
/// # Errors
/// When it has.
pub fn must_have_room(db: &mut Db, id: InquiryId) -> Result<()> {
    if store::count_attachments(db, id.raw(), MOST_OF_INQUIRY)? < MOST_OF_INQUIRY { Ok(()) } else { Err(wrong_state()) }
}

/// Keeps a file that came in for an inquiry, to be sent with a message by whoever uploaded it.
///
/// # Errors
/// When there is no such inquiry, or the disk or the database fails.
pub fn attach(db: &mut Db, shelf: &Shelf, actor: &Actor, inquiry: InquiryId, file: &Checked) -> Result<Attachment> {
    must_exist(db, inquiry)?;
    let id: AttachmentId = next_id::<kinds::Attachment>();
    files::keep(db, shelf, id.raw(), file)?;
    store::insert_attachment(db, id.raw(), inquiry.raw(), actor.employee_raw(), At::now())?;
    let kept = serde_json::json!({"kind": file.kind, "size": file.size, "hash": file.hash});
    audit::record(db, actor, Change::new("inquiry.attach", Some(inquiry), &file.name).after(&kept)?)?;
    let facts = files::facts(db, &[id.raw()])?.pop().ok_or_else(not_found)?.1;
    Ok(Attachment { id, file: facts })
}

/// Sends files with a message that was just written: the writer's own, of this inquiry, sent with no other. Gives their names.
///
/// # Errors
/// When one of them is not such a file.
pub(super) fn send(
    db: &mut Db,
    actor: &Actor,
    inquiry: InquiryId,
    message: &MessageRow,
    ids: &[AttachmentId],
) -> Result<String> {
    if ids.is_empty() {
        return Ok(String::new());
    }
    let since = message.at.plus(-WAITS);
    for (index, id) in ids.iter().enumerate() {
        let place = i32::try_from(index + 1).map_err(anyhow::Error::from)?;
        let own = store::Own { inquiry: inquiry.raw(), employee: actor.employee_raw(), since };
        if store::send_attachment(db, id.raw(), own, message.id, place)? == 0 {
            return Err(invalid(format!("/attachments/{index}"), FieldCode::NotFound));
        }
    }
    let sent = of_messages(db, [message.id])?.remove(&message.id).unwrap_or_default();
    let names: Vec<String> = sent.into_iter().map(|one| one.file.name).collect();
    Ok(names.join(", "))
}

/// The files of these messages by message, each in their order. Whoever asks has the right to see the messages.
///
/// # Errors
/// When the database fails.
pub(super) fn of_messages(
    db: &mut Db,
    messages: impl IntoIterator<Item = i64>,
) -> Result<HashMap<i64, Vec<Attachment>>> {
    let sent = store::sent(db, messages)?;
    if sent.is_empty() {
        return Ok(HashMap::new());
    }
    let ids: Vec<i64> = sent.iter().map(|(_, id)| *id).collect();
    let mut facts: HashMap<i64, FileFacts> = files::facts(db, &ids)?.into_iter().collect();
    let mut found: HashMap<i64, Vec<Attachment>> = HashMap::new();
    for (message, id) in sent {
        if let Some(file) = facts.remove(&id) {
            found.entry(message).or_default().push(Attachment { id: Id::from_raw(id), file });
        }
    }
    Ok(found)
}

/// A file of an inquiry in scope: of a message, or the caller's own that is not sent yet.
///
/// # Errors
/// When the inquiry is out of scope, or has no such file.
pub fn file(
    db: &mut Db,
    access: &Access,
    scope: &Scoped<InquiryRead>,
    inquiry: InquiryId,
    id: AttachmentId,
) -> Result<Stored> {
    read::must_reach(db, scope.reach(), inquiry)?;
    let row = store::attachment(db, inquiry.raw(), id.raw())?.ok_or_else(not_found)?;
    if row.message_id.is_none() && row.employee_id != Some(access.employee().raw()) {
        return Err(not_found());
    }
    files::stored(db, id.raw())
}

/// A file of a message that the customer of an inquiry sees.
///
/// # Errors
/// When there is none.
pub fn public_file(db: &mut Db, inquiry: InquiryId, id: AttachmentId) -> Result<Stored> {
    let row = store::attachment(db, inquiry.raw(), id.raw())?.ok_or_else(not_found)?;
    if row.is_public { files::stored(db, id.raw()) } else { Err(not_found()) }
}

/// Forgets files that were uploaded more than a day ago and never sent, so many at once.
///
/// # Errors
/// When the database fails.
pub fn forget_unsent(db: &mut Db) -> Result<()> {
    let before = At::now().plus(-(WAITS + AND_THEN));
    let ids = store::unsent(db, before, MOST_FORGOTTEN)?;
    store::delete_unsent(db, &ids)?;
    files::forget(db, &ids)
}
