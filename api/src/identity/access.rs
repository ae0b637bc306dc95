//! From a token to what its employee may do now.

use chrono::Utc;

use super::{Claims, store};
use crate::{
    db::Db,
    error::{Result, unauthenticated},
    permissions::{Access, DirectoryCache, Origin},
};

/// The access of the employee whom the token names, if the session still stands and the account still works.
///
/// # Errors
/// When either has ended.
pub fn access(db: &mut Db, directories: &DirectoryCache, claims: &Claims, origin: &Origin) -> Result<Access> {
    let now = Utc::now();
    let standing = store::standing(db, claims.sid.raw(), claims.sub.raw())?;
    let (as_of, _, _) = standing
        .filter(|(_, expires_at, revoked_at)| revoked_at.is_none() && expires_at.utc() > now)
        .ok_or_else(unauthenticated)?;
    let directory = directories.at(db, as_of)?;
    if !directory.people.get(&claims.sub.raw()).is_some_and(|p| p.may_act(now)) {
        return Err(unauthenticated());
    }
    Ok(Access::new(claims.sub, directory, origin.clone()))
}
