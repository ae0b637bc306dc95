//! Drafts: begun, changed, thrown away.

use serde_json::{Map, Value};
use shared::{
    Lang,
    assignment::Policy,
    ids::PolicyVersionId,
    policies::{PolicyDetail, PolicyDraft, PolicyEdit, PolicyStatus},
    problem::FieldCode,
};

use super::{
    read::detail,
    review::missing,
    store::{self, NewDraft, VersionRow},
};
use crate::{
    audit::{self, Change},
    db::{At, Code, Db, Json, next_id},
    error::{Result, invalid, invalid_fields, must_touch, wrong_state},
    permissions::{Actor, Directory, Granted, PolicyManage},
};

/// A new draft, begun from a version and, if it is given, with another document.
///
/// # Errors
/// When that version does not exist, or the document names what does not.
pub fn create(
    db: &mut Db,
    actor: &Actor,
    directory: &Directory,
    _: Granted<PolicyManage>,
    lang: Lang,
    draft: &PolicyDraft,
) -> Result<PolicyDetail> {
    store::lock(db)?;
    let from = match draft.from {
        Some(id) => id.raw(),
        None => store::latest_publication(db)?.1,
    };
    let base = store::row(db, from).map_err(|failure| match failure {
        crate::db::Failure::NotFound => invalid("/from", FieldCode::NotFound),
        other => other.into(),
    })?;
    let document = match &draft.document {
        Some(document) => document.clone(),
        None => store::document(db, from)?.1.0,
    };
    if draft.document.is_some() && !draft.incomplete {
        must_exist(db, directory, &document)?;
    }
    let row = NewDraft {
        id: next_id::<shared::ids::kinds::PolicyVersion>().raw(),
        number: store::next_number(db)?,
        status: Code(PolicyStatus::Draft),
        name: draft.name.trim().to_owned(),
        document: Json::text(&document)?,
        // A draft may be thrown away, so a version is based on what was published.
        based_on: match base.status.0 {
            PolicyStatus::Published => Some(base.id),
            PolicyStatus::Draft => base.based_on,
        },
        created_at: At::now(),
        created_by: actor.employee_raw(),
        version: 1,
    };
    store::insert_draft(db, &row)?;
    let id = PolicyVersionId::from_raw(row.id);
    let change = Change::new("policy.create", Some(id), label(row.number, &row.name));
    audit::record(db, actor, change.after(&audited(&row.name, &document)?)?)?;
    detail(db, directory, lang, id)
}

/// A changed draft.
///
/// # Errors
/// When it was published, was changed meanwhile, or names what does not exist.
pub fn edit(
    db: &mut Db,
    actor: &Actor,
    directory: &Directory,
    _: Granted<PolicyManage>,
    lang: Lang,
    id: PolicyVersionId,
    edit: &PolicyEdit,
) -> Result<PolicyDetail> {
    let before = draft_of(db, id)?;
    let (_, Json(old)) = store::document(db, id.raw())?;
    let name = edit.name.trim();
    must_touch(store::update_draft(db, id.raw(), edit.version, name, &Json::text(&edit.document)?)?)?;
    if !edit.incomplete {
        must_exist(db, directory, &edit.document)?;
    }
    let change = Change::new("policy.edit", Some(id), label(before.number, name))
        .before(&audited(&before.name, &old)?)?
        .after(&audited(name, &edit.document)?)?;
    audit::record(db, actor, change)?;
    detail(db, directory, lang, id)
}

/// Throws a draft away.
///
/// # Errors
/// When it was published or was changed meanwhile.
pub fn delete(db: &mut Db, actor: &Actor, _: Granted<PolicyManage>, id: PolicyVersionId, version: i64) -> Result<()> {
    let before = draft_of(db, id)?;
    let (_, Json(document)) = store::document(db, id.raw())?;
    must_touch(store::delete(db, id.raw(), version)?)?;
    let change = Change::new("policy.delete", Some(id), label(before.number, &before.name));
    audit::record(db, actor, change.before(&audited(&before.name, &document)?)?)
}

/// A draft, which stays one until the end of the transaction.
fn draft_of(db: &mut Db, id: PolicyVersionId) -> Result<VersionRow> {
    store::lock(db)?;
    let row = store::row(db, id.raw())?;
    if row.status.0 == PolicyStatus::Draft { Ok(row) } else { Err(wrong_state()) }
}

fn must_exist(db: &mut Db, directory: &Directory, document: &Policy) -> Result<()> {
    let (mut faults, _) = missing(db, directory, document)?;
    for fault in &mut faults {
        fault.pointer.insert_str(0, "/document");
    }
    if faults.is_empty() { Ok(()) } else { Err(invalid_fields(faults)) }
}

/// How people call a version.
pub(super) fn label(number: i64, name: &str) -> String {
    format!("#{number} {name}").trim_end().to_owned()
}

/// A document for the audit log, a field for each rule and each timer, so that only those that changed are kept there.
fn audited(name: &str, document: &Policy) -> Result<Value> {
    let mut fields = Map::new();
    fields.insert("name".into(), name.into());
    fields.insert("order".into(), document.rules.iter().map(|rule| rule.key.as_str()).collect());
    fields.insert("otherwise".into(), serde_json::to_value(&document.otherwise)?);
    for rule in &document.rules {
        fields.insert(format!("rule {}", rule.key), serde_json::to_value(rule)?);
    }
    if !document.timers.is_empty() {
        fields.insert("timer_order".into(), document.timers.iter().map(|timer| timer.key.as_str()).collect());
    }
    for timer in &document.timers {
        fields.insert(format!("timer {}", timer.key), serde_json::to_value(timer)?);
    }
    Ok(Value::Object(fields))
}
