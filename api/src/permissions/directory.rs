//! The snapshot of people, units, roles and data roles from which permissions are resolved and names are shown.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use shared::{
    Id,
    customers::DistrictRef,
    ids::EmployeeId,
    permissions::{Grant, Permission, ScopeLevel},
    settings::FollowUpThresholds,
    timeline::PersonRef,
};

use super::{Reach, cache::AsOf, store};
use crate::{error::Result, territory::Places};

/// An employee as permissions see them.
#[derive(Debug, Clone)]
pub struct Person {
    /// Their name.
    pub name: String,
    /// Their employee number.
    pub number: String,
    /// Their name, pinyin, initials and number, for pickers.
    pub search: String,
    /// Their unit.
    pub unit: i64,
    /// Whether they are an agent.
    pub is_agent: bool,
    /// Whether they work here.
    pub active: bool,
    /// From when the account works.
    pub starts_at: Option<DateTime<Utc>>,
    /// Until when the account works.
    pub ends_at: Option<DateTime<Utc>>,
    /// Their operation roles.
    pub roles: Vec<i64>,
    /// Their data roles.
    pub data_roles: Vec<i64>,
}

impl Person {
    /// Whether they work here and the account is within its dates.
    pub fn may_act(&self, now: DateTime<Utc>) -> bool {
        self.active && self.starts_at.is_none_or(|from| from <= now) && self.ends_at.is_none_or(|to| now < to)
    }
}

/// A unit of the org tree.
#[derive(Debug, Clone)]
pub struct Unit {
    /// Its name.
    pub name: String,
    /// The unit above.
    pub parent: Option<i64>,
    /// The units below it, at any depth, and itself.
    pub subtree: Vec<i64>,
}

/// An operation role.
#[derive(Debug, Clone)]
pub struct RoleSnapshot {
    /// Its name.
    pub name: String,
    /// What it grants.
    pub grants: Vec<Grant>,
}

/// A data role.
#[derive(Debug, Clone)]
pub struct DataRoleSnapshot {
    /// Its name.
    pub name: String,
    /// The units it covers, and whether those below too.
    pub units: Vec<(i64, bool)>,
    /// The people it covers.
    pub people: Vec<i64>,
}

/// Everything that decides permissions, as of one version.
pub struct Directory {
    /// The version of the data from which this was made.
    pub version: i64,
    /// Everybody, active or not.
    pub people: HashMap<i64, Person>,
    /// The org tree.
    pub units: HashMap<i64, Unit>,
    /// The operation roles.
    pub roles: HashMap<i64, RoleSnapshot>,
    /// The data roles.
    pub data_roles: HashMap<i64, DataRoleSnapshot>,
    /// When customers are due.
    pub thresholds: FollowUpThresholds,
    /// The tenant's time zone.
    pub time_zone: Tz,
    pub(super) places: Arc<Places>,
    people_of_unit: HashMap<i64, Vec<i64>>,
    reaches: Mutex<HashMap<(i64, Permission), Option<Arc<Reach>>>>,
    totals: Mutex<Option<(Instant, Arc<HashMap<i64, i64>>)>>,
}

impl Directory {
    pub(super) fn new(raw: store::RawDirectory, places: Arc<Places>) -> Self {
        let mut people_of_unit: HashMap<i64, Vec<i64>> = HashMap::new();
        for (id, person) in &raw.people {
            people_of_unit.entry(person.unit).or_default().push(*id);
        }
        Self {
            version: raw.version,
            people: raw.people,
            units: with_subtrees(raw.units),
            roles: raw.roles,
            data_roles: raw.data_roles,
            thresholds: raw.thresholds,
            time_zone: raw.time_zone,
            places,
            people_of_unit,
            reaches: Mutex::default(),
            totals: Mutex::default(),
        }
    }

    pub(super) fn as_of(&self) -> AsOf {
        AsOf { access: self.version, districts: self.places.stamp }
    }

    /// The tenant's calendar day at an instant.
    pub fn day_of(&self, at: DateTime<Utc>) -> NaiveDate {
        at.with_timezone(&self.time_zone).date_naive()
    }

    /// Today.
    pub fn today(&self) -> NaiveDate {
        self.day_of(Utc::now())
    }

    /// A person as others see them.
    pub fn person(&self, id: i64) -> PersonRef {
        PersonRef { id: Id::from_raw(id), name: self.people.get(&id).map(|p| p.name.clone()).unwrap_or_default() }
    }

    /// A person as others see them, if there is one.
    pub fn opt_person(&self, id: Option<i64>) -> Option<PersonRef> {
        id.map(|id| self.person(id))
    }

    /// A district as others see it, if there is one.
    pub fn opt_district(&self, id: Option<i64>) -> Option<DistrictRef> {
        self.places.district(id?)
    }

    /// The name of a unit.
    pub fn unit_name(&self, id: i64) -> String {
        self.units.get(&id).map(|u| u.name.clone()).unwrap_or_default()
    }

    /// The people of a unit itself, active or not.
    pub(super) fn people_of(&self, unit: i64) -> impl Iterator<Item = i64> {
        self.people_of_unit.get(&unit).into_iter().flatten().copied()
    }

    /// Whether this is an agent who works here.
    pub fn is_active_agent(&self, id: EmployeeId) -> bool {
        self.people.get(&id.raw()).is_some_and(|p| p.active && p.is_agent)
    }

    /// Everyone who can own customers, ascending.
    pub fn agents(&self) -> Vec<i64> {
        let mut agents: Vec<i64> =
            self.people.iter().filter(|(_, p)| p.active && p.is_agent).map(|(id, _)| *id).collect();
        agents.sort_unstable();
        agents
    }

    /// Every grant of a person's roles.
    pub fn grants_of(&self, employee: i64) -> BTreeSet<Grant> {
        let roles = self.people.get(&employee).map(|p| p.roles.as_slice()).unwrap_or_default();
        roles.iter().filter_map(|r| self.roles.get(r)).flat_map(|r| r.grants.iter().copied()).collect()
    }

    /// Whether a person holds a permission at all.
    pub fn holds(&self, employee: i64, permission: Permission) -> bool {
        let roles = self.people.get(&employee).map(|p| p.roles.as_slice()).unwrap_or_default();
        roles.iter().filter_map(|r| self.roles.get(r)).any(|r| r.grants.iter().any(|g| g.permission == permission))
    }

    /// Whose customers a person reaches by a permission: the union over the roles that grant it. Absent when none does.
    pub fn reach(&self, employee: i64, permission: Permission) -> Option<Arc<Reach>> {
        let mut cache = self.reaches.lock().unwrap_or_else(PoisonError::into_inner);
        cache.entry((employee, permission)).or_insert_with(|| self.resolve(employee, permission).map(Arc::new)).clone()
    }

    /// Roughly how many customers each owner has, by which lists choose their way: at most a minute old, read by `load`.
    ///
    /// # Errors
    /// What `load` returns.
    pub fn owner_totals(&self, load: impl FnOnce() -> Result<HashMap<i64, i64>>) -> Result<Arc<HashMap<i64, i64>>> {
        const FRESH: Duration = Duration::from_secs(60);
        let known = self.totals.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((_, totals)) = known.filter(|(read, _)| read.elapsed() < FRESH) {
            return Ok(totals);
        }
        let totals = Arc::new(load()?);
        *self.totals.lock().unwrap_or_else(PoisonError::into_inner) = Some((Instant::now(), totals.clone()));
        Ok(totals)
    }

    fn resolve(&self, employee: i64, permission: Permission) -> Option<Reach> {
        let person = self.people.get(&employee)?;
        let levels: BTreeSet<ScopeLevel> =
            self.grants_of(employee).into_iter().filter(|g| g.permission == permission).map(|g| g.scope).collect();
        if levels.is_empty() {
            return None;
        }
        if levels.contains(&ScopeLevel::All) {
            return Some(Reach::Everyone);
        }
        let mut people = BTreeSet::new();
        for level in levels {
            match level {
                ScopeLevel::Own => {
                    people.insert(employee);
                }
                ScopeLevel::Unit => self.add_unit(person.unit, false, &mut people),
                ScopeLevel::UnitAndBelow => self.add_unit(person.unit, true, &mut people),
                ScopeLevel::DataRole => {
                    for role in person.data_roles.iter().filter_map(|r| self.data_roles.get(r)) {
                        people.extend(&role.people);
                        for (unit, below) in &role.units {
                            self.add_unit(*unit, *below, &mut people);
                        }
                    }
                }
                ScopeLevel::All => {}
            }
        }
        Some(Reach::People(people.into_iter().collect()))
    }

    fn add_unit(&self, unit: i64, below: bool, people: &mut BTreeSet<i64>) {
        let only = [unit];
        let units = match self.units.get(&unit) {
            Some(u) if below => u.subtree.as_slice(),
            _ => only.as_slice(),
        };
        people.extend(units.iter().filter_map(|u| self.people_of_unit.get(u)).flatten());
    }
}

fn with_subtrees(raw: HashMap<i64, (String, Option<i64>)>) -> HashMap<i64, Unit> {
    let mut units: HashMap<i64, Unit> = raw
        .iter()
        .map(|(id, (name, parent))| (*id, Unit { name: name.clone(), parent: *parent, subtree: Vec::new() }))
        .collect();
    for id in raw.keys() {
        // Each unit announces itself to every unit above it; the depth bound keeps a broken tree from looping.
        let mut above = Some(*id);
        for _ in 0..=shared::organisation::MAX_DEPTH {
            let Some(unit) = above.and_then(|a| units.get_mut(&a)) else { break };
            unit.subtree.push(*id);
            above = unit.parent;
        }
    }
    units
}
