//! Those who wait, in lines of equal reach.
//!
//! Two arrivals with the same reach wait for the same people, so when the first of a line cannot be placed nobody in it can;
//! and nobody can be placed before something changed about somebody whom they wait for, and then only with that one. Trying
//! the first of the lines at somebody's spots, in the order of the whole queue, therefore does what trying everybody in that
//! order would do, but fast.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    ops::Bound,
};

use super::Arrival;
use crate::{
    assignment::{Compiled, compiled::Reach, queue::QueueKey, spots::Spot},
    ids::CustomerId,
};

/// An arrival, with its number in the order of arrivals.
#[derive(Debug)]
pub(super) struct Item {
    pub arrival: Arrival,
    pub position: usize,
}

/// Where an item stands in the queue; what history tells twice is two items.
type Place = (QueueKey, usize);

/// Those of one reach.
#[derive(Debug)]
struct Line {
    spots: BTreeSet<Spot>,
    items: BTreeMap<Place, Item>,
}

/// Everybody who waits.
#[derive(Debug, Default)]
pub(super) struct WaitingRoom {
    lines: Vec<Line>,
    by_reach: HashMap<Reach, usize>,
    /// The first of each line, at each of the line's spots.
    firsts: HashMap<Spot, BTreeSet<(Place, usize)>>,
    of_customer: HashMap<CustomerId, Vec<(usize, Place)>>,
    /// Where those stand who may give up, by their number.
    of_position: HashMap<usize, (usize, Place)>,
    count: usize,
}

impl WaitingRoom {
    pub(super) const fn len(&self) -> usize {
        self.count
    }

    /// Lets somebody wait.
    pub(super) fn enter(&mut self, policy: &Compiled, item: Item) {
        let facts = &item.arrival.facts;
        let line = *self.by_reach.entry(policy.reach(facts)).or_insert_with_key(|reach| {
            self.lines.push(Line { spots: policy.spots(reach), items: BTreeMap::new() });
            self.lines.len() - 1
        });
        let place = (QueueKey::of(facts, item.arrival.at), item.position);
        if let Some(customer) = item.arrival.customer {
            self.of_customer.entry(customer).or_default().push((line, place));
        }
        if item.arrival.over_at.is_some() {
            self.of_position.insert(item.position, (line, place));
        }
        self.count += 1;
        self.change(line, |items| items.insert(place, item));
    }

    /// Ends somebody's waiting.
    pub(super) fn leave(&mut self, line: usize, place: Place) -> Option<Item> {
        let item = self.change(line, |items| items.remove(&place))?;
        self.count -= 1;
        self.of_position.remove(&item.position);
        if let Some(customer) = item.arrival.customer
            && let Some(theirs) = self.of_customer.get_mut(&customer)
        {
            theirs.retain(|other| *other != (line, place));
            if theirs.is_empty() {
                self.of_customer.remove(&customer);
            }
        }
        Some(item)
    }

    /// Whether the one with this number, who may give up, still waits.
    pub(super) fn has(&self, position: usize) -> bool {
        self.of_position.contains_key(&position)
    }

    /// Ends the waiting of the one with this number; tells whether they still waited.
    pub(super) fn leave_at(&mut self, position: usize) -> bool {
        let stood = self.of_position.get(&position).copied();
        stood.is_some_and(|(line, place)| self.leave(line, place).is_some())
    }

    /// Ends the waiting of all of a customer's things.
    pub(super) fn leave_of(&mut self, customer: CustomerId) -> Vec<Item> {
        let theirs = self.of_customer.remove(&customer).unwrap_or_default();
        theirs.into_iter().filter_map(|(line, place)| self.leave(line, place)).collect()
    }

    /// Ends the waiting of everybody.
    pub(super) fn leave_all(&mut self) -> Vec<Item> {
        let left = std::mem::take(self);
        left.lines.into_iter().flat_map(|line| line.items.into_values()).collect()
    }

    /// The next at some spots, in the order of the queue, after one that was tried before.
    pub(super) fn next(&self, spots: &[Spot], after: Option<(Place, usize)>) -> Option<(Place, usize)> {
        let from = after.map_or(Bound::Unbounded, Bound::Excluded);
        let sets = spots.iter().filter_map(|spot| self.firsts.get(spot));
        sets.filter_map(|set| set.range((from, Bound::Unbounded)).next()).min().copied()
    }

    /// Somebody who waits.
    pub(super) fn item(&self, line: usize, place: Place) -> Option<&Item> {
        self.lines[line].items.get(&place)
    }

    /// Changes the items of a line, and with them who is first at its spots.
    fn change<T>(&mut self, line: usize, change: impl FnOnce(&mut BTreeMap<Place, Item>) -> T) -> T {
        let Line { spots, items } = &mut self.lines[line];
        let first = |items: &BTreeMap<Place, Item>| items.keys().next().map(|place| (*place, line));
        let before = first(items);
        let changed = change(items);
        let after = first(items);
        if before != after {
            for spot in spots.iter() {
                let set = self.firsts.entry(*spot).or_default();
                if let Some(before) = &before {
                    set.remove(before);
                }
                set.extend(after);
            }
        }
        changed
    }
}
