//! Putting a version in force.

use shared::{
    ErrorCode, Lang,
    ids::{PolicyPublicationId, PolicyVersionId, kinds},
    policies::{PolicyDetail, PolicyPublish, PolicyRollBack, PolicyStatus, PublicationKind},
};

use super::{
    draft::label,
    read::detail,
    review::review,
    store::{self, VersionRow},
};
use crate::{
    assignment,
    audit::{self, Change},
    db::{At, Db, Json, next_id},
    error::{Result, invalid_fields, must_touch, refused, stale, wrong_state},
    permissions::{Actor, Directory, Granted, PolicyPublish as MayPublish},
};

/// Puts a draft in force; it never changes again.
///
/// # Errors
/// When it was published before, was changed meanwhile, is not fit, or was begun from another version than the one in force.
pub fn publish(
    db: &mut Db,
    actor: &Actor,
    directory: &Directory,
    _: Granted<MayPublish>,
    lang: Lang,
    id: PolicyVersionId,
    request: &PolicyPublish,
) -> Result<PolicyDetail> {
    store::lock(db)?;
    let draft = store::row(db, id.raw())?;
    if draft.status.0 == PolicyStatus::Published {
        return Err(wrong_state());
    }
    if draft.version != request.version {
        return Err(stale());
    }
    let (_, in_force) = store::latest_publication(db)?;
    if draft.based_on != Some(in_force) && request.confirm_based_on.map(PolicyVersionId::raw) != Some(in_force) {
        return Err(refused(ErrorCode::PolicyOutdated));
    }
    let (_, Json(document)) = store::document(db, id.raw())?;
    let (mut review, _) = review(db, directory, lang, &document)?;
    if !review.faults.is_empty() {
        for fault in &mut review.faults {
            fault.pointer.insert_str(0, "/document");
        }
        return Err(invalid_fields(review.faults));
    }
    if !review.fit {
        return Err(refused(ErrorCode::PolicyUnfit));
    }
    must_touch(store::mark_published(db, id.raw(), request.version)?)?;
    put_in_force(db, actor, directory, &draft, PublicationKind::Publish, request.note.trim())?;
    detail(db, directory, lang, id)
}

/// Puts a version in force again that was in force before.
///
/// # Errors
/// When it was never published, or is in force.
pub fn roll_back(
    db: &mut Db,
    actor: &Actor,
    directory: &Directory,
    _: Granted<MayPublish>,
    lang: Lang,
    id: PolicyVersionId,
    request: &PolicyRollBack,
) -> Result<PolicyDetail> {
    store::lock(db)?;
    let former = store::row(db, id.raw())?;
    if former.status.0 == PolicyStatus::Draft || store::latest_publication(db)?.1 == former.id {
        return Err(wrong_state());
    }
    put_in_force(db, actor, directory, &former, PublicationKind::RollBack, request.note.trim())?;
    detail(db, directory, lang, id)
}

fn put_in_force(
    db: &mut Db,
    actor: &Actor,
    directory: &Directory,
    row: &VersionRow,
    kind: PublicationKind,
    note: &str,
) -> Result<()> {
    let (last, before) = store::latest_publication(db)?;
    let before = store::row(db, before)?;
    // The clocks of two processes differ a little, but what comes later is later.
    let id = next_id::<kinds::PolicyPublication>().raw().max(last + 1);
    let at = At::now().max(store::last_instant(db)?);
    store::insert(db, id, row.id, at, actor.employee_raw(), kind, note)?;
    let action = match kind {
        PublicationKind::Publish => "policy.publish",
        PublicationKind::RollBack => "policy.roll_back",
    };
    let told = |row: &VersionRow| label(row.number, &row.name);
    let change = Change::new(action, Some(PolicyVersionId::from_raw(row.id)), told(row))
        .before(&serde_json::json!({"in_force": told(&before)}))?
        .after(&serde_json::json!({
            "in_force": told(row),
            "number": row.number,
            "publication": PolicyPublicationId::from_raw(id),
            "note": note,
        }))?;
    audit::record(db, actor, change)?;
    assignment::policy_changed(db, directory)
}
