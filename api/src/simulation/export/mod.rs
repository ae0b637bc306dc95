//! A simulation as a spreadsheet: everything that came of it, also the decisions that no page would list.

mod csv;
mod tables;
mod words;
mod xlsx;

use std::collections::{BTreeSet, HashMap};

use shared::{
    Lang,
    assignment::Policy,
    ids::{EmployeeId, GroupId},
    simulation::{ExportFormat, ExportQuery, ExportTable},
};

pub use csv::write as write_csv;
pub use xlsx::write as write_xlsx;

use super::{run::Ran, tell};
use crate::{
    audit::{self, Change},
    db::Db,
    error::Result,
    permissions::{Access, Directory, PolicyManage},
    policies,
};

/// What came of a simulation, ready to be written without the database.
pub struct Export {
    ran: Ran,
    lang: Lang,
    /// Number and name.
    people: HashMap<EmployeeId, (String, String)>,
    groups: HashMap<GroupId, String>,
    /// The names of the rules of the versions that really decided.
    rules_then: HashMap<i64, Vec<String>>,
}

impl Export {
    /// Reads the names.
    ///
    /// # Errors
    /// When the permission is missing, or the database fails.
    pub fn of(db: &mut Db, who: &Access, ran: Ran, lang: Lang) -> Result<Self> {
        who.granted::<PolicyManage>()?;
        let directory = who.directory();
        let (people, groups) = tell::names(db, directory, &ran)?;
        let versions: BTreeSet<i64> =
            ran.stage.happened.iter().flat_map(|happened| &happened.versions).copied().filter(|id| *id != 0).collect();
        let mut rules_then = HashMap::new();
        for version in versions {
            let (_, document) = policies::version_of(db, shared::Id::from_raw(version))?;
            rules_then.insert(version, rule_names(&document));
        }
        let people = people.into_iter().map(|person| {
            let number = number_of(directory, person.id);
            (person.id, (number, person.name))
        });
        let groups = groups.into_iter().map(|group| (group.id, group.name));
        Ok(Self { ran, lang, people: people.collect(), groups: groups.collect(), rules_then })
    }
}

fn number_of(directory: &Directory, id: EmployeeId) -> String {
    directory.people.get(&id.raw()).map(|person| person.number.clone()).unwrap_or_default()
}

fn rule_names(policy: &Policy) -> Vec<String> {
    policy.rules.iter().map(|rule| if rule.name.is_empty() { rule.key.clone() } else { rule.name.clone() }).collect()
}

/// The file's name and its media type.
pub fn file_of(query: ExportQuery) -> (String, &'static str) {
    match query.format {
        ExportFormat::Csv => {
            (format!("simulation-{}.csv", query.table.unwrap_or(ExportTable::Agents)), "text/csv; charset=utf-8")
        }
        ExportFormat::Xlsx => {
            ("simulation.xlsx".into(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        }
    }
}

/// Writes down that somebody took a result with them.
///
/// # Errors
/// When the permission is missing, or the database fails.
pub fn record(db: &mut Db, who: &Access, query: ExportQuery, about: &serde_json::Value) -> Result<()> {
    who.granted::<PolicyManage>()?;
    let (name, _) = file_of(query);
    audit::record(db, who.actor(), Change::new("simulation.export", None::<String>, name).after(about)?)
}
