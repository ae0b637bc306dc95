//! Who would get what.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Days;
use sha2::{Digest, Sha256};
use shared::{
    ErrorCode,
    assignment::decision::WaitReason,
    ids::EmployeeId,
    redistribution::{RedistributionPlan, RedistributionSource},
};

use super::{
    by_policy::{self, Turn},
    split::{Able, Piece, split},
    targets::{Takers, giver},
};
use crate::{
    assignment::{
        engine::Engine,
        ownership::day_number,
        place::Case,
        store::{self, InHand, Lock, Pool},
    },
    db::{Db, id_list},
    error::{Result, refused},
    permissions::{CustomerReassign, InquiryReassign, OrderReassign, Reach, Scoped},
};

/// What is asked for, and how far whoever asks reaches.
pub struct Asked<'a> {
    /// What.
    pub plan: &'a RedistributionPlan,
    /// Whose customers they may give to others.
    pub customers: Scoped<CustomerReassign>,
    /// Whose inquiries; absent when no work is asked for.
    pub work: Option<Scoped<InquiryReassign>>,
    /// Whose orders; absent when no work is asked for, or they may give none to others.
    pub orders: Option<Scoped<OrderReassign>>,
}

impl Asked<'_> {
    /// The work of a pool that is asked for and in reach, by id: of each kind what they may give to others.
    fn work_of(&self, db: &mut Db, pool: &Pool, locked: bool) -> Result<Vec<InHand>> {
        let mut work = match &self.work {
            Some(scope) => store::pool_inquiries(db, scope, pool, locked)?,
            None => Vec::new(),
        };
        if let Some(scope) = &self.orders {
            work.extend(store::pool_orders(db, scope, pool, locked)?);
        }
        work.sort_unstable_by_key(|piece| piece.id);
        Ok(work)
    }
}

/// A customer or a work item who goes from one to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    /// Which.
    pub id: i64,
    /// From whom.
    pub from: i64,
    /// To whom; absent: it waits.
    pub to: Option<i64>,
    /// The group by which it comes to them.
    pub group: Option<i64>,
}

/// How much somebody has.
#[derive(Debug, Clone, Copy, Default)]
pub struct Load {
    /// Customers.
    pub customers: i64,
    /// Open work items.
    pub work: i64,
    /// How many of those they may have; absent: any number.
    pub capacity: Option<i64>,
    /// How many more of the group's; absent: any number.
    pub room: Option<i64>,
}

/// Who gets what.
#[derive(Default)]
pub struct Plan {
    /// Customers, by id.
    pub customers: Vec<Move>,
    /// Work items, by id.
    pub work: Vec<Move>,
    /// How many customers of the source stay where they are.
    pub customers_stay: usize,
    /// How many work items.
    pub work_stay: usize,
    /// Whoever gives or could get something, with what they have now.
    pub loads: BTreeMap<i64, Load>,
    /// Who could get something.
    pub takers: BTreeSet<i64>,
    /// What waits afterwards, as cases.
    pub(super) waiting: Vec<(Case, WaitReason)>,
    /// The turns in rotations that go with it.
    pub(super) turns: Vec<Turn>,
    seen: String,
}

impl Plan {
    /// Who gets work and then has more than they may.
    pub fn over_capacity(&self) -> BTreeSet<i64> {
        let mut gets: BTreeMap<i64, i64> = BTreeMap::new();
        let mut from: BTreeMap<i64, i64> = BTreeMap::new();
        for piece in &self.work {
            *from.entry(piece.from).or_default() += 1;
            if let Some(to) = piece.to {
                *gets.entry(to).or_default() += 1;
            }
        }
        let is_over = |(id, count): &(i64, i64)| {
            let load = self.loads.get(id).copied().unwrap_or_default();
            let after = load.work + count - from.get(id).copied().unwrap_or(0);
            load.capacity.is_some_and(|capacity| after > capacity) || load.room.is_some_and(|room| *count > room)
        };
        gets.into_iter().filter(is_over).map(|(id, _)| id).collect()
    }

    /// Names what a person saw: what they asked for, who gives and who gets, and how much it is.
    pub fn token(&self) -> String {
        format!("{}.{}.{}", self.seen, self.customers.len(), self.work.len())
    }

    /// Refuses a confirmation of something else. Customers come in all the time, so one in a hundred more or less is the same.
    ///
    /// # Errors
    /// When it does not fit.
    pub fn confirm(&self, token: &str) -> Result<()> {
        let is_near =
            |was: &str, is: usize| was.parse::<usize>().is_ok_and(|was| was.abs_diff(is).saturating_mul(100) <= was);
        let fits = match token.split('.').collect::<Vec<_>>()[..] {
            [seen, customers, work] => {
                seen == self.seen && is_near(customers, self.customers.len()) && is_near(work, self.work.len())
            }
            _ => false,
        };
        if fits { Ok(()) } else { Err(refused(ErrorCode::PreviewOutdated)) }
    }
}

/// What a redistribution would do now.
///
/// # Errors
/// When a target is no active agent.
pub fn look(db: &mut Db, engine: &Engine<'_>, asked: &Asked<'_>) -> Result<Plan> {
    let takers = Takers::find(db, engine, asked)?;
    let pool = pool(engine, &asked.plan.source);
    let found = Found::read(db, asked, &pool, false)?;
    plan(db, engine, asked, &takers, found, false)
}

/// The same, with everything locked that it depends on, for doing it. What the policy decides is written down already.
///
/// # Errors
/// When a target is no active agent, or other people have the work by now than a moment before.
pub fn lock_and_look(db: &mut Db, engine: &Engine<'_>, asked: &Asked<'_>) -> Result<Plan> {
    let takers = Takers::find(db, engine, asked)?;
    takers.keep(db, asked)?;
    let pool = pool(engine, &asked.plan.source);
    if asked.plan.moving.has_customers() {
        let districts = store::pool_districts(db, &asked.customers, &pool)?;
        store::lock_districts(db, &id_list(districts), Lock::Exclusive)?;
    }
    let mut givers = BTreeSet::new();
    if asked.work.is_some() {
        givers.extend(asked.work_of(db, &pool, false)?.into_iter().map(|piece| piece.owner));
        let mut groups: BTreeSet<i64> = takers.groups(engine).into_iter().collect();
        groups.extend(store::memberships_of(db, &id_list(givers.iter().copied()))?.iter().map(|m| m.group));
        store::group_clocks(db, &id_list(groups), true)?;
    } else if matches!(takers, Takers::Policy) {
        store::group_clocks(db, &id_list(takers.groups(engine).into_iter().collect::<BTreeSet<_>>()), true)?;
    }
    // Under the group's lock.
    let takers = Takers::find(db, engine, asked)?;
    takers.keep(db, asked)?;
    if let (Takers::Named { people, .. }, true) = (&takers, asked.work.is_some()) {
        store::hold_agents(db, &id_list(people.keys().copied().chain(givers.iter().copied())))?;
    }
    let found = Found::read(db, asked, &pool, true)?;
    if found.work.iter().any(|piece| !givers.contains(&piece.owner)) {
        return Err(refused(ErrorCode::PreviewOutdated));
    }
    plan(db, engine, asked, &takers, found, true)
}

/// What the source has that the caller reaches.
pub(super) struct Found {
    pub customers: Vec<Piece>,
    pub work: Vec<InHand>,
}

impl Found {
    fn read(db: &mut Db, asked: &Asked<'_>, pool: &Pool, locked: bool) -> Result<Self> {
        let customers = if asked.plan.moving.has_customers() {
            store::pool_customers(db, &asked.customers, pool, locked)?
        } else {
            Vec::new()
        };
        let work = asked.work_of(db, pool, locked)?;
        Ok(Self { customers, work })
    }
}

fn pool(engine: &Engine<'_>, source: &RedistributionSource) -> Pool {
    match source {
        RedistributionSource::Agent { agent_id } => Pool::Agent(agent_id.raw()),
        RedistributionSource::Districts { district_ids } => {
            Pool::Districts(id_list(district_ids.iter().map(|d| d.raw())))
        }
        RedistributionSource::Group { group_id } => Pool::Group(group_id.raw()),
        RedistributionSource::Filter { district_id, owner_id, level, idle_days } => Pool::Filter {
            district: district_id.map(|d| d.raw()),
            owner: owner_id.map(EmployeeId::raw),
            level: *level,
            idle_through: idle_days.map(|days| {
                let today = engine.directory.day_of(engine.at.utc());
                today.checked_sub_days(Days::new(days.into())).map_or(0, day_number)
            }),
        },
    }
}

fn plan(
    db: &mut Db,
    engine: &Engine<'_>,
    asked: &Asked<'_>,
    takers: &Takers,
    found: Found,
    for_good: bool,
) -> Result<Plan> {
    let mut plan = Plan::default();
    match takers {
        Takers::Policy => {
            by_policy::decide(db, engine, giver(&asked.plan.source), &found, for_good, &mut plan)?;
            plan.takers = plan.customers.iter().chain(&plan.work).filter_map(|piece| piece.to).collect();
        }
        Takers::Named { people, .. } => plan.takers = people.keys().copied().collect(),
    }
    let givers = found.customers.iter().map(|(_, owner)| *owner).chain(found.work.iter().map(|piece| piece.owner));
    let concerned: BTreeSet<i64> = givers.chain(plan.takers.iter().copied()).collect();
    plan.loads = loads(db, &concerned)?;
    if let Takers::Named { group, people } = takers {
        for (id, named) in people {
            plan.loads.entry(*id).or_default().room = named.room;
        }
        let weight = |id: i64| people.get(&id).map_or(1, |named| named.weight);
        // Of whom the caller does not reach they find nothing out, not even by how it is shared out.
        let visible = |reach: &Reach, id: i64, load: i64| if reach.covers(Some(id)) { load } else { 0 };
        let able = |of: &dyn Fn(i64, &Load) -> Able| -> BTreeMap<i64, Able> {
            let named = plan.loads.iter().filter(|(id, _)| people.contains_key(id));
            named.map(|(id, load)| (*id, of(*id, load))).collect()
        };
        let by_customers = able(&|id, load| Able {
            load: visible(asked.customers.reach(), id, load.customers),
            weight: weight(id),
            room: None,
        });
        let moved = |pieces: &[Piece], takers: &BTreeMap<i64, Able>, group: Option<i64>| -> Vec<Move> {
            let moves = split(pieces, takers).into_iter();
            moves.map(|(at, to)| Move { id: pieces[at].0, from: pieces[at].1, to: Some(to), group }).collect()
        };
        let customers = moved(&found.customers, &by_customers, None);
        let work = match &asked.work {
            None => Vec::new(),
            Some(scope) => {
                let by_work = able(&|id, load| Able {
                    load: visible(scope.reach(), id, load.work),
                    weight: weight(id),
                    room: load.capacity.map(|capacity| capacity - load.work).into_iter().chain(load.room).min(),
                });
                let pieces: Vec<Piece> = found.work.iter().map(|piece| (piece.id, piece.owner)).collect();
                moved(&pieces, &by_work, group.map(|group| group.raw()))
            }
        };
        (plan.customers, plan.work) = (customers, work);
    }
    plan.customers_stay = found.customers.len() - plan.customers.len();
    plan.work_stay = found.work.len() - plan.work.len();
    plan.seen = seen(engine, asked, takers, &plan)?;
    Ok(plan)
}

fn loads(db: &mut Db, people: &BTreeSet<i64>) -> Result<BTreeMap<i64, Load>> {
    let mut loads: BTreeMap<i64, Load> = people.iter().map(|id| (*id, Load::default())).collect();
    let list = id_list(people.iter().copied());
    for (owner, customers) in store::customers_of(db, &list)? {
        loads.entry(owner).or_default().customers = customers;
    }
    for (employee, open, capacity) in store::work_of(db, &list)? {
        let load = loads.entry(employee).or_default();
        (load.work, load.capacity) = (open.into(), capacity.map(i64::from));
    }
    Ok(loads)
}

fn seen(engine: &Engine<'_>, asked: &Asked<'_>, takers: &Takers, plan: &Plan) -> Result<String> {
    let mut hash = Sha256::new();
    hash.update(serde_json::to_vec(asked.plan)?);
    let givers: BTreeSet<i64> = plan.customers.iter().chain(&plan.work).map(|piece| piece.from).collect();
    for giver in givers {
        hash.update(giver.to_le_bytes());
    }
    match takers {
        Takers::Policy => hash.update(engine.policy.publication_id.raw().to_le_bytes()),
        Takers::Named { people, .. } => {
            for (id, named) in people {
                hash.update(id.to_le_bytes());
                hash.update(named.weight.to_le_bytes());
            }
        }
    }
    Ok(hex::encode(&hash.finalize()[..16]))
}
