//! Lets the engine say who gets each customer and each work item, as if they had just arrived.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use shared::{
    Id,
    assignment::{
        Decision, Facts, Roster, compiled::Reach, explain, explain::Explanation, policy::CaseKind, rotation::Advance,
    },
    ids::{EmployeeId, GroupId, kinds},
};

use super::plan::{Found, Move, Plan};
use crate::{
    assignment::{
        customers,
        engine::Engine,
        place::Case,
        store::{self, DecisionLine, NewDecision},
    },
    db::{Db, id_list, next_id},
    error::Result,
};

/// How many decisions are written at once.
const BLOCK: usize = 2_000;

/// A member's turn in a rotation, as it is after everything was decided.
pub(super) struct Turn {
    pub group: i64,
    pub employee: i64,
    pub advance: Advance,
}

/// Decides about everything that was found. `giver` is offered nothing. With `for_good`, agents are locked and decisions
/// written down.
pub(super) fn decide(
    db: &mut Db,
    engine: &Engine<'_>,
    giver: Option<EmployeeId>,
    found: &Found,
    for_good: bool,
    plan: &mut Plan,
) -> Result<()> {
    let mut owners: HashMap<i64, i64> = found.customers.iter().copied().collect();
    let customers = customers_as_cases(db, engine, found)?;
    let work = work_as_cases(db, engine, found)?;
    let roster = roster(db, engine, giver, customers.iter().chain(&work), for_good)?;
    let mut deciding = Deciding::new(engine, roster, giver, for_good);
    for (case, (id, from)) in customers.into_iter().zip(&found.customers) {
        let explanation = deciding.decide(&case.facts);
        if let Some(to) = explanation.decision.owner().map(EmployeeId::raw).filter(|to| to != from) {
            owners.insert(*id, to);
            plan.customers.push(Move { id: *id, from: *from, to: Some(to), group: None });
            deciding.write(db, &case, &explanation)?;
        }
    }
    for (mut case, piece) in work.into_iter().zip(&found.work) {
        if let Some(owner) = owners.get(&case.customer.raw()) {
            case.facts.owner = Some(Id::from_raw(*owner));
        }
        deciding.roster.release(Id::from_raw(piece.owner), piece.group.map(Id::from_raw));
        let explanation = deciding.decide(&case.facts);
        let to = explanation.decision.owner().map(EmployeeId::raw);
        if to == Some(piece.owner) {
            continue;
        }
        let group = match explanation.decision {
            Decision::Assigned(assigned) => assigned.group.map(|group| group.raw()),
            Decision::Waiting(_) => None,
        };
        plan.work.push(Move { id: piece.id, from: piece.owner, to, group });
        deciding.write(db, &case, &explanation)?;
        if let Decision::Waiting(waiting) = explanation.decision {
            plan.waiting.push((case, waiting.reason));
        }
    }
    deciding.flush(db)?;
    plan.turns = deciding.turns();
    Ok(())
}

/// The roster as decisions change it, and the decisions that are not written yet.
struct Deciding<'a> {
    engine: &'a Engine<'a>,
    roster: Roster,
    giver: Option<EmployeeId>,
    for_good: bool,
    turns: BTreeSet<(GroupId, EmployeeId)>,
    lines: BTreeMap<CaseKind, Vec<DecisionLine>>,
}

impl<'a> Deciding<'a> {
    fn new(engine: &'a Engine<'a>, roster: Roster, giver: Option<EmployeeId>, for_good: bool) -> Self {
        Self { engine, roster, giver, for_good, turns: BTreeSet::new(), lines: BTreeMap::new() }
    }

    fn decide(&mut self, facts: &Facts) -> Explanation {
        // Only for this decision: they did not decline it themselves, and may have it another time.
        let without_giver = self.giver.map(|giver| {
            let mut facts = facts.clone();
            facts.declined.insert(giver);
            facts
        });
        let facts = without_giver.as_ref().unwrap_or(facts);
        let explanation = explain(&self.engine.policy.compiled, facts, &self.roster);
        self.roster.apply(&explanation.decision, facts.kind, self.engine.at.utc().timestamp_micros());
        if let Decision::Assigned(assigned) = explanation.decision
            && let (Some(group), Some(_)) = (assigned.group, assigned.advance)
        {
            self.turns.insert((group, assigned.owner));
        }
        explanation
    }

    fn write(&mut self, db: &mut Db, case: &Case, explanation: &Explanation) -> Result<()> {
        if !self.for_good {
            return Ok(());
        }
        let id = next_id::<kinds::Decision>().raw();
        let has_turn = matches!(explanation.decision, Decision::Assigned(assigned) if assigned.advance.is_some());
        if has_turn {
            let new = NewDecision {
                id,
                case: case.facts.case.raw(),
                kind: case.facts.kind,
                at: self.engine.at,
                policy: self.engine.policy.version_id.raw(),
                decision: &explanation.decision,
                by_timer: false,
            };
            store::insert_decision(db, &new, serde_json::to_string(explanation)?)?;
            return Ok(());
        }
        let lines = self.lines.entry(case.facts.kind).or_default();
        lines.push(DecisionLine::new(id, case.facts.case, explanation)?);
        if lines.len() >= BLOCK { self.flush(db) } else { Ok(()) }
    }

    fn flush(&mut self, db: &mut Db) -> Result<()> {
        let policy = self.engine.policy.version_id.raw();
        for (kind, lines) in std::mem::take(&mut self.lines) {
            store::insert_decisions(db, kind, self.engine.at, policy, &lines)?;
        }
        Ok(())
    }

    fn turns(&self) -> Vec<Turn> {
        let turn = |(group, employee): &(GroupId, EmployeeId)| {
            let (clock, seat) = (self.roster.clock(*group)?, self.roster.member(*group, *employee)?.seat);
            Some(Turn { group: group.raw(), employee: employee.raw(), advance: Advance { clock, seat } })
        };
        self.turns.iter().filter_map(turn).collect()
    }
}

fn customers_as_cases(db: &mut Db, engine: &Engine<'_>, found: &Found) -> Result<Vec<Case>> {
    let ids: Vec<i64> = found.customers.iter().map(|(id, _)| *id).collect();
    let mut cases = customers::cases(db, engine, &ids)?;
    know_holders(db, &mut cases)?;
    Ok(cases)
}

fn work_as_cases(db: &mut Db, engine: &Engine<'_>, found: &Found) -> Result<Vec<Case>> {
    let rows = store::works(db, &id_list(found.work.iter().map(|piece| piece.id)))?;
    let customers: BTreeSet<i64> = rows.iter().map(|row| row.customer_id).collect();
    let owners: HashMap<i64, i64> = store::owners_of(db, &id_list(customers))?.into_iter().collect();
    let mut cases: Vec<Case> = rows
        .into_iter()
        .map(|row| {
            let mut facts = row.facts.0;
            facts.moment = engine.moment();
            facts.owner = owners.get(&row.customer_id).copied().map(Id::from_raw);
            Case::new(facts, Id::from_raw(row.customer_id), row.arrived_at)
        })
        .collect();
    know_holders(db, &mut cases)?;
    Ok(cases)
}

fn know_holders(db: &mut Db, cases: &mut [Case]) -> Result<()> {
    let districts: BTreeSet<i64> = cases.iter().filter_map(|case| case.facts.district.map(Id::raw)).collect();
    let holders: HashMap<i64, i64> = store::holders(db, &id_list(districts))?.into_iter().collect();
    for case in cases {
        let holder = case.facts.district.and_then(|district| holders.get(&district.raw()));
        case.facts.district_holder = holder.copied().map(Id::from_raw);
    }
    Ok(())
}

/// Everybody whom these decisions may look at.
fn roster<'a>(
    db: &mut Db,
    engine: &Engine<'_>,
    giver: Option<EmployeeId>,
    cases: impl Iterator<Item = &'a Case>,
    locked: bool,
) -> Result<Roster> {
    let mut all = Reach::default();
    for case in cases {
        let reach = engine.policy.compiled.reach(&case.facts);
        all.people.extend(reach.persons());
        all.groups.extend(reach.groups);
    }
    all.people.extend(giver);
    if locked {
        let groups = id_list(all.groups.iter().map(|group| group.raw()));
        let members = store::members_of(db, &groups)?;
        let people: BTreeSet<i64> =
            members.iter().map(|member| member.employee).chain(all.people.iter().map(|id| id.raw())).collect();
        let active: BTreeSet<i64> = store::hold_agents(db, &id_list(people.iter().copied()))?.into_iter().collect();
        let mut roster = engine.roster(db, &all, true)?;
        for id in people.difference(&active) {
            if let Some(agent) = roster.agent_mut(Id::from_raw(*id)) {
                agent.active = false;
            }
        }
        return Ok(roster);
    }
    engine.roster(db, &all, false)
}
