//! What is left of the values of one fact when several tests of it must hold or fail.

use std::collections::BTreeSet;

use crate::assignment::times::{MINUTES, TimeOfDay};

/// Values of a fact. Every operation is exact but for texts, where [`is_empty`](Self::is_empty) may miss a contradiction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Constraint {
    Values(Values),
    Number(Numbers),
    Time(Minutes),
    Text(Texts),
}

impl Constraint {
    /// What fulfils both. Both are of the same fact, and so of the same form.
    pub(super) fn and(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::Values(a), Self::Values(b)) => Self::Values(a.and(b)),
            (Self::Number(a), Self::Number(b)) => Self::Number(a.and(b)),
            (Self::Time(a), Self::Time(b)) => Self::Time(a.and(b)),
            (Self::Text(a), Self::Text(b)) => Self::Text(a.and(b)),
            _ => self.clone(),
        }
    }

    /// Whether nothing is left for certain.
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Values(values) => values.is_empty(),
            Self::Number(numbers) => numbers.is_empty(),
            Self::Time(minutes) => minutes.0.iter().all(|word| *word == 0),
            Self::Text(texts) => texts.is_empty(),
        }
    }
}

/// Words, some of them or all but some, with or without "not known".
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Values {
    /// Whether the fact may be unknown.
    pub unknown: bool,
    /// Whether `words` are those that may be, or those that may not.
    pub listed: bool,
    pub words: BTreeSet<String>,
    /// How many words there are, when the fact knows only so many.
    pub of: Option<usize>,
}

impl Values {
    fn and(&self, other: &Self) -> Self {
        let words = match (self.listed, other.listed) {
            (true, true) => &self.words & &other.words,
            (true, false) => &self.words - &other.words,
            (false, true) => &other.words - &self.words,
            (false, false) => &self.words | &other.words,
        };
        Self { unknown: self.unknown && other.unknown, listed: self.listed || other.listed, words, of: self.of }
    }

    fn is_empty(&self) -> bool {
        let none_left =
            if self.listed { self.words.is_empty() } else { self.of.is_some_and(|of| self.words.len() >= of) };
        !self.unknown && none_left
    }
}

/// Numbers within bounds but for some ranges, or not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Numbers {
    /// Whether the fact may be unknown.
    pub unknown: bool,
    /// The least and the greatest that may be.
    pub range: (i64, i64),
    /// What may not be.
    pub except: BTreeSet<(i64, i64)>,
}

impl Numbers {
    fn and(&self, other: &Self) -> Self {
        Self {
            unknown: self.unknown && other.unknown,
            range: (self.range.0.max(other.range.0), self.range.1.min(other.range.1)),
            except: &self.except | &other.except,
        }
    }

    fn is_empty(&self) -> bool {
        let (mut next, last) = self.range;
        for (from, to) in &self.except {
            if next > last || *from > next {
                break;
            }
            match to.checked_add(1) {
                Some(after) => next = next.max(after),
                None => return !self.unknown,
            }
        }
        !self.unknown && next > last
    }
}

const WORDS: usize = (MINUTES as usize).div_ceil(64);

/// A bit for each minute of the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Minutes([u64; WORDS]);

impl Minutes {
    /// The minutes that lie between two times, or those that do not.
    pub(super) fn new(from: TimeOfDay, to: TimeOfDay, between: bool) -> Self {
        let mut words = [0; WORDS];
        for minute in (0..MINUTES).filter_map(TimeOfDay::from_minute) {
            if minute.is_between(from, to) == between {
                words[usize::from(minute.minute() / 64)] |= 1 << (minute.minute() % 64);
            }
        }
        Self(words)
    }

    fn and(&self, other: &Self) -> Self {
        Self(std::array::from_fn(|at| self.0[at] & other.0[at]))
    }
}

/// Texts that have a word of each list and none of the others.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Texts {
    pub contains: BTreeSet<Vec<String>>,
    pub lacks: BTreeSet<String>,
}

impl Texts {
    fn and(&self, other: &Self) -> Self {
        Self { contains: &self.contains | &other.contains, lacks: &self.lacks | &other.lacks }
    }

    /// Whether some list has only words that contain one that must be lacking.
    fn is_empty(&self) -> bool {
        let banned = |word: &String| self.lacks.iter().any(|lacking| word.contains(lacking.as_str()));
        self.contains.iter().any(|words| words.iter().all(banned))
    }
}
