//! Those who wait, in lines of equal reach.
//!
//! Two arrivals with the same reach wait for the same people, so when the first of a line cannot be placed nobody in it can.
//! A line is tried again only when something changed about somebody whom it reaches. Trying the lines' first members in the
//! order of the whole queue therefore does what trying everybody in that order would do, but faster.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Arrival;
use crate::{
    assignment::{Roster, compiled::Reach, queue::QueueKey},
    ids::{CustomerId, EmployeeId, GroupId},
};

/// An arrival, with its number in the order of arrivals.
#[derive(Debug)]
pub(super) struct Item {
    pub arrival: Arrival,
    pub position: usize,
}

impl Item {
    fn place(&self) -> Place {
        (QueueKey::of(&self.arrival.facts, self.arrival.at), self.position)
    }
}

/// Where an item stands in the queue; what history tells twice is two items.
pub(super) type Place = (QueueKey, usize);

/// What a change may concern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Spot {
    Group(GroupId),
    Person(EmployeeId),
}

#[derive(Debug)]
struct Line {
    spots: Vec<Spot>,
    items: BTreeMap<Place, Item>,
}

/// Everybody who waits.
#[derive(Debug, Default)]
pub(super) struct WaitingRoom {
    lines: Vec<Line>,
    by_reach: HashMap<Reach, usize>,
    /// Lines in which somebody waits, by whom they wait for.
    at_spot: HashMap<Spot, BTreeSet<usize>>,
    of_customer: HashMap<CustomerId, Vec<(usize, Place)>>,
    count: usize,
}

impl WaitingRoom {
    pub(super) const fn len(&self) -> usize {
        self.count
    }

    /// Lets somebody wait; tells in which line.
    pub(super) fn enter(&mut self, reach: Reach, item: Item) -> usize {
        let line = *self.by_reach.entry(reach).or_insert_with_key(|reach| {
            let groups = reach.groups.iter().map(|group| Spot::Group(*group));
            let spots = groups.chain(reach.persons().map(Spot::Person)).collect();
            self.lines.push(Line { spots, items: BTreeMap::new() });
            self.lines.len() - 1
        });
        let (place, customer) = (item.place(), item.arrival.customer);
        if self.lines[line].items.is_empty() {
            for spot in &self.lines[line].spots {
                self.at_spot.entry(*spot).or_default().insert(line);
            }
        }
        self.lines[line].items.insert(place, item);
        self.count += 1;
        if let Some(customer) = customer {
            self.of_customer.entry(customer).or_default().push((line, place));
        }
        line
    }

    /// Ends somebody's waiting.
    pub(super) fn leave(&mut self, line: usize, place: Place) -> Option<Item> {
        let item = self.lines[line].items.remove(&place)?;
        self.count -= 1;
        if self.lines[line].items.is_empty() {
            for spot in &self.lines[line].spots {
                if let Some(lines) = self.at_spot.get_mut(spot) {
                    lines.remove(&line);
                }
            }
        }
        if let Some(customer) = item.arrival.customer
            && let Some(places) = self.of_customer.get_mut(&customer)
        {
            places.retain(|other| *other != (line, place));
            if places.is_empty() {
                self.of_customer.remove(&customer);
            }
        }
        Some(item)
    }

    /// Ends the waiting of everybody.
    pub(super) fn leave_all(&mut self) -> Vec<Item> {
        let left = std::mem::take(self);
        left.lines.into_iter().flat_map(|line| line.items.into_values()).collect()
    }

    /// The first of a line.
    pub(super) fn first(&self, line: usize) -> Option<Place> {
        self.lines[line].items.keys().next().copied()
    }

    /// Somebody who waits.
    pub(super) fn item(&self, line: usize, place: Place) -> Option<&Item> {
        self.lines[line].items.get(&place)
    }

    /// Where a customer's things wait.
    pub(super) fn of_customer(&self, customer: CustomerId) -> Vec<(usize, Place)> {
        self.of_customer.get(&customer).cloned().unwrap_or_default()
    }

    /// The lines that wait for somebody, by name or in one of their groups.
    pub(super) fn lines_for(&self, employee: EmployeeId, roster: &Roster) -> BTreeSet<usize> {
        let groups = roster.agent_place(employee).map(|at| &roster.agents[at].groups[..]).unwrap_or_default();
        let groups = groups.iter().map(|at| Spot::Group(roster.groups[*at].id));
        let spots = groups.chain([Spot::Person(employee)]);
        spots.filter_map(|spot| self.at_spot.get(&spot)).flatten().copied().collect()
    }

    /// Every line.
    pub(super) fn lines(&self) -> BTreeSet<usize> {
        (0..self.lines.len()).collect()
    }
}
