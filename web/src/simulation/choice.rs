//! What is to be simulated, as the address says it.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use shared::{
    assignment::policy::CaseKind,
    codes::TextCode,
    ids::PolicyVersionId,
    simulation::{Candidate, FileSimulation, SimulationRequest},
};

use crate::format;

/// How many days one looks back when nothing is said.
pub const USUAL_DAYS: u32 = 7;
/// How many changed decisions are explained.
const EXPLAINED: u32 = 100;

/// What is chosen. Days are counted back from now, so that a link stays current; a range stays what it is.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// Whether the arrivals come out of a file.
    pub file: Option<bool>,
    pub days: Option<u32>,
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
    pub kind: Option<CaseKind>,
    pub against: Option<PolicyVersionId>,
    /// Whether only those count as online who are so now.
    pub as_now: Option<bool>,
    /// Whether it was run, so that a link shows what came of it.
    pub run: Option<bool>,
}

impl Choice {
    pub fn is_file(&self) -> bool {
        self.file == Some(true)
    }

    /// How many days back; none for a range.
    pub fn days(&self) -> Option<u32> {
        match (self.days, self.from.or(self.to)) {
            (None, Some(_)) => None,
            (days, _) => Some(days.unwrap_or(USUAL_DAYS)),
        }
    }

    /// The same without what only remembers that it was run.
    pub fn question(&self) -> Self {
        Self { run: None, ..self.clone() }
    }

    fn period(&self) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        if let Some(days) = self.days() {
            let now = Utc::now();
            return Some((now - TimeDelta::days(days.into()), now));
        }
        let midnight = |day: NaiveDate| format::from_input(&format!("{day}T00:00"));
        let (from, after) = (self.from?, self.to?.checked_add_days(Days::new(1))?);
        Some((midnight(from)?, midnight(after)?))
    }

    /// What to ask of the past; nothing while a day is missing.
    pub fn request(&self, policy: PolicyVersionId) -> Option<SimulationRequest> {
        let (from, to) = self.period()?;
        Some(SimulationRequest {
            policy: Some(Candidate::Version(policy)),
            against: self.against.map(Candidate::Version),
            from,
            to,
            kinds: self.kind.into_iter().collect(),
            explained: EXPLAINED,
        })
    }

    /// What to ask of a file of this name.
    pub fn of_file(&self, policy: PolicyVersionId, file_name: String) -> FileSimulation {
        FileSimulation {
            file_name,
            policy: Some(policy),
            against: self.against,
            everyone_online: (self.as_now != Some(true)).then_some(true),
            explained: Some(EXPLAINED),
        }
    }
}

/// The kinds as words of a select.
pub fn kinds() -> impl Iterator<Item = (CaseKind, String)> {
    CaseKind::ALL.iter().map(|kind| (*kind, kind.to_string()))
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use shared::Id;

    use super::{Choice, USUAL_DAYS};

    #[test]
    fn days_are_counted_back_unless_a_range_is_given() {
        let choice = Choice::default();
        assert_eq!(choice.days(), Some(USUAL_DAYS));
        let asked = choice.request(Id::from_raw(7)).expect("a period");
        assert_eq!((asked.to - asked.from).num_days(), i64::from(USUAL_DAYS));
        let half = Choice { from: NaiveDate::from_ymd_opt(2026, 11, 2), ..Choice::default() };
        assert_eq!(half.days(), None);
        assert_eq!(half.request(Id::from_raw(7)), None);
    }
}
