//! Employees out of a file: what each line would do, and doing it.

use std::collections::{HashMap, HashSet};

use shared::{
    Check, FieldError, Id, ids::EmployeeId, imports::LineAction, organisation::EmployeeDraft, problem::FieldCode,
};

use super::{
    employees::search_of,
    store::{self, Facts, SheetRow},
    tree::Tree,
};
use crate::{
    db::{At, Db, reserve_ids},
    error::Result,
    permissions::{self, Actor},
    phones, workforce,
};

/// How many rows go to the database at once.
const BATCH: usize = 2000;

/// A line of a file about employees. What is absent is a column that the file does not have: it stays as it is.
#[derive(Debug, Clone, Copy)]
pub struct EmployeeLine<'a> {
    /// Its number in the file.
    pub line: i64,
    /// The employee number.
    pub number: &'a str,
    /// Their name.
    pub name: &'a str,
    /// Their telephone number.
    pub phone: Option<&'a str>,
    /// The name they sign in with.
    pub username: Option<&'a str>,
    /// The path of their unit, `总部/华东/杭州`.
    pub unit: &'a str,
    /// Whether they are an agent.
    pub agent: Option<&'a str>,
}

/// The lines of a file against the employees of now. Lines are taken one after the other with [`Self::take`]; nothing is
/// changed until [`Self::write`].
pub struct EmployeeSheet {
    tree: Tree,
    known: HashMap<String, (i64, Facts)>,
    phones: HashMap<String, i64>,
    usernames: HashMap<String, i64>,
    /// Who holds districts or customers.
    holders: HashSet<i64>,
    seen: HashMap<(&'static str, String), i64>,
    added: Vec<SheetRow>,
    changed: Vec<SheetRow>,
    /// Who becomes an agent, or ceases to be one.
    turned: Vec<(i64, bool)>,
}

impl EmployeeSheet {
    /// Against the employees of now.
    ///
    /// # Errors
    /// When the database fails.
    pub fn open(db: &mut Db) -> Result<Self> {
        let rows = store::known_employees(db)?;
        let by = |field: fn(&Facts) -> &Option<String>| {
            rows.iter().filter_map(|(id, facts)| Some((field(facts).clone()?, *id))).collect()
        };
        Ok(Self {
            tree: Tree::new(store::units(db)?),
            phones: by(|facts| &facts.phone),
            usernames: by(|facts| &facts.username),
            known: rows.into_iter().map(|(id, facts)| (facts.number.clone(), (id, facts))).collect(),
            holders: store::holders(db)?.into_iter().collect(),
            seen: HashMap::new(),
            added: Vec::new(),
            changed: Vec::new(),
            turned: Vec::new(),
        })
    }

    /// Against the employees of now, whom nobody else can change until the end of this transaction.
    ///
    /// # Errors
    /// When the database fails.
    pub fn open_to_write(db: &mut Db) -> Result<Self> {
        permissions::changed(db)?;
        Self::open(db)
    }

    /// What a line does, or everything that is wrong with it.
    ///
    /// # Errors
    /// When it is wrong.
    pub fn take(&mut self, line: &EmployeeLine<'_>) -> Result<LineAction, Vec<FieldError>> {
        let known = self.known.get(line.number.trim()).cloned();
        let (id, before) = known.map_or((None, None), |(id, facts)| (Some(id), Some(facts)));
        let mut errors = Vec::new();
        let facts = self.facts(line, before.as_ref(), &mut errors);
        self.refuse_repeated(line.line, &facts, &mut errors);
        let others = |holder: Option<&i64>| holder.is_some_and(|holder| Some(*holder) != id);
        if facts.phone.as_ref().is_some_and(|phone| others(self.phones.get(phone))) {
            errors.push(FieldError::new("/phone", FieldCode::Taken));
        }
        if facts.username.as_ref().is_some_and(|username| others(self.usernames.get(username))) {
            errors.push(FieldError::new("/username", FieldCode::Taken));
        }
        if !facts.is_agent && id.is_some_and(|id| self.holders.contains(&id)) {
            errors.push(FieldError::new("/agent", FieldCode::StillHolds));
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(match (id, before) {
            (Some(_), Some(before)) if before == facts => LineAction::Keep,
            (Some(id), before) => {
                if before.is_some_and(|before| before.is_agent != facts.is_agent) {
                    self.turned.push((id, facts.is_agent));
                }
                self.changed.push(SheetRow::new(id, facts, search_of));
                LineAction::Change
            }
            (None, _) => {
                self.added.push(SheetRow::new(0, facts, search_of));
                LineAction::Add
            }
        })
    }

    /// What the line says, over what is known.
    fn facts(&self, line: &EmployeeLine<'_>, before: Option<&Facts>, errors: &mut Vec<FieldError>) -> Facts {
        let text = |said: Option<&str>, kept: fn(&Facts) -> &Option<String>| match said {
            Some(said) => Some(said.trim().to_owned()).filter(|text| !text.is_empty()),
            None => before.and_then(|facts| kept(facts).clone()),
        };
        let mut phone = text(line.phone, |facts| &facts.phone);
        if let Some(said) = &phone {
            match phones::to_e164(said) {
                Some(number) => phone = Some(number),
                None => errors.push(FieldError::new("/phone", FieldCode::NotAPhone)),
            }
        }
        let is_agent = match line.agent {
            Some(said) => yes(said).unwrap_or_else(|| {
                errors.push(FieldError::new("/agent", FieldCode::UnknownValue));
                false
            }),
            None => before.is_some_and(|facts| facts.is_agent),
        };
        let unit_id = match (line.unit.trim(), self.tree.by_path(line.unit)) {
            ("", _) => {
                errors.push(FieldError::new("/unit", FieldCode::Required));
                0
            }
            (_, None) => {
                errors.push(FieldError::new("/unit", FieldCode::NotFound));
                0
            }
            (_, Some(unit)) => unit,
        };
        let facts = Facts {
            number: line.number.trim().to_owned(),
            name: line.name.trim().to_owned(),
            phone,
            username: text(line.username, |facts| &facts.username),
            unit_id,
            is_agent,
            starts_at: before.and_then(|facts| facts.starts_at),
            ends_at: before.and_then(|facts| facts.ends_at),
        };
        errors.extend(draft(&facts).faults());
        facts
    }

    fn refuse_repeated(&mut self, line: i64, facts: &Facts, errors: &mut Vec<FieldError>) {
        let unique = [
            ("/number", Some(&facts.number)),
            ("/phone", facts.phone.as_ref()),
            ("/username", facts.username.as_ref()),
        ];
        for (pointer, value) in unique {
            let Some(value) = value.filter(|value| !value.is_empty()) else { continue };
            let earlier = *self.seen.entry((pointer, value.clone())).or_insert(line);
            if earlier != line {
                errors.push(FieldError::new(pointer, FieldCode::RepeatsLine { line: earlier }));
            }
        }
    }

    /// Writes what the lines do.
    ///
    /// # Errors
    /// When the database fails.
    pub fn write(mut self, db: &mut Db, actor: &Actor) -> Result<()> {
        let ids = reserve_ids(i64::try_from(self.added.len()).unwrap_or(i64::MAX));
        for (index, row) in (0..).zip(&mut self.added) {
            row.id = ids.at(index);
        }
        let now = At::now();
        let (mut hired, dismissed) = self.turned(db)?;
        hired.extend(self.added.iter().filter(|row| row.is_agent()).map(|row| Id::from_raw(row.id)));
        workforce::ceased_to_be_agents(db, actor, &dismissed)?;
        workforce::became_agents(db, actor, &hired)?;
        for rows in self.added.chunks(BATCH) {
            store::insert_sheet(db, &serde_json::to_string(rows)?, now)?;
        }
        for rows in self.changed.chunks(BATCH) {
            store::update_sheet(db, &serde_json::to_string(rows)?)?;
        }
        Ok(())
    }

    /// Who of those who work here becomes an agent, and who ceases to be one.
    fn turned(&self, db: &mut Db) -> Result<(Vec<EmployeeId>, Vec<EmployeeId>)> {
        let of = |agent: bool| self.turned.iter().filter(move |turned| turned.1 == agent).map(|turned| turned.0);
        let active = |db: &mut Db, ids: Vec<i64>| -> Result<Vec<EmployeeId>> {
            Ok(store::active_among(db, ids)?.into_iter().map(Id::from_raw).collect())
        };
        Ok((active(db, of(true).collect())?, active(db, of(false).collect())?))
    }
}

/// The same as a person would send it, for the rules that both follow.
fn draft(facts: &Facts) -> EmployeeDraft {
    EmployeeDraft {
        number: facts.number.clone(),
        name: facts.name.clone(),
        phone: facts.phone.clone(),
        username: facts.username.clone(),
        unit_id: Id::from_raw(facts.unit_id),
        is_agent: facts.is_agent,
        starts_at: None,
        ends_at: None,
        initial_password: None,
    }
}

/// Whether a cell says yes; nothing when it says neither.
fn yes(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "是" | "客服" | "yes" | "y" | "true" | "1" => Some(true),
        "" | "否" | "no" | "n" | "false" | "0" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{super::store::UnitRow, *};

    fn sheet() -> EmployeeSheet {
        let unit = |id, parent_id, name: &str| UnitRow { id, parent_id, name: name.into(), version: 1, employees: 0 };
        let known = Facts {
            number: "E1".into(),
            name: "张伟".into(),
            phone: Some("+8613800138000".into()),
            username: None,
            unit_id: 2,
            is_agent: true,
            starts_at: None,
            ends_at: None,
        };
        EmployeeSheet {
            tree: Tree::new(vec![unit(1, None, "总部"), unit(2, Some(1), "华东")]),
            phones: HashMap::from([("+8613800138000".into(), 11)]),
            usernames: HashMap::new(),
            known: HashMap::from([("E1".into(), (11, known))]),
            holders: HashSet::from([11]),
            seen: HashMap::new(),
            added: Vec::new(),
            changed: Vec::new(),
            turned: Vec::new(),
        }
    }

    const KNOWN: EmployeeLine<'_> = EmployeeLine {
        line: 2,
        number: "E1",
        name: "张伟",
        phone: Some("138 0013 8000"),
        username: None,
        unit: "总部/华东",
        agent: Some("是"),
    };

    #[test]
    fn a_line_that_says_what_is_known_keeps_it() {
        assert_eq!(sheet().take(&KNOWN), Ok(LineAction::Keep));
        assert_eq!(sheet().take(&EmployeeLine { phone: None, agent: None, ..KNOWN }), Ok(LineAction::Keep));
        assert_eq!(sheet().take(&EmployeeLine { unit: "总部", ..KNOWN }), Ok(LineAction::Change));
        assert_eq!(sheet().take(&EmployeeLine { number: "E2", phone: None, ..KNOWN }), Ok(LineAction::Add));
    }

    #[test]
    fn every_fault_of_a_line_is_told() {
        let told = |line: &EmployeeLine<'_>| {
            let faults = sheet().take(line).expect_err("wrong");
            faults.into_iter().map(|f| (f.pointer, f.code)).collect::<Vec<_>>()
        };
        assert_eq!(told(&EmployeeLine { agent: Some("否"), ..KNOWN }), [("/agent".into(), FieldCode::StillHolds)]);
        assert_eq!(told(&EmployeeLine { number: "E2", ..KNOWN }), [("/phone".into(), FieldCode::Taken)]);
        assert_eq!(
            told(&EmployeeLine { phone: Some("12"), unit: "华东", agent: Some("?"), ..KNOWN }),
            [
                ("/phone".into(), FieldCode::NotAPhone),
                ("/agent".into(), FieldCode::UnknownValue),
                ("/unit".into(), FieldCode::NotFound),
                ("/agent".into(), FieldCode::StillHolds),
            ]
        );
        let mut twice = sheet();
        assert_eq!(twice.take(&KNOWN), Ok(LineAction::Keep));
        let again = twice.take(&EmployeeLine { line: 3, phone: None, ..KNOWN }).expect_err("repeats");
        assert_eq!(again[0], FieldError::new("/number", FieldCode::RepeatsLine { line: 2 }));
    }
}
