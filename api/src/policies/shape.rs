//! Rows as others see them.

use shared::{
    Id,
    policies::{PolicyRef, PolicyVersion, Publication},
};

use super::store::{PublicationRow, VersionRow};
use crate::{db::At, permissions::Directory};

/// A version.
pub fn version(directory: &Directory, row: VersionRow) -> PolicyVersion {
    let this = PolicyRef { id: Id::from_raw(row.id), number: row.number, name: row.name };
    let last_publication = match (row.publication_id, row.from_at, row.kind) {
        (Some(id), Some(from), Some(kind)) => Some(Publication {
            id: Id::from_raw(id),
            policy: this.clone(),
            from: from.utc(),
            to: row.to_at.map(At::utc),
            kind: kind.0,
            by: directory.opt_person(row.by_id),
            note: row.note.unwrap_or_default(),
        }),
        _ => None,
    };
    PolicyVersion {
        id: this.id,
        number: this.number,
        name: this.name,
        status: row.status.0,
        based_on: row.based_on.map(|id| PolicyRef {
            id: Id::from_raw(id),
            number: row.based_on_number.unwrap_or_default(),
            name: row.based_on_name.unwrap_or_default(),
        }),
        created_at: row.created_at.utc(),
        created_by: directory.opt_person(row.created_by),
        in_force: last_publication.as_ref().is_some_and(|publication| publication.to.is_none()),
        times_in_force: row.times_in_force,
        last_publication,
        version: row.version,
    }
}

/// A publication.
pub fn publication(directory: &Directory, row: PublicationRow) -> Publication {
    Publication {
        id: Id::from_raw(row.id),
        policy: PolicyRef { id: Id::from_raw(row.policy_id), number: row.number, name: row.name },
        from: row.from_at.utc(),
        to: row.to_at.map(At::utc),
        kind: row.kind.0,
        by: directory.opt_person(row.by_id),
        note: row.note,
    }
}
