//! Groups: found, read, made, edited, deleted.

use std::collections::HashMap;

use shared::{
    ErrorCode, Id, Page,
    assignment::spots::{Spot, Terms},
    groups::{Group, GroupDraft, GroupQuery, ProductLineRef, ProductLineStatus},
    ids::{GroupId, ProductLineId},
    problem::FieldCode,
};

use super::{
    members, quit,
    store::{self, GroupRow},
};
use crate::{
    audit::{self, Change},
    cursor,
    db::{At, Db, Failure, is_unique_violation, next_id},
    error::{Error, Result, invalid, must_touch, not_found, refused},
    names,
    permissions::{Actor, Directory, Granted, GroupManage, GroupRead},
    policies, workforce,
};

/// A page of groups, by name.
///
/// # Errors
/// When the limit or the cursor is wrong.
pub fn list(db: &mut Db, _: Granted<GroupRead>, directory: &Directory, query: &GroupQuery) -> Result<Page<Group>> {
    let limit = cursor::limit(query.limit)?;
    let after = cursor::after_text(query.cursor.as_deref())?;
    let typed = query.q.as_deref().unwrap_or_default();
    let fits = |row: &GroupRow| {
        query.product_line_id.is_none_or(|line| row.product_line_id == Some(line.raw()))
            && after.as_ref().is_none_or(|after| row.name > *after)
            && names::finds(&names::search_text(&row.name, ""), typed)
    };
    // There are as many groups as teams, so their names are looked through here, by pinyin too.
    let rows: Vec<GroupRow> = store::groups(db)?.into_iter().filter(fits).take(1 + usize_of(limit)).collect();
    let page = cursor::page(rows, limit, |row| cursor::text_cursor(&row.name));
    Ok(Page { items: complete(db, directory, page.items)?, next_cursor: page.next_cursor })
}

fn usize_of(limit: i64) -> usize {
    usize::try_from(limit).unwrap_or_default()
}

/// One group.
///
/// # Errors
/// When there is none.
pub fn read(db: &mut Db, _: Granted<GroupRead>, directory: &Directory, id: GroupId) -> Result<Group> {
    one(db, directory, id)
}

fn one(db: &mut Db, directory: &Directory, id: GroupId) -> Result<Group> {
    let row = store::group(db, id.raw())?;
    complete(db, directory, vec![row])?.pop().ok_or_else(not_found)
}

/// Groups with what is counted of them.
fn complete(db: &mut Db, directory: &Directory, rows: Vec<GroupRow>) -> Result<Vec<Group>> {
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let mut counts: HashMap<i64, (i64, i64)> = HashMap::new();
    let workforce = workforce::current(db)?;
    for row in store::members(db, &ids)? {
        let (members, available) = counts.entry(row.group_id).or_default();
        *members += 1;
        *available += i64::from(members::barred(directory, &workforce, &row).is_none());
    }
    let open = store::open_work(db, &ids)?;
    let waiting = store::waiting(db, &spots(&ids))?;
    let lines = store::line_names(db)?;
    let count = |counts: &HashMap<i64, i64>, id| counts.get(&id).copied().unwrap_or_default();
    Ok(rows
        .into_iter()
        .map(|row| Group {
            id: Id::from_raw(row.id),
            product_line: row
                .product_line_id
                .and_then(|line| Some(ProductLineRef { id: Id::from_raw(line), name: lines.get(&line)?.0.clone() })),
            members: counts.get(&row.id).copied().unwrap_or_default().0,
            available: counts.get(&row.id).copied().unwrap_or_default().1,
            open_work: count(&open, row.id),
            waiting: count(&waiting, row.id),
            name: row.name,
            description: row.description,
            version: row.version,
        })
        .collect())
}

/// Where those stand who wait for members of groups.
fn spots(groups: &[i64]) -> Vec<(i64, String)> {
    let terms = [(false, false), (false, true), (true, false), (true, true)];
    let of = |group: i64| {
        terms.map(|(even_if_absent, is_work)| {
            (group, Spot::Group(Id::from_raw(group), Terms { even_if_absent, is_work }).to_string())
        })
    };
    groups.iter().flat_map(|group| of(*group)).collect()
}

/// A new group, without members.
///
/// # Errors
/// When the name is taken, or there is no such product line that is sold.
pub fn create(
    db: &mut Db,
    actor: &Actor,
    _: Granted<GroupManage>,
    directory: &Directory,
    draft: &GroupDraft,
) -> Result<Group> {
    workforce::changed(db)?;
    must_be_sold(db, draft.product_line_id, None)?;
    let id: GroupId = next_id();
    let row = row_of(id, draft, 1);
    store::insert_group(db, &row, At::now()).map_err(name_taken)?;
    let made = one(db, directory, id)?;
    audit::record(db, actor, Change::new("group.create", Some(id), &made.name).after(draft)?)?;
    Ok(made)
}

fn row_of(id: GroupId, draft: &GroupDraft, version: i64) -> GroupRow {
    GroupRow {
        id: id.raw(),
        name: draft.name.trim().to_owned(),
        description: draft.description.trim().to_owned(),
        product_line_id: draft.product_line_id.map(ProductLineId::raw),
        version,
    }
}

/// An edited group.
///
/// # Errors
/// When it was changed meanwhile, the name is taken, or there is no such product line that is sold.
pub fn edit(
    db: &mut Db,
    actor: &Actor,
    _: Granted<GroupManage>,
    directory: &Directory,
    id: GroupId,
    draft: &GroupDraft,
) -> Result<Group> {
    let version = draft.version.ok_or_else(|| invalid("/version", FieldCode::Required))?;
    workforce::changed(db)?;
    let before = one(db, directory, id)?;
    must_be_sold(db, draft.product_line_id, before.product_line.as_ref().map(|line| line.id))?;
    must_touch(store::update_group(db, &row_of(id, draft, version)).map_err(name_taken)?)?;
    let after = one(db, directory, id)?;
    let change = Change::new("group.edit", Some(id), &after.name).before(&before)?.after(&after)?;
    audit::record(db, actor, change)?;
    Ok(after)
}

/// A group may keep the line that it has, but take on only one that is sold.
fn must_be_sold(db: &mut Db, line: Option<ProductLineId>, has: Option<ProductLineId>) -> Result<()> {
    let Some(line) = line.filter(|line| Some(*line) != has) else { return Ok(()) };
    match store::line_names(db)?.get(&line.raw()) {
        None => Err(invalid("/product_line_id", FieldCode::NotFound)),
        Some((_, status)) if *status == ProductLineStatus::Closed => {
            Err(invalid("/product_line_id", FieldCode::UnknownValue))
        }
        Some(_) => Ok(()),
    }
}

/// Deletes a group to which nothing was ever given.
///
/// # Errors
/// When the policy in force leads to it, work was given to it, somebody waits for it, or it was changed meanwhile.
pub fn delete(
    db: &mut Db,
    actor: &Actor,
    _: Granted<GroupManage>,
    directory: &Directory,
    id: GroupId,
    version: i64,
) -> Result<()> {
    workforce::changed(db)?;
    store::lock_groups(db, &[id.raw()])?;
    let before = one(db, directory, id)?;
    let named = policies::in_force(db)?.compiled.policy().leads_to(id);
    if named || before.waiting > 0 || store::group_is_used(db, id.raw())? {
        return Err(refused(ErrorCode::InUse));
    }
    if before.version != version {
        must_touch(0)?;
    }
    quit::everybody(db, actor, id)?;
    store::delete_group(db, id.raw())?;
    audit::record(db, actor, Change::new("group.delete", Some(id), &before.name).before(&before)?)
}

fn name_taken(failure: Failure) -> Error {
    if is_unique_violation(&failure) { invalid("/name", FieldCode::Taken) } else { failure.into() }
}
