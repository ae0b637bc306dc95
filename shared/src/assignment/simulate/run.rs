//! One run: events in order, and the queue after each.

use std::{
    cmp::Reverse,
    collections::{BinaryHeap, HashMap},
};

use super::{
    Arrival, OpenWork, Outcome, Report, Simulation,
    report::{Explained, Tally},
    waiting::{Item, WaitingRoom},
};
use crate::{
    assignment::{
        Decision,
        change::{Change, What},
        decide, explain,
        policy::CaseKind,
        spots::{Spot, spots_of},
        times::{Moment, Weekday},
    },
    ids::{CustomerId, EmployeeId},
};

/// About whom something changed, so that they may be able to take what could not be placed before.
enum Whom {
    Everybody,
    These(Vec<EmployeeId>),
}

/// Between which boundaries of the policy a moment lies.
type Span = (usize, Weekday, bool);

pub(super) struct Run<'a, C, F> {
    of: Simulation<'a, C>,
    on: F,
    open_work: BinaryHeap<Reverse<OpenWork>>,
    /// When which of those who wait give up.
    given_up: BinaryHeap<Reverse<(i64, usize)>>,
    waiting: WaitingRoom,
    owners: HashMap<CustomerId, EmployeeId>,
    tally: Tally,
    now: i64,
    moment: Option<(Moment, Span)>,
}

impl<'a, C: Fn(i64) -> Moment, F: FnMut(&Outcome)> Run<'a, C, F> {
    pub(super) fn new(mut of: Simulation<'a, C>, on: F) -> Self {
        Self {
            open_work: std::mem::take(&mut of.open_work).into_iter().map(Reverse).collect(),
            tally: Tally::new(&of.roster),
            of,
            on,
            given_up: BinaryHeap::new(),
            waiting: WaitingRoom::default(),
            owners: HashMap::new(),
            now: i64::MIN,
            moment: None,
        }
    }

    pub(super) fn run(
        mut self,
        arrivals: impl IntoIterator<Item = Arrival>,
        changes: impl IntoIterator<Item = (i64, Change)>,
    ) -> Report {
        let mut changes = changes.into_iter().peekable();
        let mut arrivals = arrivals.into_iter().peekable();
        loop {
            let done = self.open_work.peek().map(|Reverse(work)| work.until);
            let change = changes.peek().map(|(at, _)| *at);
            let arrival = arrivals.peek().map(|arrival| arrival.at);
            let given_up = self.next_given_up();
            // Of equal instants the first named is the least.
            let next = [(done, 0), (given_up, 1), (change, 2), (arrival, 3)];
            let Some((at, which)) = next.into_iter().filter_map(|(at, which)| Some((at?, which))).min() else { break };
            self.pass_time(at);
            match which {
                0 => self.work_is_done(),
                1 => self.give_up(),
                2 => changes.next().into_iter().for_each(|(_, change)| self.change(change)),
                _ => arrivals.next().into_iter().for_each(|arrival| self.arrive(arrival)),
            }
        }
        self.tally.finish(&self.of.roster, self.waiting.len())
    }

    /// When the next of those who still wait gives up. Those who wait no longer are forgotten, so that nothing happens then.
    fn next_given_up(&mut self) -> Option<i64> {
        while let Some(Reverse((at, position))) = self.given_up.peek() {
            if self.waiting.has(*position) {
                return Some(*at);
            }
            self.given_up.pop();
        }
        None
    }

    /// Sets the clock; when that passes a boundary of the policy, everybody who waits may be in another line.
    fn pass_time(&mut self, at: i64) {
        self.now = self.now.max(at);
        if !self.of.policy.asks_time() {
            return;
        }
        let moment = (self.of.clock)(self.now);
        let boundaries = self.of.policy.boundaries();
        let span = (boundaries.partition_point(|time| *time <= moment.time), moment.weekday, moment.workday);
        let before = self.moment.replace((moment, span));
        if self.waiting.len() > 0 && before.is_some_and(|(_, before)| before != span) {
            for item in self.waiting.leave_all() {
                self.wait(item);
            }
            self.drain(Whom::Everybody);
        }
    }

    fn work_is_done(&mut self) {
        let Some(Reverse(work)) = self.open_work.pop() else { return };
        self.of.roster.release(work.employee, work.group);
        self.tally.done(work.group, &self.of.roster);
        self.drain(Whom::These(vec![work.employee]));
    }

    /// Whoever waits behind may have been kept back by the one who gives up only as far as the order of their own line goes,
    /// and of two in a line neither could be placed.
    fn give_up(&mut self) {
        if let Some(Reverse((_, position))) = self.given_up.pop() {
            let left = self.waiting.leave_at(position);
            self.tally.report.waits.given_up += u64::from(left);
        }
    }

    fn change(&mut self, change: Change) {
        self.of.roster.change(change);
        // Who joins again still has open what they had.
        if let What::Joins(group) = change.what {
            let theirs = |work: &&Reverse<OpenWork>| work.0.employee == change.employee && work.0.group == Some(group);
            let open = self.open_work.iter().filter(theirs).count();
            if let Some(member) = self.of.roster.member_mut(group, change.employee) {
                member.open = u32::try_from(open).unwrap_or(u32::MAX);
            }
        }
        self.drain(Whom::These(vec![change.employee]));
    }

    fn arrive(&mut self, arrival: Arrival) {
        let position = self.tally.report.settled.len();
        self.tally.arrived(arrival.facts.case, arrival.at);
        let mut item = Item { arrival, position };
        self.look_again(&mut item);
        let decision = decide(self.of.policy, &item.arrival.facts, &self.of.roster);
        self.tell(&item, decision);
        if decision.owner().is_some() {
            if let Some(owner) = self.assign(&item, decision) {
                self.drain(Whom::These(vec![owner]));
            }
        } else {
            self.tally.report.waits.waited += 1;
            self.given_up.extend(item.arrival.over_at.map(|at| Reverse((at, item.position))));
            self.wait(item);
        }
    }

    /// Updates what may have changed since an arrival was looked at last.
    fn look_again(&self, item: &mut Item) {
        if let Some((moment, _)) = self.moment {
            item.arrival.facts.moment = moment;
        }
        if let Some(owner) = item.arrival.customer.and_then(|customer| self.owners.get(&customer)) {
            item.arrival.facts.owner = Some(*owner);
        }
    }

    /// Tells a decision, before it is carried out.
    fn tell(&mut self, item: &Item, decision: Decision) {
        let facts = &item.arrival.facts;
        if self.of.explain.contains(&facts.case) {
            let explanation = explain(self.of.policy, facts, &self.of.roster);
            self.tally.report.explained.push(Explained { case: facts.case, at: self.now, explanation });
        }
        (self.on)(&Outcome { case: facts.case, arrived_at: item.arrival.at, decided_at: self.now, decision });
    }

    /// Carries a decision out; tells the customer's owner if it is news to something else of theirs, which waits.
    fn assign(&mut self, item: &Item, decision: Decision) -> Option<EmployeeId> {
        let Decision::Assigned(assigned) = decision else { return None };
        self.of.roster.apply(&decision, item.arrival.facts.kind, self.now);
        self.tally.assigned(&assigned, item.arrival.facts.kind, self.now, item.position, &self.of.roster);
        let open_until = item.arrival.open_for.map(|open_for| self.now.saturating_add(open_for));
        let until = open_until.or(item.arrival.over_at.map(|at| at.max(self.now)));
        if let Some(until) = until.filter(|_| item.arrival.facts.kind.is_work()) {
            self.open_work.push(Reverse(OpenWork { until, employee: assigned.owner, group: assigned.group }));
        }
        let facts = &item.arrival.facts;
        let customer = item.arrival.customer?;
        let owner = if facts.kind == CaseKind::Customer { None } else { facts.owner }.unwrap_or(assigned.owner);
        if self.owners.insert(customer, owner) == Some(owner) {
            return None;
        }
        let theirs = self.waiting.leave_of(customer);
        let is_news = !theirs.is_empty();
        theirs.into_iter().for_each(|item| self.wait(item));
        is_news.then_some(owner)
    }

    fn wait(&mut self, mut item: Item) {
        self.look_again(&mut item);
        self.waiting.enter(self.of.policy, item);
    }

    /// Places whoever can be placed of those who wait for these people, the first of the queue first. While the first of a
    /// line has to wait, so has the line.
    fn drain(&mut self, mut whom: Whom) {
        let mut tried = None;
        while self.waiting.len() > 0 {
            let spots = match &whom {
                Whom::Everybody => vec![Spot::Anywhere],
                Whom::These(people) => people.iter().flat_map(|who| spots_of(*who, &self.of.roster)).collect(),
            };
            let Some((place, line)) = self.waiting.next(&spots, tried) else { return };
            tried = Some((place, line));
            let Some(item) = self.waiting.item(line, place) else { return };
            let decision = decide(self.of.policy, &item.arrival.facts, &self.of.roster);
            if decision.owner().is_none() {
                continue;
            }
            let Some(mut item) = self.waiting.leave(line, place) else { return };
            self.look_again(&mut item);
            self.tell(&item, decision);
            self.tally.waited(self.now - item.arrival.at);
            if let Some(owner) = self.assign(&item, decision) {
                tried = None;
                if let Whom::These(people) = &mut whom {
                    people.push(owner);
                }
            }
        }
    }
}
