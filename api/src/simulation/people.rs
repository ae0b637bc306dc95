//! Who was there, and what changed about them: the roster of a past instant, out of what was written down of every change.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::Deserialize;
use shared::{
    Id,
    assignment::{
        change::{Change, What},
        roster::{Agent, Member, Presence},
        rotation::Weight,
    },
    ids::{EmployeeId, GroupId},
    workforce::{Calendar, Hours, Span},
};

use super::store::{self, EventRow, micros};
use crate::{
    db::{At, Db},
    error::Result,
    workforce::Workforce,
};

/// What is known of somebody at an instant.
#[derive(Debug, Clone)]
struct Known {
    active: bool,
    presence: Presence,
    capacity: Option<u32>,
    hours: Option<Hours>,
    skills: Vec<String>,
    groups: BTreeMap<i64, Membership>,
}

#[derive(Debug, Clone, Copy)]
struct Membership {
    present: bool,
    weight: Weight,
    capacity: Option<u32>,
    paused: bool,
}

impl Default for Membership {
    fn default() -> Self {
        Self { present: false, weight: Weight::ONE, capacity: None, paused: false }
    }
}

#[derive(Deserialize)]
struct WrittenSchedule {
    spans: Vec<Span>,
}

/// The people of a period.
pub struct People {
    /// Agents as the period begins, without what they have in hand.
    pub agents: Vec<Agent>,
    /// The memberships then, without turns and work.
    pub members: Vec<(GroupId, Member)>,
    /// All groups that anybody was ever in.
    pub groups: Vec<GroupId>,
    /// What changes, in order.
    pub changes: Vec<(i64, Change)>,
}

/// Reads who was there from an instant on, and what changed until another. Working hours are followed until then; after it
/// they stay as they are. Skills stay as they were at the beginning. People are those of `as_of`: the beginning itself, or a
/// later instant whose people shall be there the whole time.
///
/// # Errors
/// When the database fails.
pub fn read(db: &mut Db, workforce: &Workforce, tz: Tz, as_of: At, from: At, to: At) -> Result<People> {
    let events = store::events(db)?;
    let mut known = as_if_never_changed(db, workforce, &events)?;
    let later = events.partition_point(|event| event.at < as_of);
    for event in &events[..later] {
        if let Some(person) = known.get_mut(&event.employee) {
            person.learn(event);
        }
    }
    let leaves = store::leaves(db)?;
    let clock = Clock { calendar: workforce.calendar(), tz };
    let (begin, end) = (from.utc(), to.utc());
    let mut changes: Vec<(i64, Change)> = Vec::new();
    for (id, person) in &known {
        let of = |what| Change { employee: Id::from_raw(*id), what };
        changes.extend(clock.shifts(person.hours.as_ref(), begin, end).map(|(at, on)| (at, of(What::InHours(on)))));
    }
    for (employee, leave_from, leave_to) in &leaves {
        for (at, on) in [(leave_from, true), (leave_to, false)] {
            if *at >= from && *at < to {
                let change = Change { employee: Id::from_raw(*employee), what: What::OnLeave(on) };
                changes.push((micros(*at), change));
            }
        }
    }
    for event in &events[later..] {
        changes.extend(event.changes(&clock).into_iter().map(|change| (micros(event.at), change)));
    }
    changes.sort_by_key(|(at, _)| *at);
    let on_leave = |id: i64| leaves.iter().any(|(employee, leave, to)| *employee == id && *leave <= from && from < *to);
    let agents = known.iter().map(|(id, person)| Agent {
        active: person.active,
        presence: person.presence,
        capacity: person.capacity,
        on_leave: on_leave(*id),
        in_hours: clock.covers(person.hours.as_ref(), begin),
        skills: person.skills.clone(),
        ..Agent::new(Id::from_raw(*id))
    });
    let members = known.iter().flat_map(|(id, person)| {
        person.groups.iter().filter(|(_, membership)| membership.present).map(|(group, membership)| {
            let member = Member {
                weight: membership.weight,
                capacity: membership.capacity,
                paused: membership.paused,
                ..Member::new(Id::from_raw(*id))
            };
            (Id::from_raw(*group), member)
        })
    });
    let mut groups: Vec<GroupId> = known.values().flat_map(|p| p.groups.keys()).map(|id| Id::from_raw(*id)).collect();
    groups.sort_unstable();
    groups.dedup();
    Ok(People { agents: agents.collect(), members: members.collect(), groups, changes })
}

/// Everybody as they are now in whatever was never written down as a change, and otherwise as they were before the first.
fn as_if_never_changed(db: &mut Db, workforce: &Workforce, events: &[EventRow]) -> Result<BTreeMap<i64, Known>> {
    let mut changed: HashMap<(i64, Option<i64>, &str), ()> = HashMap::new();
    for event in events {
        changed.insert((event.employee, event.group, event.kind.as_str()), ());
    }
    let never = |employee: i64, group: Option<i64>, kind| !changed.contains_key(&(employee, group, kind));
    let mut known = BTreeMap::new();
    for agent in store::agents(db)? {
        let id: EmployeeId = Id::from_raw(agent.id);
        let hours = workforce.hours(agent.schedule.map(Id::from_raw)).cloned();
        known.insert(
            agent.id,
            Known {
                active: never(agent.id, None, "active") && agent.active,
                presence: if never(agent.id, None, "presence") { agent.presence.0 } else { Presence::Offline },
                capacity: agent.capacity.filter(|_| never(agent.id, None, "capacity")).map(count),
                hours: hours.filter(|_| never(agent.id, None, "schedule")),
                skills: if never(agent.id, None, "skills") { workforce.skills(id).to_vec() } else { Vec::new() },
                groups: BTreeMap::new(),
            },
        );
    }
    for row in store::members(db)? {
        let Some(person) = known.get_mut(&row.employee) else { continue };
        let never = |kind| never(row.employee, Some(row.group), kind);
        let is_new = Membership::default();
        let weight = u8::try_from(row.weight).ok().and_then(Weight::new).unwrap_or(Weight::ONE);
        person.groups.insert(
            row.group,
            Membership {
                present: never("joins") && row.present,
                weight: if never("weight") { weight } else { is_new.weight },
                capacity: row.capacity.filter(|_| never("capacity_in")).map(count),
                paused: never("paused") && row.paused,
            },
        );
    }
    Ok(known)
}

fn count(number: i32) -> u32 {
    u32::try_from(number).unwrap_or(0)
}

impl Known {
    fn learn(&mut self, event: &EventRow) {
        match event.kind.as_str() {
            "schedule" => self.hours = event.hours(),
            "skills" => self.skills = event.value().unwrap_or_default(),
            _ => event.what().into_iter().for_each(|what| self.change(what)),
        }
    }

    fn change(&mut self, what: What) {
        match what {
            What::Active(active) => self.active = active,
            What::Presence(presence) => self.presence = presence,
            What::Capacity(capacity) => self.capacity = capacity,
            What::Joins(group) => *self.member(group) = Membership { present: true, ..Membership::default() },
            What::Quits(group) => self.member(group).present = false,
            What::Paused(group, paused) => self.member(group).paused = paused,
            What::Weight(group, weight) => self.member(group).weight = weight,
            What::CapacityIn(group, capacity) => self.member(group).capacity = capacity,
            // Told from schedules and leaves.
            What::OnLeave(_) | What::InHours(_) => {}
        }
    }
}

impl Known {
    fn member(&mut self, group: GroupId) -> &mut Membership {
        self.groups.entry(group.raw()).or_default()
    }
}

impl EventRow {
    fn value<T: serde::de::DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_str(self.value.as_deref()?).ok()
    }

    fn hours(&self) -> Option<Hours> {
        self.value::<Option<WrittenSchedule>>().flatten().map(|schedule| Hours::new(schedule.spans))
    }

    fn what(&self) -> Option<What> {
        let group = self.group.map(Id::from_raw);
        Some(match self.kind.as_str() {
            "active" => What::Active(self.value()?),
            "presence" => What::Presence(self.value()?),
            "capacity" => What::Capacity(self.value()?),
            "joins" => What::Joins(group?),
            "quits" => What::Quits(group?),
            "paused" => What::Paused(group?, self.value()?),
            "weight" => What::Weight(group?, self.value()?),
            "capacity_in" => What::CapacityIn(group?, self.value()?),
            _ => return None,
        })
    }

    /// What it changes at once. Another schedule also changes when they are there from then on; what is followed of that is
    /// whether they are there at that moment.
    fn changes(&self, clock: &Clock<'_>) -> Option<Change> {
        let employee = Id::from_raw(self.employee);
        let what = match self.kind.as_str() {
            "schedule" => What::InHours(clock.covers(self.hours().as_ref(), self.at.utc())),
            _ => self.what()?,
        };
        Some(Change { employee, what })
    }
}

/// The tenant's clock and calendar.
struct Clock<'a> {
    calendar: &'a Calendar,
    tz: Tz,
}

impl Clock<'_> {
    fn covers(&self, hours: Option<&Hours>, at: DateTime<Utc>) -> bool {
        hours.is_none_or(|hours| hours.covers(at.with_timezone(&self.tz).naive_local(), self.calendar))
    }

    /// When these hours begin and end in a period, in microseconds.
    fn shifts(
        &self,
        hours: Option<&Hours>,
        from: DateTime<Utc>,
        to: DateTime<Utc>,
    ) -> impl Iterator<Item = (i64, bool)> {
        let mut at = from.with_timezone(&self.tz).naive_local();
        let mut shifts = Vec::new();
        while let Some(next) = hours.and_then(|hours| hours.next_change(at, self.calendar)) {
            at = next;
            // An hour that the clock skips has no instant; the shift then begins with the next one.
            let Some(instant) = next.and_local_timezone(self.tz).latest() else { continue };
            if instant >= to {
                break;
            }
            shifts.push((instant.timestamp_micros(), self.covers(hours, instant.with_timezone(&Utc))));
        }
        shifts.into_iter()
    }
}
