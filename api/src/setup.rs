//! Opens the database of a process and makes its first account.

use shared::{
    Check, Id,
    organisation::{EmployeeDraft, OrgUnitDraft},
    permissions::RoleAssignment,
};

use crate::{
    config::Config,
    db::Database,
    entrances,
    error::{Result, invalid_fields},
    identity, organisation,
    permissions::{self, Actor, Granted},
    territory,
};

/// Opens the database, brings its schema up to date and makes what the product comes with.
///
/// # Errors
/// When it cannot be opened or a migration fails.
pub fn open(config: &Config) -> anyhow::Result<Database> {
    let database = Database::open(&config.database_url(), config.reader_count())?;
    database.write(|db| {
        permissions::seed_built_in_roles(db)?;
        territory::seed_regions(db)?;
        entrances::seed(db)
    })?;
    Ok(database)
}

/// Makes an administrator, and the first unit of the org tree when there is none. The password must be changed at the
/// first sign-in.
///
/// # Errors
/// When the user name is taken or the password too weak.
pub fn create_administrator(database: &Database, username: &str, name: &str, password: &str) -> Result<()> {
    let actor = Actor::system("guike admin");
    let mut draft = EmployeeDraft {
        number: username.to_owned(),
        name: name.to_owned(),
        phone: None,
        username: Some(username.to_owned()),
        unit_id: Id::from_raw(0),
        is_agent: false,
        starts_at: None,
        ends_at: None,
        initial_password: Some(password.to_owned()),
    };
    let faults = draft.faults();
    if !faults.is_empty() {
        return Err(invalid_fields(faults));
    }
    let hash = identity::hash_password(password)?;
    database.write(|db| {
        let root = organisation::units(db, Granted::for_the_operator())?.into_iter().find(|u| u.parent_id.is_none());
        draft.unit_id = match root {
            Some(unit) => unit.id,
            None => {
                let unit = OrgUnitDraft { parent_id: None, name: "总部".into() };
                organisation::create_unit(db, &actor, Granted::for_the_operator(), &unit)?.id
            }
        };
        let made = organisation::create_employee(db, &actor, Granted::for_the_operator(), &draft, Some(&hash))?;
        let roles = RoleAssignment { roles: vec![permissions::administrator_role(db)?], data_roles: Vec::new() };
        permissions::assign_roles(db, &actor, Granted::for_the_operator(), made.id, &roles)
    })
}
