//! What came in, and what really became of it.

use std::collections::{BTreeMap, HashMap};

use shared::{
    Id,
    assignment::{
        decision::Assigned,
        policy::CaseKind,
        simulate::{Arrival, Past},
    },
    ids::EmployeeId,
    problem::FieldCode,
    simulation::MAX_ARRIVALS,
    timeline::OwnershipReason,
};

use super::store::{self, DecidedRow, Owned, micros};
use crate::{
    assignment::{self, Engine},
    db::{At, Db},
    error::{Result, invalid},
};

/// What came in during a period, in order, and beside each arrival what became of it.
pub struct History {
    /// The arrivals.
    pub arrivals: Vec<Arrival>,
    /// What became of them, in the same order.
    pub pasts: Vec<Past>,
    /// The versions of the policy that decided, in the same order; 0 where none did.
    pub versions: Vec<i64>,
}

/// What the engine decided about a case.
#[derive(Default)]
struct Life {
    /// When it was decided about first.
    begun: Option<At>,
    /// Who had it first, and when.
    given: Option<(At, Assigned)>,
    /// Whether it first had to wait.
    waited: bool,
    /// The version that gave it to somebody first, or else the one that let it wait.
    version: i64,
}

/// Reads what came in.
///
/// # Errors
/// When there is too much of it, or the database fails.
pub fn read(db: &mut Db, engine: &Engine<'_>, from: At, to: At, kinds: &[CaseKind]) -> Result<History> {
    let wanted = |kind: CaseKind| kinds.is_empty() || kinds.contains(&kind);
    let mut lives: HashMap<i64, Life> = HashMap::new();
    let mut customers = Vec::new();
    let decisions = store::decisions(db, from, 1 + 4 * LIMIT)?;
    must_fit(decisions.len(), 4 * LIMIT)?;
    for row in decisions {
        let life = lives.entry(row.case).or_default();
        if life.begun.is_none() {
            life.begun = Some(row.at);
            life.waited = row.owner.is_none();
            life.version = row.version;
            if row.kind.0 == CaseKind::Customer && row.at < to && wanted(row.kind.0) {
                customers.push(row.case);
            }
        }
        if let (None, Some(assigned)) = (life.given, assigned(&row)) {
            life.given = Some((row.at, assigned));
            life.version = row.version;
        }
    }
    must_fit(customers.len(), LIMIT)?;
    let mut arrivals = work_arrivals(db, from, to, &wanted, &lives)?;
    arrivals.extend(customer_arrivals(db, engine, &customers, &lives)?);
    must_fit(arrivals.len(), LIMIT)?;
    arrivals.sort_by_key(|(arrival, _)| (arrival.at, arrival.facts.case));
    let (arrivals, done): (Vec<Arrival>, Vec<Option<i64>>) = arrivals.into_iter().unzip();
    let life_of = |arrival: &Arrival| lives.get(&arrival.facts.case.raw());
    let past = |(arrival, done_at): (&Arrival, &Option<i64>)| Past {
        case: arrival.facts.case,
        kind: arrival.facts.kind,
        arrived_at: arrival.at,
        waited: life_of(arrival).is_some_and(|life| life.waited),
        given: life_of(arrival).and_then(|life| life.given).map(|(at, assigned)| (micros(at), assigned)),
        done_at: *done_at,
    };
    let pasts = arrivals.iter().zip(&done).map(past).collect();
    let versions = arrivals.iter().map(|arrival| life_of(arrival).map_or(0, |life| life.version)).collect();
    Ok(History { arrivals, pasts, versions })
}

/// How many arrivals are read.
const LIMIT: i64 = MAX_ARRIVALS as i64;

fn must_fit(count: usize, limit: i64) -> Result<()> {
    match i64::try_from(count) {
        Ok(count) if count <= limit => Ok(()),
        _ => Err(invalid("/from", FieldCode::TooMany { max: MAX_ARRIVALS })),
    }
}

fn assigned(row: &DecidedRow) -> Option<Assigned> {
    Some(Assigned {
        owner: Id::from_raw(row.owner?),
        rule: row.rule.and_then(|rule| u16::try_from(rule).ok()),
        route: 0,
        kind: row.route.as_ref()?.0,
        group: row.group.map(Id::from_raw),
        strategy: None,
        advance: None,
    })
}

/// An arrival, and when it was done, in microseconds.
type Arrived = (Arrival, Option<i64>);

fn work_arrivals(
    db: &mut Db,
    from: At,
    to: At,
    wanted: &impl Fn(CaseKind) -> bool,
    lives: &HashMap<i64, Life>,
) -> Result<Vec<Arrived>> {
    let rows = store::work(db, from, to, 1 + LIMIT)?;
    must_fit(rows.len(), LIMIT)?;
    let rows: Vec<_> = rows.into_iter().filter(|row| wanted(row.kind.0)).collect();
    let mut customers: Vec<i64> = rows.iter().map(|row| row.customer).collect();
    customers.sort_unstable();
    customers.dedup();
    let owners = Owners::read(db, &customers, from)?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let life = lives.get(&row.id);
            let given = life.and_then(|life| life.given);
            let open_for = row.done_at.zip(given).map(|(done, (given, _))| micros(done) - micros(given));
            let mut facts = row.facts.0;
            facts.owner = facts.owner.filter(|owner| owners.is_given(row.customer, *owner, row.arrived_at));
            // Who declined it later, or was late, is no fact of its arrival.
            facts.declined.clear();
            // Done without an owner: it was over while it waited.
            let over_at = if given.is_none() { row.done_at.map(micros) } else { None };
            let customer = Some(Id::from_raw(row.customer));
            (Arrival { at: micros(row.arrived_at), facts, customer, open_for, over_at }, row.done_at.map(micros))
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
) -> Result<Vec<Arrived>> {
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
            Some((
                Arrival { at: micros(at), facts, customer: Some(case.customer), open_for: None, over_at: None },
                None,
            ))
        })
        .collect())
}
