//! Gives districts to agents and moves them, with their customers, in one transaction.

use std::collections::HashMap;

use sha2::{Digest, Sha256};
use shared::{
    ErrorCode, Id,
    ids::EmployeeId,
    problem::FieldCode,
    territory::{AssignmentEffect, AssignmentSource, DistrictAssignment},
    timeline::OwnershipReason,
};

use super::{
    customers::place_customers,
    engine::Engine,
    ownership::{self, counted},
    place::Occasion,
    store::{self, Lock, Which},
};
use crate::{
    audit::{self, Change},
    db::{Db, id_list, reserve_ids},
    error::{Result, invalid, refused},
    organisation,
    permissions::{Actor, Directory, DistrictAssign, Granted},
};

/// How many agents a preview names.
const NAMED: usize = 50;
/// How many districts the audit log names.
const NOTED: usize = 100;

/// What the request comes to, with the districts locked.
struct Plan {
    /// Districts that change hands, with their codes.
    changing: Vec<(i64, String)>,
    /// Who holds them now.
    holders: HashMap<i64, i64>,
    unchanged: i64,
    to: Option<i64>,
}

impl Plan {
    fn district_list(&self) -> String {
        id_list(self.changing.iter().map(|(id, _)| *id))
    }

    /// Names what a person confirmed: which districts go from whom to whom. How many customers that moves may change
    /// until it is done, as customers come in all the time.
    fn token(&self) -> String {
        let mut hash = Sha256::new();
        for (district, _) in &self.changing {
            hash.update(district.to_le_bytes());
            hash.update(self.holders.get(district).copied().unwrap_or_default().to_le_bytes());
        }
        hash.update(self.to.unwrap_or_default().to_le_bytes());
        hex::encode(&hash.finalize()[..16])
    }
}

fn plan(db: &mut Db, directory: &Directory, request: &DistrictAssignment, lock: Lock) -> Result<Plan> {
    if let Some(agent) = request.agent_id
        && !directory.is_active_agent(agent)
    {
        return Err(invalid("/agent_id", FieldCode::NotAnAgent));
    }
    let asked: Vec<i64> = match request.from_agent_id {
        Some(agent) => store::districts_of(db, agent.raw())?,
        None => request.district_ids.iter().map(|d| d.raw()).collect(),
    };
    let list = id_list(asked.iter().copied());
    let found = store::lock_districts(db, &list, lock)?;
    if let Some(at) = asked.iter().position(|id| !found.iter().any(|d| d.0 == *id)) {
        return Err(invalid(format!("/district_ids/{at}"), FieldCode::NotFound));
    }
    let holders: HashMap<i64, i64> = store::holders(db, &list)?.into_iter().collect();
    let to = request.agent_id.map(EmployeeId::raw);
    let (changing, same): (Vec<_>, Vec<_>) =
        found.into_iter().map(|(id, _, code, _)| (id, code)).partition(|(id, _)| holders.get(id).copied() != to);
    Ok(Plan { changing, holders, unchanged: counted(same.len()), to })
}

/// What an assignment would do now.
///
/// # Errors
/// When the agent is none, or a district does not exist.
pub fn preview(
    db: &mut Db,
    directory: &Directory,
    _: Granted<DistrictAssign>,
    request: &DistrictAssignment,
) -> Result<AssignmentEffect> {
    let plan = plan(db, directory, request, Lock::Shared)?;
    let list = plan.district_list();
    let lost = store::count_held(db, &list)?.into_iter().collect();
    let queued = store::count(db, &Which::queued_in(db.dialect(), &list))?;
    Ok(effect(directory, &plan, &lost, queued))
}

/// What happens to the plan's districts: `lost` says how many customers each holder loses, `queued` how many wait there.
fn effect(directory: &Directory, plan: &Plan, lost: &HashMap<i64, i64>, queued: i64) -> AssignmentEffect {
    let mut districts: HashMap<i64, i64> = HashMap::new();
    for holder in plan.changing.iter().filter_map(|(district, _)| plan.holders.get(district)) {
        *districts.entry(*holder).or_default() += 1;
    }
    let mut from: Vec<AssignmentSource> = districts
        .into_iter()
        .map(|(agent, districts)| AssignmentSource {
            agent: directory.person(agent),
            districts,
            customers: lost.get(&agent).copied().unwrap_or_default(),
        })
        .collect();
    from.sort_by(|a, b| (b.customers, b.districts, &a.agent.name).cmp(&(a.customers, a.districts, &b.agent.name)));
    from.truncate(NAMED);
    let owned = lost.values().sum();
    AssignmentEffect {
        districts: counted(plan.changing.len()),
        unchanged: plan.unchanged,
        customers_moved: if plan.to.is_some() { owned } else { 0 },
        customers_drained: if plan.to.is_some() { queued } else { 0 },
        customers_queued: if plan.to.is_some() { 0 } else { owned },
        from,
        token: plan.token(),
    }
}

/// Gives the districts to the agent, with their customers and those who wait there; all of it or nothing.
///
/// # Errors
/// When the agent is none, a district does not exist, or what was confirmed is no longer so.
pub fn assign(
    db: &mut Db,
    actor: &Actor,
    directory: &Directory,
    _: Granted<DistrictAssign>,
    request: &DistrictAssignment,
) -> Result<AssignmentEffect> {
    // Before any other lock, in the order in which a departure takes them.
    if let Some(agent) = request.agent_id
        && !organisation::keep_agent(db, agent)?
    {
        return Err(invalid("/agent_id", FieldCode::NotAnAgent));
    }
    let plan = plan(db, directory, request, Lock::Exclusive)?;
    if request.confirm.as_ref().is_some_and(|token| *token != plan.token()) {
        return Err(refused(ErrorCode::PreviewOutdated));
    }
    let dialect = db.dialect();
    let list = plan.district_list();
    if plan.changing.is_empty() {
        return Ok(effect(directory, &plan, &HashMap::new(), 0));
    }
    let by = actor.employee_raw();
    let at = store::clock(db)?;
    let effect = match plan.to {
        Some(agent) => {
            let lost =
                ownership::transfer_held(db, &list, ownership::change(agent, at, OwnershipReason::DistrictMoved, by))?;
            store::close_holdings(db, &list, at)?;
            let block = reserve_ids(counted(plan.changing.len()));
            store::open_holdings(db, &list, block, agent, at, by, request.reason.trim())?;
            let queued = store::lock(db, &Which::queued_in(dialect, &list))?;
            let engine = Engine::now(db, directory)?;
            place_customers(db, &engine, &queued, Occasion { by, ..Occasion::DRAINED })?;
            effect(directory, &plan, &lost, counted(queued.len()))
        }
        None => {
            let held = store::lock_held(db, &list)?;
            let customers: Vec<i64> = held.iter().map(|(customer, _)| *customer).collect();
            ownership::release(db, &customers, at, by)?;
            store::close_holdings(db, &list, at)?;
            let engine = Engine::now(db, directory)?;
            place_customers(db, &engine, &customers, Occasion::ARRIVAL)?;
            effect(directory, &plan, &ownership::lost(&held), 0)
        }
    };
    let name = |id: Option<i64>| id.map(|id| directory.person(id).name);
    let codes: Vec<_> = plan.changing.iter().take(NOTED).map(|(_, code)| code).collect();
    let change = Change::new("district.assign", plan.to.map(Id::<shared::ids::kinds::Employee>::from_raw), {
        format!("{} → {}", effect.districts, name(plan.to).unwrap_or_else(|| "∅".into()))
    })
    .before(&serde_json::json!({
        "holders": effect.from.iter().map(|s| format!("{}: {}", s.agent.name, s.districts)).collect::<Vec<_>>(),
    }))?
    .after(&serde_json::json!({
        "agent": name(plan.to),
        "districts": codes,
        "reason": request.reason.trim(),
        "customers_moved": effect.customers_moved,
        "customers_drained": effect.customers_drained,
        "customers_queued": effect.customers_queued,
    }))?;
    audit::record(db, actor, change)?;
    Ok(effect)
}
