//! Holidays 节假日 and make-up workdays 调休.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::SpecialDay;
use crate::{Check, Faults, assignment::times::Weekday, problem::FieldCode, text_enum};

text_enum! {
    /// What a day of the calendar is.
    pub enum DayKind {
        /// Nobody's hours begin on it.
        Holiday = "holiday",
        /// People work, to make up for a holiday.
        Workday = "workday",
    }
}

/// A day that is not what its weekday says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CalendarDay {
    /// The day.
    #[schema(example = "2026-10-01")]
    pub day: NaiveDate,
    /// What it is.
    pub kind: DayKind,
    /// For a workday: as on which weekday people work.
    #[serde(default)]
    pub as_weekday: Option<Weekday>,
    /// What people call it.
    pub name: String,
}

impl CalendarDay {
    /// The same as [`super::Calendar`] knows it.
    pub const fn special(&self) -> SpecialDay {
        match self.as_weekday {
            Some(weekday) => SpecialDay::WorkdayAs(weekday),
            None => SpecialDay::Holiday,
        }
    }
}

/// Which days of the calendar to list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CalendarQuery {
    /// Those of this year.
    pub year: i32,
}

/// Days to be set. What was said of them before is forgotten; other days stay.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CalendarDays {
    /// The days, at most 400, each once.
    pub days: Vec<CalendarDay>,
}

impl Check for CalendarDays {
    fn check(&self, faults: &mut Faults) {
        faults.many("/days", &self.days, 400);
        for (index, day) in self.days.iter().enumerate() {
            faults.text(&format!("/days/{index}/name"), &day.name, 60);
            if !(2000..2200).contains(&day.day.year()) {
                faults.add(format!("/days/{index}/day"), FieldCode::UnknownValue);
            }
            if self.days[..index].iter().any(|earlier| earlier.day == day.day) {
                faults.add(format!("/days/{index}/day"), FieldCode::Taken);
            }
            match (day.kind, day.as_weekday) {
                (DayKind::Workday, None) => faults.add(format!("/days/{index}/as_weekday"), FieldCode::Required),
                (DayKind::Holiday, Some(_)) => {
                    faults.add(format!("/days/{index}/as_weekday"), FieldCode::UnknownValue);
                }
                _ => {}
            }
        }
    }
}
