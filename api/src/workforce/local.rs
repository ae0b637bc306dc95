//! Instants of the tenant's clock.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

/// The instant at which the tenant's clock shows a time: of two the first; of a time that is left out when clocks are set
/// forward, the first whole number of hours later that exists.
pub fn instant_of(local: NaiveDateTime, zone: Tz) -> DateTime<Utc> {
    (0..24)
        .find_map(|hour| zone.from_local_datetime(&local.checked_add_signed(TimeDelta::hours(hour))?).earliest())
        .map_or_else(|| local.and_utc(), |at| at.with_timezone(&Utc))
}

/// When a day of the tenant begins: with its first hour that exists.
pub fn begin_of(day: NaiveDate, zone: Tz) -> DateTime<Utc> {
    instant_of(day.and_time(NaiveTime::MIN), zone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_with_its_first_hour_that_exists() {
        let day = |text: &str, zone| begin_of(text.parse().expect("a day"), zone).to_rfc3339();
        assert_eq!(day("2026-10-01", Tz::Asia__Shanghai), "2026-09-30T16:00:00+00:00");
        // Beirut sets its clocks from 00:00 to 01:00.
        assert_eq!(day("2026-03-29", Tz::Asia__Beirut), "2026-03-28T22:00:00+00:00");
    }
}
