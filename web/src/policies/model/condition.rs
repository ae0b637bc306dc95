//! Conditions while they are edited.

use leptos::prelude::*;
use shared::assignment::{Condition, FactTest};

/// How the parts of a group are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joint {
    /// Every one.
    All,
    /// At least one.
    Any,
    /// Not every one.
    NotAll,
    /// Not one.
    None,
}

impl Joint {
    /// Each with the word that stands for it in a select.
    pub const ALL: [(Self, &str); 4] =
        [(Self::All, "all"), (Self::Any, "any"), (Self::NotAll, "not_all"), (Self::None, "none")];

    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(joint, _)| *joint == self).map_or("", |(_, word)| word)
    }

    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, one)| *one == word).map(|(joint, _)| *joint)
    }
}

/// A part of a condition.
#[derive(Clone, Copy)]
pub struct Part {
    pub id: u32,
    pub body: Body,
}

#[derive(Clone, Copy)]
pub enum Body {
    Group(Group),
    Test { negated: RwSignal<bool>, test: RwSignal<FactTest> },
}

/// Parts and how they are joined.
#[derive(Clone, Copy)]
pub struct Group {
    pub joint: RwSignal<Joint>,
    pub parts: RwSignal<Vec<Part>>,
}

impl Group {
    pub fn condition(self) -> Condition {
        let parts = self.parts.with(|parts| parts.iter().map(|part| part.condition()).collect());
        match self.joint.get() {
            Joint::All => Condition::All(parts),
            Joint::Any => Condition::Any(parts),
            Joint::NotAll => Condition::Not(Box::new(Condition::All(parts))),
            Joint::None => Condition::Not(Box::new(Condition::Any(parts))),
        }
    }

    /// Where its parts stand, if it stands at `pointer`.
    pub fn inside(self, pointer: &str) -> String {
        match self.joint.get() {
            Joint::All => format!("{pointer}/all"),
            Joint::Any => format!("{pointer}/any"),
            Joint::NotAll => format!("{pointer}/not/all"),
            Joint::None => format!("{pointer}/not/any"),
        }
    }
}

impl Part {
    fn condition(self) -> Condition {
        match self.body {
            Body::Group(group) => group.condition(),
            Body::Test { negated, test } => {
                let test = Condition::Test(test.get());
                if negated.get() { Condition::Not(Box::new(test)) } else { test }
            }
        }
    }
}
