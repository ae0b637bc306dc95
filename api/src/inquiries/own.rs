//! Inquiries on the customers' own side: they send and read theirs, and go on talking. Nothing here says who of us has one.

use shared::{
    Id, Page,
    avatars::PublicAvatar,
    ids::{AttachmentId, InquiryId},
    inquiries::{Attachment, CustomerMessage, NewInquiry, PublicMessage},
    page::PageQuery,
    problem::FieldCode,
    visitors::{OwnInquiry, OwnInquiryDraft},
};

use super::{
    attachments, create, messages,
    store::{self, OwnRow},
};
use crate::{
    avatars, cursor, customers,
    db::Db,
    error::{Result, invalid, not_found, wrong_state},
    files::{Checked, Shelf, Stored},
    permissions::{Actor, Directory},
    visitors::Visitor,
};

/// Sends an inquiry.
///
/// # Errors
/// When it is not known who they are and they give no phone, the entrance is none, or its form was not
/// answered as it asks.
pub fn send(
    db: &mut Db,
    directory: &Directory,
    actor: &Actor,
    visitor: &Visitor,
    draft: &OwnInquiryDraft,
) -> Result<OwnInquiry> {
    let entrance = match (visitor.widget_entrance(), &draft.entrance) {
        (Some(_), Some(_)) => return Err(invalid("/entrance", FieldCode::UnknownField)),
        (Some(None), None) => return Err(wrong_state()),
        (Some(Some(entrance)), None) => entrance.to_owned(),
        (None, Some(entrance)) => entrance.clone(),
        (None, None) => return Err(invalid("/entrance", FieldCode::Required)),
    };
    let sender = customers::identity(db, visitor.identity())?;
    let new = NewInquiry {
        external_id: None,
        customer_id: None,
        phone: draft.phone.clone(),
        identity: None,
        phone_verified: false,
        name: draft.name.clone(),
        owner_id: None,
        entrance,
        form: draft.form.clone(),
        channel: None,
        product_line_id: None,
        language: None,
        value: None,
        text: draft.text.clone(),
        attributes: Default::default(),
    };
    let id = create::enter(db, directory, actor, &new, Some(&sender))?;
    let avatar = avatars::seen_in(db, Id::from_raw(id.raw()))?;
    Ok(shape(store::own(db, id.raw())?, avatar))
}

fn shape(row: OwnRow, avatar: PublicAvatar) -> OwnInquiry {
    OwnInquiry {
        id: Id::from_raw(row.id),
        entrance: row.entrance,
        text: row.text,
        stage: row.stage.0,
        avatar,
        arrived_at: row.arrived_at.utc(),
    }
}

/// A page of theirs, newest first.
///
/// # Errors
/// When the limit or the cursor is wrong.
pub fn list(db: &mut Db, visitor: &Visitor, query: &PageQuery) -> Result<Page<OwnInquiry>> {
    let limit = cursor::limit(query.limit)?;
    let before = cursor::after_id(query.cursor.as_deref())?;
    let rows = store::own_page(db, visitor, before, limit + 1)?;
    let page = cursor::page(rows, limit, |row| cursor::id_cursor(row.id));
    let mut seen = avatars::seen_in_each(db, page.items.iter().map(|row| row.id))?;
    let mut items = Vec::with_capacity(page.items.len());
    for row in page.items {
        let avatar = seen.remove(&row.id).ok_or_else(not_found)?;
        items.push(shape(row, avatar));
    }
    Ok(Page { items, next_cursor: page.next_cursor })
}

/// A page of what was said about one of theirs, newest first.
///
/// # Errors
/// When it is not theirs, or the limit or the cursor is wrong.
pub fn messages(db: &mut Db, visitor: &Visitor, id: InquiryId, query: &PageQuery) -> Result<Page<PublicMessage>> {
    must_be_own(db, visitor, id)?;
    messages::shown(db, id, query)
}

/// Says something about one of theirs.
///
/// # Errors
/// When it is not theirs, or it is closed.
pub fn say(
    db: &mut Db,
    directory: &Directory,
    actor: &Actor,
    visitor: &Visitor,
    id: InquiryId,
    said: &CustomerMessage,
) -> Result<PublicMessage> {
    must_be_own(db, visitor, id)?;
    messages::hear(db, directory, actor, id, said)
}

/// Refuses whoever may not send a file about this inquiry; asked before the file is read.
///
/// # Errors
/// When it is not theirs, or it has too many already.
pub fn may_attach(db: &mut Db, visitor: &Visitor, id: InquiryId) -> Result<()> {
    must_be_own(db, visitor, id)?;
    attachments::must_have_room(db, id)
}

/// Keeps a file, to be sent with a message about one of theirs.
///
/// # Errors
/// When it is not theirs, or the disk or the database fails.
pub fn attach(
    db: &mut Db,
    shelf: &Shelf,
    actor: &Actor,
    visitor: &Visitor,
    id: InquiryId,
    file: &Checked,
) -> Result<Attachment> {
    must_be_own(db, visitor, id)?;
    attachments::attach(db, shelf, actor, id, file)
}

/// A file of a message about one of theirs.
///
/// # Errors
/// When it is not theirs, or has no such file that they see.
pub fn file(db: &mut Db, visitor: &Visitor, id: InquiryId, attachment: AttachmentId) -> Result<Stored> {
    must_be_own(db, visitor, id)?;
    attachments::public_file(db, id, attachment)
}

fn must_be_own(db: &mut Db, visitor: &Visitor, id: InquiryId) -> Result<()> {
    if store::is_own(db, visitor, id.raw())? { Ok(()) } else { Err(not_found()) }
}
