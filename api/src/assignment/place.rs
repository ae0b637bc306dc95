//! Carries decisions out: an owner, or a place in the queue, and in either case a decision that can be read later.

use shared::{
    Id,
    assignment::{
        Facts,
        decision::{Assigned, Decision},
        explain::Explanation,
        policy::CaseKind,
        queue::QueueKey,
    },
    ids::{CaseId, CustomerId, DecisionId, EmployeeId, kinds},
    timeline::OwnershipReason,
    work::WorkReason,
};

use super::{
    drain,
    engine::Engine,
    lines,
    ownership::{self, day_number},
    store::{self, Handing, Lock, NewDecision, NewWork, OwnerChange, Which},
    timers,
};
use crate::{
    db::{At, Db, id_list, next_id},
    error::Result,
    permissions::Actor,
};

/// What brings a decision about, and what is written down of it beside the decision.
#[derive(Debug, Clone, Copy)]
pub struct Occasion {
    /// Why somebody has work.
    pub work: WorkReason,
    /// Why somebody owns a customer.
    pub customer: OwnershipReason,
    /// Whose doing it was.
    pub by: Option<i64>,
    /// Whether it is the first decision about the case, or the first after somebody had it.
    pub is_first: bool,
}

impl Occasion {
    /// It arrived.
    pub const ARRIVAL: Self =
        Self { work: WorkReason::Policy, customer: OwnershipReason::Policy, by: None, is_first: true };
    /// It has waited.
    pub const DRAINED: Self =
        Self { work: WorkReason::QueueDrained, customer: OwnershipReason::QueueDrained, by: None, is_first: false };

    /// Whoever had it left it lying.
    pub const TIMER: Self = Self { work: WorkReason::Timer, customer: OwnershipReason::Timer, ..Self::ARRIVAL };

    /// A reviewer approved.
    pub const fn approval(by: Option<i64>) -> Self {
        Self { customer: OwnershipReason::Approval, by, ..Self::ARRIVAL }
    }
}

/// Something that is to be assigned.
pub struct Case {
    /// What is known of it.
    pub facts: Facts,
    /// Whose it is.
    pub customer: CustomerId,
    /// When it arrived.
    pub arrived_at: At,
    /// Whether the customer was met in this very transaction: nobody else knows of them, so they own nothing, and nothing of
    /// theirs waits.
    is_newcomer: bool,
}

impl Case {
    /// Something of a customer who was there before.
    pub const fn new(facts: Facts, customer: CustomerId, arrived_at: At) -> Self {
        Self { facts, customer, arrived_at, is_newcomer: false }
    }

    /// The first thing of a customer who was met in this transaction.
    pub const fn of_newcomer(facts: Facts, customer: CustomerId, arrived_at: At) -> Self {
        Self { facts, customer, arrived_at, is_newcomer: true }
    }

    fn id(&self) -> CaseId {
        self.facts.case
    }

    /// Reads anew what may have changed since it arrived: the customer's owner, who holds their district, the moment. The
    /// district stays with its holder until the transaction ends.
    ///
    /// # Errors
    /// When the database fails.
    pub fn refresh(&mut self, db: &mut Db, engine: &Engine<'_>) -> Result<()> {
        self.facts.moment = engine.moment();
        if let Some(district) = self.facts.district {
            store::lock_districts(db, &id_list([district.raw()]), Lock::Shared)?;
            self.facts.district_holder = ownership::holder_of(db, district)?;
        }
        if self.facts.kind.is_work() && !self.is_newcomer {
            self.facts.owner = store::owner_of(db, self.customer.raw())?.map(Id::from_raw);
        }
        Ok(())
    }
}

/// Writes a new work item down. What else is known of it follows, and at last [`place_work`], because what that locks others
/// want, too.
///
/// # Errors
/// When the database fails.
pub fn enter_work(db: &mut Db, engine: &Engine<'_>, case: &mut Case) -> Result<()> {
    case.refresh(db, engine)?;
    let new = NewWork {
        id: case.id().raw(),
        kind: case.facts.kind,
        customer: case.customer.raw(),
        facts: &case.facts,
        arrived_at: case.arrived_at,
    };
    store::insert_work(db, &new, serde_json::to_string(new.facts)?)?;
    Ok(())
}

/// Gives a new work item to whom the policy says, or lets it wait.
///
/// # Errors
/// When the database fails.
pub fn place_work(db: &mut Db, engine: &Engine<'_>, case: &Case) -> Result<Decision> {
    place(db, engine, case, Occasion::ARRIVAL)
}

/// Gives a case that waits nowhere yet to whom the policy says, or lets it wait. The case is fresh.
///
/// # Errors
/// When the database fails.
pub fn place(db: &mut Db, engine: &Engine<'_>, case: &Case, occasion: Occasion) -> Result<Decision> {
    let (explanation, at) = engine.decide(db, &case.facts)?;
    let decision = explanation.decision;
    record(db, engine, case, &explanation, occasion)?;
    match decision {
        Decision::Assigned(assigned) => {
            let news = give(db, engine, case, &assigned, at, occasion)?;
            drain::drain(db, engine, news)?;
        }
        Decision::Waiting(waiting) => lines::enter(db, engine, case, waiting.reason, at)?,
    }
    Ok(decision)
}

/// Tries somebody who waits again, on the terms of `place`; tells who has news if they could be placed.
pub(super) fn try_again(db: &mut Db, engine: &Engine<'_>, case: &Case) -> Result<Option<Vec<EmployeeId>>> {
    let (explanation, _) = engine.decide(db, &case.facts)?;
    let Decision::Assigned(assigned) = explanation.decision else { return Ok(None) };
    // Whoever takes the place in the queue away has the right to what waited there.
    if !store::leave(db, case.id().raw())? {
        return Ok(Some(Vec::new()));
    }
    record(db, engine, case, &explanation, Occasion::DRAINED)?;
    let at = store::clock(db)?;
    give(db, engine, case, &assigned, at, Occasion::DRAINED).map(Some)
}

/// Writes a decision down.
pub(super) fn record(
    db: &mut Db,
    engine: &Engine<'_>,
    case: &Case,
    explanation: &Explanation,
    occasion: Occasion,
) -> Result<DecisionId> {
    let id: DecisionId = next_id();
    let new = NewDecision {
        id: id.raw(),
        case: case.id().raw(),
        kind: case.facts.kind,
        at: engine.at,
        policy: engine.policy.version_id.raw(),
        decision: &explanation.decision,
        by_timer: occasion.work == WorkReason::Timer,
    };
    store::insert_decision(db, &new, serde_json::to_string(explanation)?)?;
    Ok(id)
}

/// Writes an owner down, with the turn that goes with it. Tells whose list of what they may take first has changed: the new
/// owner of a customer may be the right one for something else of the customer's that waits.
pub(super) fn give(
    db: &mut Db,
    engine: &Engine<'_>,
    case: &Case,
    assigned: &Assigned,
    at: At,
    occasion: Occasion,
) -> Result<Vec<EmployeeId>> {
    let owner = assigned.owner.raw();
    if let (Some(group), Some(turn)) = (assigned.group, assigned.advance) {
        store::take_turn(db, group.raw(), owner, turn)?;
    }
    if case.facts.kind == CaseKind::Customer {
        store::touch_agent(db, owner, at)?;
        own(db, engine, case.customer, ownership::change(owner, at, occasion.customer, occasion.by))?;
        return lines::line_up_again(db, engine, case.customer, assigned.owner);
    }
    let to = Handing {
        owner,
        group: assigned.group.map(|g| g.raw()),
        change: next_id::<kinds::OwnershipPeriod>().raw(),
        at,
        reason: occasion.work,
        by: None,
        day: day_number(engine.directory.day_of(at.utc())),
    };
    store::give_work(db, case.id().raw(), &to)?;
    timers::watch_work(db, engine, &[case.id().raw()])?;
    let first = ownership::change(owner, at, OwnershipReason::FirstWork, None);
    if case.is_newcomer {
        let them = Which::these(db.dialect(), &id_list([case.customer.raw()]));
        ownership::begin(db, engine.directory, &them, first)?;
        return Ok(Vec::new());
    }
    if case.facts.owner.is_some() || !own(db, engine, case.customer, first)? {
        return Ok(Vec::new());
    }
    lines::line_up_again(db, engine, case.customer, assigned.owner)
}

/// Makes somebody the owner of a customer who is in the queue and has none; tells whether they were.
pub(super) fn own(db: &mut Db, engine: &Engine<'_>, customer: CustomerId, change: OwnerChange) -> Result<bool> {
    if !store::lock_queued(db, customer.raw())? {
        return Ok(false);
    }
    let these = Which::these(db.dialect(), &id_list([customer.raw()]));
    ownership::begin(db, engine.directory, &these, change)?;
    store::leave(db, customer.raw())?;
    Ok(true)
}

/// Makes somebody the owner of a customer who is new, because whoever entered them said so.
///
/// # Errors
/// When the database fails.
pub fn name_owner(
    db: &mut Db,
    engine: &Engine<'_>,
    actor: &Actor,
    customer: CustomerId,
    owner: EmployeeId,
) -> Result<()> {
    let at = store::clock(db)?;
    let change = ownership::change(owner.raw(), at, OwnershipReason::Named, actor.employee_raw());
    own(db, engine, customer, change)?;
    Ok(())
}

/// Where something stands in the queue.
pub(super) fn queue_key(case: &Case) -> QueueKey {
    QueueKey::of(&case.facts, case.arrived_at.utc().timestamp_micros())
}
