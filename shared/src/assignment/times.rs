//! Time as a rule sees it: the tenant's time of day, the weekday, whether it is a workday 工作日.

use std::{fmt, str::FromStr};

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use utoipa::{
    ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, Type},
};

use crate::{codes::TextCode, text_enum};

/// Minutes of a day.
pub(super) const MINUTES: u16 = 24 * 60;

/// A time of day to the minute, `09:30` in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct TimeOfDay(u16);

impl TimeOfDay {
    /// The time so many minutes after midnight; none from 1440 on.
    pub const fn from_minute(minute: u16) -> Option<Self> {
        if minute < MINUTES { Some(Self(minute)) } else { None }
    }

    /// Minutes since midnight, `0..1440`.
    pub const fn minute(self) -> u16 {
        self.0
    }

    /// Whether it lies in `from..to`, a span that passes midnight when it ends before it begins.
    pub const fn is_between(self, from: Self, to: Self) -> bool {
        if from.0 <= to.0 { from.0 <= self.0 && self.0 < to.0 } else { from.0 <= self.0 || self.0 < to.0 }
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

/// The text is not a time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotATimeOfDay;

impl FromStr for TimeOfDay {
    type Err = NotATimeOfDay;

    fn from_str(text: &str) -> Result<Self, NotATimeOfDay> {
        let [h1, h2, b':', m1, m2] = *text.as_bytes() else { return Err(NotATimeOfDay) };
        let digit = |byte: u8| byte.is_ascii_digit().then(|| u16::from(byte - b'0')).ok_or(NotATimeOfDay);
        let (hour, minute) = (digit(h1)? * 10 + digit(h2)?, digit(m1)? * 10 + digit(m2)?);
        if hour < 24 && minute < 60 { Ok(Self(hour * 60 + minute)) } else { Err(NotATimeOfDay) }
    }
}

impl Serialize for TimeOfDay {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for TimeOfDay {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(|_| de::Error::custom("not a time of day, `HH:MM`"))
    }
}

impl utoipa::PartialSchema for TimeOfDay {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some("A time of day of the tenant."))
            .pattern(Some("^([01][0-9]|2[0-3]):[0-5][0-9]$"))
            .examples(["09:30"])
            .into()
    }
}

impl ToSchema for TimeOfDay {}

text_enum! {
    /// A day of the week.
    pub enum Weekday {
        /// Monday.
        Monday = "monday",
        /// Tuesday.
        Tuesday = "tuesday",
        /// Wednesday.
        Wednesday = "wednesday",
        /// Thursday.
        Thursday = "thursday",
        /// Friday.
        Friday = "friday",
        /// Saturday.
        Saturday = "saturday",
        /// Sunday.
        Sunday = "sunday",
    }
}

impl Weekday {
    /// The day of the week of a date.
    pub fn of(day: NaiveDate) -> Self {
        match day.weekday() {
            chrono::Weekday::Mon => Self::Monday,
            chrono::Weekday::Tue => Self::Tuesday,
            chrono::Weekday::Wed => Self::Wednesday,
            chrono::Weekday::Thu => Self::Thursday,
            chrono::Weekday::Fri => Self::Friday,
            chrono::Weekday::Sat => Self::Saturday,
            chrono::Weekday::Sun => Self::Sunday,
        }
    }

    /// Its number: 1 is Monday, 7 is Sunday.
    pub const fn number(self) -> u8 {
        self as u8 + 1
    }

    /// The day with this number, if there is one.
    pub fn numbered(number: i32) -> Option<Self> {
        Self::ALL.iter().copied().find(|day| i32::from(day.number()) == number)
    }
}

/// The moment of a decision, by the tenant's clock and calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Moment {
    /// The time of day.
    pub time: TimeOfDay,
    /// The day of the week.
    pub weekday: Weekday,
    /// Whether people work on this day: holidays are not, make-up workdays 调休 are, whatever their weekday.
    pub workday: bool,
}

impl Moment {
    /// The moment of a local time; whether its day is a workday the tenant's calendar knows.
    pub fn new(local: NaiveDateTime, workday: bool) -> Self {
        let weekday = Weekday::of(local.date());
        let minute = local.num_seconds_from_midnight() / 60;
        Self { time: TimeOfDay(u16::try_from(minute).unwrap_or_default()), weekday, workday }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::TimeOfDay;

    fn time(text: &str) -> TimeOfDay {
        text.parse().expect("a time of day")
    }

    proptest! {
        #[test]
        fn a_time_survives_its_text(minute in 0..1440u16) {
            let time = TimeOfDay::from_minute(minute).expect("a minute of a day");
            prop_assert_eq!(time.to_string().parse(), Ok(time));
        }

        #[test]
        fn a_span_and_its_complement_share_no_minute_and_leave_none_out(at in 0..1440u16, a in 0..1440u16, b in 0..1440u16) {
            prop_assume!(a != b);
            let [at, a, b] = [at, a, b].map(|minute| TimeOfDay::from_minute(minute).expect("a minute of a day"));
            prop_assert_ne!(at.is_between(a, b), at.is_between(b, a));
        }
    }

    #[test]
    fn a_night_passes_midnight() {
        let night = |at: &str| time(at).is_between(time("22:00"), time("06:00"));
        assert!(night("22:00") && night("23:59") && night("00:00") && night("05:59"));
        assert!(!night("06:00") && !night("21:59"));
    }

    #[test]
    fn other_texts_are_no_times() {
        for text in ["24:00", "9:30", "09:60", "0930", "", "09:3０"] {
            assert!(text.parse::<TimeOfDay>().is_err(), "{text}");
        }
    }
}
