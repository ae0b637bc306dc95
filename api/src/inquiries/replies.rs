//! Canned replies 常用回复.

use shared::{
    Id,
    ids::{CannedReplyId, ProductLineId, kinds},
    inquiries::{CannedReply, CannedReplyDraft},
    problem::FieldCode,
};

use super::store::{self, ReplyRow};
use crate::{
    audit::{self, Change},
    db::{Db, next_id},
    error::{Result, invalid, must_touch, not_found},
    permissions::{Actor, EntranceManage, Granted, InquiryRead, Scoped},
};

/// How many there may be.
const MOST: usize = 1_000;

/// Every canned reply, by title.
///
/// # Errors
/// When the database fails.
pub fn list(db: &mut Db, _: &Scoped<InquiryRead>) -> Result<Vec<CannedReply>> {
    Ok(store::replies(db)?.into_iter().map(shape).collect())
}

fn shape(row: ReplyRow) -> CannedReply {
    CannedReply {
        id: Id::from_raw(row.id),
        title: row.title,
        text: row.text,
        product_line_id: row.product_line_id.map(Id::from_raw),
        version: row.version,
    }
}

fn row(id: i64, draft: &CannedReplyDraft, version: i64) -> ReplyRow {
    ReplyRow {
        id,
        title: draft.title.trim().to_owned(),
        text: draft.text.trim().to_owned(),
        product_line_id: draft.product_line_id.map(ProductLineId::raw),
        version,
    }
}

fn must_fit(db: &mut Db, rows: &[ReplyRow], which: Option<CannedReplyId>, draft: &CannedReplyDraft) -> Result<()> {
    let mut others = rows.iter().filter(|row| Some(row.id) != which.map(Id::raw));
    if others.any(|row| row.title == draft.title.trim()) {
        return Err(invalid("/title", FieldCode::Taken));
    }
    match draft.product_line_id {
        Some(line) if !store::product_line_exists(db, line.raw())? => {
            Err(invalid("/product_line_id", FieldCode::NotFound))
        }
        _ => Ok(()),
    }
}

/// A new canned reply.
///
/// # Errors
/// When the title is taken, the product line does not exist, or there are too many.
pub fn add(db: &mut Db, actor: &Actor, _: Granted<EntranceManage>, draft: &CannedReplyDraft) -> Result<CannedReply> {
    let rows = store::replies(db)?;
    if rows.len() >= MOST {
        return Err(invalid("/title", FieldCode::TooMany { max: MOST }));
    }
    must_fit(db, &rows, None, draft)?;
    let row = row(next_id::<kinds::CannedReply>().raw(), draft, 1);
    store::insert_reply(db, &row)?;
    let made = shape(row);
    audit::record(db, actor, Change::new("canned_reply.create", Some(made.id), &made.title).after(&made)?)?;
    Ok(made)
}

/// An edited canned reply.
///
/// # Errors
/// When it was changed meanwhile, the title is taken, or the product line does not exist.
pub fn edit(
    db: &mut Db,
    actor: &Actor,
    _: Granted<EntranceManage>,
    id: CannedReplyId,
    draft: &CannedReplyDraft,
) -> Result<CannedReply> {
    let version = draft.version.ok_or_else(|| invalid("/version", FieldCode::Required))?;
    let rows = store::replies(db)?;
    must_fit(db, &rows, Some(id), draft)?;
    let before = rows.into_iter().find(|row| row.id == id.raw()).map(shape).ok_or_else(not_found)?;
    let row = row(id.raw(), draft, version);
    must_touch(store::update_reply(db, &row)?)?;
    let after = CannedReply { version: version.saturating_add(1), ..shape(row) };
    let change = Change::new("canned_reply.edit", Some(id), &after.title).before(&before)?.after(&after)?;
    audit::record(db, actor, change)?;
    Ok(after)
}

/// Throws a canned reply away.
///
/// # Errors
/// When there is none, or it was changed meanwhile.
pub fn delete(db: &mut Db, actor: &Actor, _: Granted<EntranceManage>, id: CannedReplyId, version: i64) -> Result<()> {
    let before = store::replies(db)?.into_iter().find(|row| row.id == id.raw()).map(shape).ok_or_else(not_found)?;
    must_touch(store::delete_reply(db, id.raw(), version)?)?;
    audit::record(db, actor, Change::new("canned_reply.delete", Some(id), &before.title).before(&before)?)
}
