//! Spots 候位: what those who wait, wait for. Whoever waits stands at a few spots, and somebody who becomes free looks at their
//! own spots only, however many wait elsewhere.

use std::{collections::BTreeSet, fmt};

use super::{
    Compiled, Roster, Route,
    candidate::{bars_agent, bars_member},
    compiled::Reach,
};
use crate::ids::{EmployeeId, GroupId};

/// What somebody waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Spot {
    /// Anything at all: everybody who waits stands here.
    Anywhere,
    /// A member of a group.
    Group(GroupId, Terms),
    /// A person.
    Person(EmployeeId, Terms),
}

/// On which terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Terms {
    /// Somebody who is absent would do.
    pub even_if_absent: bool,
    /// Capacity is asked.
    pub is_work: bool,
}

/// The text that names the spot in the database.
impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, id, terms) = match self {
            Self::Anywhere => return f.write_str("any"),
            Self::Group(group, terms) => ("g", group.raw(), terms),
            Self::Person(person, terms) => ("p", person.raw(), terms),
        };
        write!(f, "{kind}{id}")?;
        f.write_str(if terms.even_if_absent { "!" } else { "" })?;
        f.write_str(if terms.is_work { "+" } else { "" })
    }
}

impl Compiled {
    /// The spots at which everybody with this reach waits.
    pub fn spots(&self, reach: &Reach) -> BTreeSet<Spot> {
        let terms = |even_if_absent: &bool| Terms { even_if_absent: *even_if_absent, is_work: reach.is_work };
        let spots = self.routes(&reach.rules).filter_map(|route| match route {
            Route::StickyOwner { even_if_absent } => reach.owner.map(|who| Spot::Person(who, terms(even_if_absent))),
            Route::DistrictOwner { even_if_absent } => reach.holder.map(|who| Spot::Person(who, terms(even_if_absent))),
            Route::Person { employee_id, even_if_absent } => Some(Spot::Person(*employee_id, terms(even_if_absent))),
            Route::Group { group_id, even_if_absent, .. } => Some(Spot::Group(*group_id, terms(even_if_absent))),
            Route::Queue {} => None,
        });
        spots.chain([Spot::Anywhere]).collect()
    }
}

/// The spots at which somebody can be given something now.
pub fn spots_of(employee: EmployeeId, roster: &Roster) -> Vec<Spot> {
    let mut spots = Vec::new();
    let Some(entry) = roster.agent_place(employee).map(|at| &roster.agents[at]) else { return spots };
    for (even_if_absent, is_work) in [(false, false), (false, true), (true, false), (true, true)] {
        if bars_agent(&entry.agent, even_if_absent, is_work).is_none() {
            let terms = Terms { even_if_absent, is_work };
            spots.push(Spot::Person(employee, terms));
            let groups = entry.groups.iter().map(|at| roster.groups[*at].id);
            let open =
                |group: &GroupId| roster.member(*group, employee).is_some_and(|m| bars_member(m, is_work).is_none());
            spots.extend(groups.filter(open).map(|group| Spot::Group(group, terms)));
        }
    }
    spots
}
