//! The codes of this room in words.

use chrono::{DateTime, TimeDelta, Utc};
use shared::assignment::{roster::Presence, times::Weekday};

use crate::{
    format,
    i18n::{Text, workforce as w},
};

pub const fn presence_text(presence: Presence) -> Text {
    match presence {
        Presence::Online => w::ONLINE,
        Presence::Busy => w::BUSY,
        Presence::Away => w::AWAY,
        Presence::Offline => w::OFFLINE,
    }
}

pub const fn presence_about(presence: Presence) -> Text {
    match presence {
        Presence::Online => w::ONLINE_ABOUT,
        Presence::Busy => w::BUSY_ABOUT,
        Presence::Away => w::AWAY_ABOUT,
        Presence::Offline => w::OFFLINE_ABOUT,
    }
}

pub const fn weekday_text(day: Weekday) -> Text {
    match day {
        Weekday::Monday => w::MONDAY,
        Weekday::Tuesday => w::TUESDAY,
        Weekday::Wednesday => w::WEDNESDAY,
        Weekday::Thursday => w::THURSDAY,
        Weekday::Friday => w::FRIDAY,
        Weekday::Saturday => w::SATURDAY,
        Weekday::Sunday => w::SUNDAY,
    }
}

/// Until when, of what ends before an instant: by the last day where it ends with one.
pub fn until(at: DateTime<Utc>) -> String {
    let last = at - TimeDelta::seconds(1);
    match (format::clock(at).as_str(), format::day(last).parse()) {
        ("00:00", Ok(day)) => format::date(day),
        _ => format::time(at),
    }
}

/// From when, of what begins at an instant: by the day where it begins with one.
pub fn since(at: DateTime<Utc>) -> String {
    match (format::clock(at).as_str(), format::day(at).parse()) {
        ("00:00", Ok(day)) => format::date(day),
        _ => format::time(at),
    }
}
