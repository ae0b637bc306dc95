//! What everybody may see.

use std::collections::BTreeMap;

use shared::{
    Id,
    avatars::PublicAvatar,
    ids::{AvatarId, CaseId},
};

use super::store::{self, AvatarRow};
use crate::{
    db::{Db, id_list},
    error::{Result, not_found},
    files::{self, Stored},
};

/// Whom the customer of an inquiry or an order sees: the avatar that was decided when it was first given to somebody; before that
/// the default one.
///
/// # Errors
/// When the database fails.
pub fn seen_in(db: &mut Db, case: CaseId) -> Result<PublicAvatar> {
    Ok(shown(&store::seen_in(db, case.raw())?))
}

/// The same of many, by their ids.
///
/// # Errors
/// When the database fails.
pub fn seen_in_each(db: &mut Db, cases: impl IntoIterator<Item = i64>) -> Result<BTreeMap<i64, PublicAvatar>> {
    let rows = store::seen_in_each(db, &id_list(cases))?;
    Ok(rows.into_iter().map(|(case, row)| (case, shown(&row))).collect())
}

/// An avatar and its version, for anybody.
///
/// # Errors
/// When there is none.
pub fn one(db: &mut Db, id: AvatarId) -> Result<(PublicAvatar, i64)> {
    let row = store::find(db, id.raw())?.ok_or_else(not_found)?;
    Ok((shown(&row), row.version))
}

/// The picture of an avatar, for anybody.
///
/// # Errors
/// When there is no such avatar, or it has none.
pub fn picture(db: &mut Db, id: AvatarId) -> Result<Stored> {
    let picture = store::find(db, id.raw())?.and_then(|row| row.picture_id).ok_or_else(not_found)?;
    files::stored(db, picture)
}

/// What everybody may see of a row.
pub(super) fn shown(row: &AvatarRow) -> PublicAvatar {
    let id: AvatarId = Id::from_raw(row.id);
    // The address names the picture, so that another one is never taken for it out of a cache.
    let address = |picture| format!("/public/v1/avatars/{id}/picture?v={}", Id::<()>::from_raw(picture));
    PublicAvatar {
        id,
        name: row.name.clone(),
        introduction: row.introduction.clone(),
        picture: row.picture_id.map(address),
    }
}
