//! The conversation about an inquiry: append-only, and what it does to how far the inquiry is.

use shared::{
    ErrorCode, Id, Page,
    avatars::PublicAvatar,
    ids::{CaseId, InquiryId, kinds},
    inquiries::{Attachment, CustomerMessage, Message, MessageKind, NewMessage, PublicMessage},
    page::PageQuery,
    search::SearchKind,
    timeline::TimelineKind,
};

use super::{
    attachments, read,
    store::{self, MessageRow},
};
use crate::{
    assignment::{self, Engine, Heard},
    audit::{self, Change},
    avatars, cursor,
    db::{Code, Db, next_id},
    error::{Result, not_found, refused},
    permissions::{Access, Actor, Directory, InquiryRead, InquiryWork, Scoped},
    search,
    timeline::{self, Detail, Entry},
};

/// How many characters of the words the timeline shows.
const SHOWN: usize = 200;

/// A page of the messages of an inquiry in scope, newest first.
///
/// # Errors
/// When it is out of scope, or the limit or the cursor is wrong.
pub fn list(
    db: &mut Db,
    access: &Access,
    scope: &Scoped<InquiryRead>,
    id: InquiryId,
    query: &PageQuery,
) -> Result<Page<Message>> {
    read::must_reach(db, scope.reach(), id)?;
    let page = rows(db, id, false, query)?;
    let mut files = attachments::of_messages(db, page.items.iter().map(|row| row.id))?;
    Ok(page.map(|row| {
        let files = files.remove(&row.id).unwrap_or_default();
        shape(access.directory(), row, files)
    }))
}

/// The same as the customer sees it, for the customer's own system.
///
/// # Errors
/// When there is no such inquiry, or the limit or the cursor is wrong.
pub fn public(db: &mut Db, id: InquiryId, query: &PageQuery) -> Result<Page<PublicMessage>> {
    store::owner(db, id.raw())?.ok_or_else(not_found)?;
    shown(db, id, query)
}

/// What a customer sees of the talk about an inquiry of theirs, newest first.
pub(super) fn shown(db: &mut Db, id: InquiryId, query: &PageQuery) -> Result<Page<PublicMessage>> {
    let page = rows(db, id, true, query)?;
    let mut files = attachments::of_messages(db, page.items.iter().map(|row| row.id))?;
    let avatar = avatars::seen_in(db, Id::from_raw(id.raw()))?;
    Ok(page.map(|row| {
        let files = files.remove(&row.id).unwrap_or_default();
        public_shape(row, &avatar, files)
    }))
}

fn rows(db: &mut Db, id: InquiryId, public: bool, query: &PageQuery) -> Result<Page<MessageRow>> {
    let limit = cursor::limit(query.limit)?;
    let before = cursor::after_id(query.cursor.as_deref())?;
    let rows = store::messages(db, id.raw(), public, before, limit + 1)?;
    Ok(cursor::page(rows, limit, |row| cursor::id_cursor(row.id)))
}

fn public_shape(row: MessageRow, avatar: &PublicAvatar, attachments: Vec<Attachment>) -> PublicMessage {
    PublicMessage {
        id: Id::from_raw(row.id),
        kind: row.kind.0,
        avatar: (row.kind.0 == MessageKind::Reply).then(|| avatar.clone()),
        text: row.text,
        at: row.at.utc(),
        attachments,
    }
}

fn shape(directory: &Directory, row: MessageRow, attachments: Vec<Attachment>) -> Message {
    Message {
        id: Id::from_raw(row.id),
        kind: row.kind.0,
        by: directory.opt_person(row.employee_id),
        text: row.text,
        at: row.at.utc(),
        attachments,
    }
}

/// Writes a message as an employee: a reply, a note, or what the customer said elsewhere.
///
/// # Errors
/// When the inquiry is out of scope, nobody has it who could reply, it is closed, or a file is not the caller's to send.
pub fn post(
    db: &mut Db,
    access: &Access,
    scope: &Scoped<InquiryWork>,
    id: InquiryId,
    new: &NewMessage,
) -> Result<Message> {
    read::must_reach(db, scope.reach(), id)?;
    let row = write(db, access.directory(), access.actor(), id, new)?;
    let files = attachments::of_messages(db, [row.id])?.remove(&row.id).unwrap_or_default();
    Ok(shape(access.directory(), row, files))
}

/// Takes down what a customer said, from the customer's own system.
///
/// # Errors
/// When there is no such inquiry, it is closed, or a file was not uploaded to be sent.
pub fn hear(
    db: &mut Db,
    directory: &Directory,
    actor: &Actor,
    id: InquiryId,
    said: &CustomerMessage,
) -> Result<PublicMessage> {
    store::owner(db, id.raw())?.ok_or_else(not_found)?;
    let new = NewMessage {
        kind: MessageKind::Customer,
        text: said.text.clone(),
        attachments: said.attachments.clone(),
        external_id: said.external_id.clone(),
    };
    let row = write(db, directory, actor, id, &new)?;
    let files = attachments::of_messages(db, [row.id])?.remove(&row.id).unwrap_or_default();
    let avatar = avatars::seen_in(db, Id::from_raw(id.raw()))?;
    Ok(public_shape(row, &avatar, files))
}

fn write(db: &mut Db, directory: &Directory, actor: &Actor, id: InquiryId, new: &NewMessage) -> Result<MessageRow> {
    let external_id = new.external_id.as_deref().map(str::trim);
    if let Some(first) =
        external_id.map(|external| store::message_by_external_id(db, id.raw(), external)).transpose()?.flatten()
    {
        // Nobody is shown a note because they guessed what its writer called it.
        return if first.kind.0 == new.kind { Ok(first) } else { Err(refused(ErrorCode::Duplicate)) };
    }
    let case: CaseId = Id::from_raw(id.raw());
    let engine = Engine::now(db, directory)?;
    let customer = assignment::work_item(db, case)?.customer;
    let mut reopened = false;
    // This locks the inquiry, so messages of one are written one after the other.
    match new.kind {
        MessageKind::Customer => reopened = assignment::hear(db, &engine, case)? == Heard::Reopened,
        MessageKind::Reply => assignment::answer(db, &engine, case, None)?,
        MessageKind::Note => {}
    }
    let row = MessageRow {
        id: next_id::<kinds::Message>().raw(),
        kind: Code(new.kind),
        employee_id: actor.employee_raw(),
        text: new.text.trim().to_owned(),
        at: engine.at,
    };
    store::insert_message(db, id.raw(), &row, external_id)?;
    search::keep(db, SearchKind::Inquiries, id)?;
    let names = attachments::send(db, actor, id, &row, &new.attachments)?;
    let said = if row.text.is_empty() { &names } else { &row.text };
    let words: String = said.chars().take(SHOWN).collect();
    let mut tell = |kind, content, by, id| {
        let detail = Some(Detail { content, case: Some(case), ..Detail::default() });
        timeline::record(db, Entry { customer, at: engine.at, kind, by, detail, id })
    };
    if new.kind != MessageKind::Note {
        let by = actor.employee.filter(|_| new.kind == MessageKind::Reply);
        tell(TimelineKind::Message, Some(words.clone()), by, Some(row.id))?;
    }
    if reopened {
        tell(TimelineKind::InquiryReopened, None, None, None)?;
    }
    let action = match new.kind {
        MessageKind::Customer => "inquiry.hear",
        MessageKind::Reply => "inquiry.reply",
        MessageKind::Note => "inquiry.note",
    };
    let mut change = Change::new(action, Some(id), words);
    if !names.is_empty() {
        change = change.after(&serde_json::json!({"attachments": names}))?;
    }
    audit::record(db, actor, change)?;
    Ok(row)
}
