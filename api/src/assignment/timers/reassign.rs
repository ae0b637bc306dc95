//! Lets the policy give to somebody else what its owner left lying. With nobody else it stays: an owner who is late is better than
//! nobody.

use serde_json::json;
use shared::{
    assignment::{decision::Assigned, explain::Explanation, policy::CaseKind},
    ids::{DecisionId, EmployeeId},
    notices::NoticeKind,
    timeline::{OwnershipReason, TimelineKind},
};

use super::{
    late::{Late, Outcome},
    steps::{leads, tell},
    watch::today,
};
use crate::{
    assignment::{
        drain, lines, ownership,
        place::{self, Case, Occasion},
        store::{self, Loss, WorkRow},
    },
    audit::{self, Change},
    db::Db,
    error::Result,
    permissions::Actor,
};

/// What the audit log calls who does it.
const ACTOR: &str = "timer";

/// Gives an inquiry or order to somebody else. `case` is it with its owner among those who shall not have it, districts and
/// groups locked before the item itself.
///
/// # Errors
/// When the database fails.
pub(super) fn work(db: &mut Db, late: &Late<'_>, case: &Case, row: &WorkRow) -> Result<()> {
    let engine = late.engine;
    let (explanation, decision) = decide(db, late, case)?;
    let Some(assigned) = assigned(&explanation) else { return keep(db, late, decision) };
    store::count_loss(db, today(engine), late.owner.raw(), row.group_id, Loss::Lost)?;
    store::set_facts(db, row.id, serde_json::to_string(&case.facts)?)?;
    let at = store::clock(db)?;
    let mut news = place::give(db, engine, case, &assigned, at, Occasion::TIMER)?;
    let action = if late.kind() == CaseKind::Order { "order.timer" } else { "inquiry.timer" };
    say(db, late, assigned.owner, decision, action, "")?;
    news.push(late.owner);
    drain::drain(db, engine, news)
}

/// Gives a customer to somebody else. `case` is them, their district locked before themselves.
///
/// # Errors
/// When the database fails.
pub(super) fn customer(db: &mut Db, late: &Late<'_>, mut case: Case, name: &str) -> Result<()> {
    let engine = late.engine;
    let id = late.customer.raw();
    case.facts.declined.insert(late.owner);
    let (explanation, decision) = decide(db, late, &case)?;
    let Some(assigned) = assigned(&explanation) else { return keep(db, late, decision) };
    let owner = assigned.owner.raw();
    if let (Some(group), Some(turn)) = (assigned.group, assigned.advance) {
        store::take_turn(db, group.raw(), owner, turn)?;
    }
    let at = store::clock(db)?;
    store::touch_agent(db, owner, at)?;
    ownership::transfer(db, &[id], ownership::change(owner, at, OwnershipReason::Timer, None))?;
    say(db, late, assigned.owner, decision, "customer.timer", name)?;
    let news = lines::line_up_again(db, engine, late.customer, assigned.owner)?;
    drain::drain(db, engine, news)
}

fn decide(db: &mut Db, late: &Late<'_>, case: &Case) -> Result<(Explanation, DecisionId)> {
    let (explanation, _) = late.engine.decide(db, &case.facts)?;
    let id = place::record(db, late.engine, case, &explanation, Occasion::TIMER)?;
    Ok((explanation, id))
}

const fn assigned(explanation: &Explanation) -> Option<Assigned> {
    match explanation.decision {
        shared::assignment::Decision::Assigned(assigned) => Some(assigned),
        shared::assignment::Decision::Waiting(_) => None,
    }
}

/// Tells everybody whom it concerns that it is somebody else's now.
fn say(
    db: &mut Db,
    late: &Late<'_>,
    to: EmployeeId,
    decision: DecisionId,
    action: &'static str,
    label: &str,
) -> Result<()> {
    tell(db, late, &[late.owner], NoticeKind::TakenAway, Some(to))?;
    tell(db, late, &[to], NoticeKind::Received, Some(late.owner))?;
    let outcome = Outcome { told: vec![late.owner, to], new_owner: Some(to), decision: Some(decision) };
    late.note(db, TimelineKind::TimerReassigned, outcome)?;
    let name = |id: EmployeeId| late.engine.directory.person(id.raw()).name;
    let id = late.work().map_or_else(|| late.customer.to_string(), |case| case.to_string());
    let change = Change::new(action, Some(id), label)
        .before(&json!({"owner": name(late.owner)}))?
        .after(&json!({"owner": name(to), "timer": late.rule.key}))?;
    audit::record(db, &Actor::system(ACTOR), change)
}

/// Nobody else can have it, so it stays, and the leads are told.
fn keep(db: &mut Db, late: &Late<'_>, decision: DecisionId) -> Result<()> {
    let leads = leads(late);
    tell(db, late, &leads, NoticeKind::KeptByOwner, Some(late.owner))?;
    late.note(db, TimelineKind::TimerKept, Outcome { told: leads, new_owner: None, decision: Some(decision) })?;
    late.advance(db)
}
