//! What a policy can name.

use shared::{
    Id,
    policies::{GroupChoice, PolicyChoices, ProductLineChoice},
};

use super::store;
use crate::{
    db::Db,
    entrances,
    error::Result,
    permissions::{Granted, PolicyRead},
};

/// How many skills are listed.
const SKILLS: i64 = 500;

/// Groups, product lines, entrances and skills.
///
/// # Errors
/// When the database fails.
pub fn choices(db: &mut Db, _: Granted<PolicyRead>) -> Result<PolicyChoices> {
    let groups = store::groups(db)?.into_iter();
    let lines = store::open_product_lines(db)?.into_iter();
    Ok(PolicyChoices {
        groups: groups.map(|(id, name, members)| GroupChoice { id: Id::from_raw(id), name, members }).collect(),
        product_lines: lines.map(|(id, name)| ProductLineChoice { id: Id::from_raw(id), name }).collect(),
        entrances: entrances::codes(db)?.into_iter().collect(),
        skills: store::skills(db, SKILLS)?,
    })
}
