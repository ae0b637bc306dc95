//! Customers as cases of the engine: one or 100,000 of them at once.

use std::collections::{BTreeMap, HashMap};

use shared::{
    Id,
    assignment::{Facts, Roster, compiled::Reach, decision::Decision, explain::Explanation, policy::CaseKind},
    ids::{CustomerId, EmployeeId},
};

use super::{
    engine::Engine,
    lines, ownership,
    place::{self, Case, Occasion},
    store::{self, CustomerFacts, DecisionLine, Lock, Which},
};
use crate::{
    db::{Db, id_list, reserve_ids},
    error::Result,
    organisation,
};

/// What customers who were registered and reviewed come in by.
pub const REGISTRATION: &str = "registration";
/// And through which channel.
const CHANNEL: &str = "mini_program";
/// How many are read at once.
const BLOCK: usize = 5_000;

/// What became of customers.
#[derive(Debug, Default)]
pub struct Placed {
    /// Who owns them now; who is missing here waits.
    pub owners: HashMap<i64, EmployeeId>,
}

/// Gives customers who have no owner to whom the policy says, or lets them wait. Their status is `queued`, and their rows are
/// locked.
///
/// # Errors
/// When the database fails.
pub fn place_customers(db: &mut Db, engine: &Engine<'_>, customers: &[i64], occasion: Occasion) -> Result<Placed> {
    let mut placed = Placed::default();
    let mut rosters = Rosters::default();
    for block in customers.chunks(BLOCK) {
        let mut settled = Settled::default();
        for case in fresh_cases(db, engine, block)? {
            let reach = engine.policy.compiled.reach(&case.facts);
            if reach.groups.is_empty() {
                let roster = rosters.of(db, engine, reach)?;
                let explanation = shared::assignment::explain(&engine.policy.compiled, &case.facts, roster);
                settled.add(case, explanation);
            } else if let Some(owner) = place::place(db, engine, &case, occasion)?.owner() {
                placed.owners.insert(case.customer.raw(), owner);
            }
        }
        settled.write(db, engine, occasion, &mut placed)?;
    }
    Ok(placed)
}

/// Rosters of decisions that look at single people only: those stay as they are, because a customer is no work.
#[derive(Default)]
struct Rosters(HashMap<Reach, Roster>);

impl Rosters {
    fn of(&mut self, db: &mut Db, engine: &Engine<'_>, reach: Reach) -> Result<&Roster> {
        if !self.0.contains_key(&reach) {
            let mut roster = engine.roster(db, &reach, true)?;
            for person in reach.persons() {
                let active = organisation::keep_agent(db, person)?;
                if let Some(agent) = roster.agent_mut(person) {
                    agent.active = active;
                }
            }
            self.0.insert(reach.clone(), roster);
        }
        Ok(&self.0[&reach])
    }
}

/// Decisions that are written together.
#[derive(Default)]
struct Settled {
    decided: Vec<(Case, Explanation)>,
    owners: BTreeMap<EmployeeId, Vec<i64>>,
}

impl Settled {
    fn add(&mut self, case: Case, explanation: Explanation) {
        if let Some(owner) = explanation.decision.owner() {
            self.owners.entry(owner).or_default().push(case.customer.raw());
        }
        self.decided.push((case, explanation));
    }

    fn write(self, db: &mut Db, engine: &Engine<'_>, occasion: Occasion, placed: &mut Placed) -> Result<()> {
        let at = store::clock(db)?;
        // Who waited already and still does has a decision about that.
        let told = |explanation: &Explanation| occasion.is_first || explanation.decision.owner().is_some();
        let told: Vec<&(Case, Explanation)> = self.decided.iter().filter(|(_, e)| told(e)).collect();
        let ids = reserve_ids(i64::try_from(told.len()).unwrap_or(i64::MAX));
        let mut written = Vec::with_capacity(told.len());
        for ((case, explanation), index) in told.into_iter().zip(0..) {
            written.push(DecisionLine::new(ids.at(index), case.facts.case, explanation)?);
        }
        store::insert_decisions(db, CaseKind::Customer, engine.at, engine.policy.version_id.raw(), &written)?;
        for (case, explanation) in &self.decided {
            if let Decision::Waiting(waiting) = explanation.decision {
                lines::enter(db, engine, case, waiting.reason, at)?;
            }
        }
        for (owner, customers) in self.owners {
            let list = id_list(customers.iter().copied());
            let change = ownership::change(owner.raw(), at, occasion.customer, occasion.by);
            ownership::begin(db, engine.directory, &Which::these(db.dialect(), &list), change)?;
            store::leave_all(db, &list)?;
            store::touch_agent(db, owner.raw(), at)?;
            placed.owners.extend(customers.into_iter().map(|customer| (customer, owner)));
        }
        Ok(())
    }
}

/// These customers as cases, with their districts' holders, who stay so until the transaction ends.
pub(super) fn fresh_cases(db: &mut Db, engine: &Engine<'_>, customers: &[i64]) -> Result<Vec<Case>> {
    let mut cases = cases(db, engine, customers)?;
    let mut districts: Vec<i64> = cases.iter().filter_map(|case| case.facts.district.map(Id::raw)).collect();
    districts.sort_unstable();
    districts.dedup();
    let list = id_list(districts);
    store::lock_districts(db, &list, Lock::Shared)?;
    let holders: HashMap<i64, i64> = store::holders(db, &list)?.into_iter().collect();
    for case in &mut cases {
        let holder = case.facts.district.and_then(|district| holders.get(&district.raw()));
        case.facts.district_holder = holder.copied().map(Id::from_raw);
    }
    Ok(cases)
}

/// These customers as cases, by id. Owner and holder of the district are not known yet.
///
/// # Errors
/// When the database fails.
pub fn cases(db: &mut Db, engine: &Engine<'_>, customers: &[i64]) -> Result<Vec<Case>> {
    let rows = store::customer_facts(db, &id_list(customers.iter().copied()))?;
    Ok(rows.into_iter().map(|row| case(engine, &row)).collect())
}

fn case(engine: &Engine<'_>, row: &CustomerFacts) -> Case {
    let mut facts = Facts::new(Id::from_raw(row.id), CaseKind::Customer, engine.moment());
    facts.entrance = Some(REGISTRATION.to_owned());
    facts.channel = Some(CHANNEL.to_owned());
    facts.attributes = serde_json::from_str(&row.attributes).unwrap_or_default();
    know(&mut facts, row);
    Case::new(facts, Id::from_raw(row.id), row.registered_at)
}

fn know(facts: &mut Facts, row: &CustomerFacts) {
    facts.level = Some(row.level.0);
    facts.district = row.district.map(Id::from_raw);
    facts.city = row.city.map(Id::from_raw);
    facts.province = row.province.map(Id::from_raw);
}

/// Fills in what the engine knows of the customer whose inquiry or order it is.
///
/// # Errors
/// When the database fails.
pub fn know_customer(db: &mut Db, facts: &mut Facts, customer: CustomerId) -> Result<()> {
    if let Some(row) = store::customer_facts(db, &id_list([customer.raw()]))?.pop() {
        know(facts, &row);
    }
    Ok(())
}
