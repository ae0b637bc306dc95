//! What came in, and what really became of it.

use std::collections::{BTreeMap, HashMap};

use shared::{
    Id,
    assignment::{
        policy::CaseKind,
        simulate::{Arrival, Settled},
    },
    ids::EmployeeId,
    timeline::OwnershipReason,
};

use super::store::{self, Owned, micros};
use crate::{
    assignment::{self, Engine},
    db::{At, Db},
    error::Result,
};

/// What came in during a period, in order, each with who really had it first.
pub struct Past {
    /// The arrivals.
    pub arrivals: Vec<Arrival>,
    /// Who had them first by a decision of the engine, in the same order.
    pub happened: Vec<Settled>,
}

/// What the engine decided first about a case.
#[derive(Default)]
struct Life {
    /// When it was decided about first.
    begun: Option<At>,
    /// Who had it first, and when.
    given: Option<(EmployeeId, At)>,
}

/// Reads what came in.
///
/// # Errors
/// When the database fails.
pub fn read(db: &mut Db, engine: &Engine<'_>, from: At, to: At, kinds: &[CaseKind]) -> Result<Past> {
    let wanted = |kind: CaseKind| kinds.is_empty() || kinds.contains(&kind);
    let mut lives: HashMap<i64, Life> = HashMap::new();
    let mut customers = Vec::new();
    for (case, kind, owner, at) in store::decisions(db, from)? {
        let life = lives.entry(case).or_default();
        if life.begun.is_none() {
            life.begun = Some(at);
            if kind.0 == CaseKind::Customer && at < to && wanted(kind.0) {
                customers.push(case);
            }
        }
        if let (None, Some(owner)) = (life.given, owner) {
            life.given = Some((Id::from_raw(owner), at));
        }
    }
    let mut arrivals = work_arrivals(db, from, to, &wanted, &lives)?;
    arrivals.extend(customer_arrivals(db, engine, &customers, &lives)?);
    arrivals.sort_by_key(|arrival| (arrival.at, arrival.facts.case));
    let happened = arrivals
        .iter()
        .map(|arrival| Settled {
            case: arrival.facts.case,
            owner: lives.get(&arrival.facts.case.raw()).and_then(|life| life.given).map(|given| given.0),
        })
        .collect();
    Ok(Past { arrivals, happened })
}

fn work_arrivals(
    db: &mut Db,
    from: At,
    to: At,
    wanted: &impl Fn(CaseKind) -> bool,
    lives: &HashMap<i64, Life>,
) -> Result<Vec<Arrival>> {
    let rows: Vec<_> = store::work(db, from, to)?.into_iter().filter(|row| wanted(row.kind.0)).collect();
    let mut customers: Vec<i64> = rows.iter().map(|row| row.customer).collect();
    customers.sort_unstable();
    customers.dedup();
    let owners = Owners::read(db, &customers, from)?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let life = lives.get(&row.id);
            let given = life.and_then(|life| life.given);
            let open_for = row.done_at.zip(given).map(|(done, (_, given))| micros(done) - micros(given));
            let mut facts = row.facts.0;
            facts.owner = facts.owner.filter(|owner| owners.is_given(row.customer, *owner, row.arrived_at));
            // Who declined it later, or was late, is no fact of its arrival.
            facts.declined.clear();
            // Done without an owner: it was over while it waited.
            let over_at = if given.is_none() { row.done_at.map(micros) } else { None };
            Arrival { at: micros(row.arrived_at), facts, customer: Some(Id::from_raw(row.customer)), open_for, over_at }
        })
        .collect())
}

/// Which owners are given: those whom the simulation does not decide about.
struct Owners {
    from: At,
    of: HashMap<i64, Vec<Owned>>,
}

impl Owners {
    fn read(db: &mut Db, customers: &[i64], from: At) -> Result<Self> {
        let mut of: HashMap<i64, Vec<Owned>> = HashMap::new();
        for row in store::ownerships(db, customers)? {
            of.entry(row.0).or_default().push(row);
        }
        Ok(Self { from, of })
    }

    /// Whether an owner at an instant had been so before the period, or became so by other means than the engine.
    fn is_given(&self, customer: i64, owner: EmployeeId, at: At) -> bool {
        let periods = self.of.get(&customer).map(Vec::as_slice).unwrap_or_default();
        let then = periods
            .iter()
            .find(|(_, who, from, to, _)| *who == owner.raw() && *from <= at && to.is_none_or(|to| at < to));
        then.is_some_and(|(_, _, since, _, reason)| *since < self.from || !is_by_the_engine(reason.0))
    }
}

/// The simulation runs no timers, as it knows no answers and no follow-ups: whom a timer gave a customer is given, like whom a
/// person gave them. Work that was declined or that a timer took stays in it, until it was done, with whom had it first, and the
/// turn that it then took of a group is not taken; so turns and loads after such work may be others than those that happened.
const fn is_by_the_engine(reason: OwnershipReason) -> bool {
    matches!(
        reason,
        OwnershipReason::Policy
            | OwnershipReason::QueueDrained
            | OwnershipReason::Approval
            | OwnershipReason::FirstWork
    )
}

fn customer_arrivals(
    db: &mut Db,
    engine: &Engine<'_>,
    customers: &[i64],
    lives: &HashMap<i64, Life>,
) -> Result<Vec<Arrival>> {
    let cases = assignment::customer_cases(db, engine, customers)?;
    let mut districts: Vec<i64> = cases.iter().filter_map(|case| case.facts.district.map(Id::raw)).collect();
    districts.sort_unstable();
    districts.dedup();
    let mut holdings: BTreeMap<i64, Vec<_>> = BTreeMap::new();
    for (district, agent, from, to) in store::holdings(db, &districts)? {
        holdings.entry(district).or_default().push((agent, from, to));
    }
    Ok(cases
        .into_iter()
        .filter_map(|case| {
            let at = lives.get(&case.customer.raw())?.begun?;
            let mut facts = case.facts;
            let held = facts.district.and_then(|district| holdings.get(&district.raw()));
            let holder = held.into_iter().flatten().find(|(_, from, to)| *from <= at && to.is_none_or(|to| at < to));
            facts.district_holder = holder.map(|(agent, _, _)| Id::from_raw(*agent));
            Some(Arrival { at: micros(at), facts, customer: Some(case.customer), open_for: None, over_at: None })
        })
        .collect())
}
