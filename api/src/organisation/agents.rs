//! Finds active agents for a picker.

use shared::{Id, organisation::AgentQuery, timeline::PersonRef};

use crate::{
    cursor,
    error::Result,
    names,
    permissions::{Access, CustomerRead, DistrictRead},
};

/// The active agents who fit, by name.
///
/// # Errors
/// When the caller may see neither districts nor customers, or the limit is wrong.
pub fn find(who: &Access, query: &AgentQuery) -> Result<Vec<PersonRef>> {
    if who.scope::<CustomerRead>().is_err() {
        who.granted::<DistrictRead>()?;
    }
    let limit = usize::try_from(cursor::limit(query.limit)?).unwrap_or_default();
    let typed = query.q.as_deref().unwrap_or_default();
    let mut found: Vec<PersonRef> = who
        .directory()
        .people
        .iter()
        .filter(|(_, person)| person.active && person.is_agent && names::finds(&person.search, typed))
        .map(|(id, person)| PersonRef { id: Id::from_raw(*id), name: person.name.clone() })
        .collect();
    found.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
    found.truncate(limit);
    Ok(found)
}
