//! How much of somebody's working time 工作时长 lies between two instants. Pure, like the hours it counts.

use chrono::{NaiveDateTime, TimeDelta};

use super::hours::{Calendar, Hours};

/// When somebody works: their hours without the times when they are away.
#[derive(Debug, Clone, Copy)]
pub struct WorkingTime<'a> {
    hours: Option<&'a Hours>,
    calendar: &'a Calendar,
    /// From when, inclusive, to when, exclusive; in any order, overlapping or not.
    away: &'a [(NaiveDateTime, NaiveDateTime)],
}

impl<'a> WorkingTime<'a> {
    /// The time of somebody with these hours, without any at all hours, who is away at these times, by the tenant's clock.
    pub const fn new(
        hours: Option<&'a Hours>,
        calendar: &'a Calendar,
        away: &'a [(NaiveDateTime, NaiveDateTime)],
    ) -> Self {
        Self { hours, calendar, away }
    }

    /// When so many working minutes have passed since an instant. None when there are not that many in about a year.
    pub fn after(&self, from: NaiveDateTime, minutes: u32) -> Option<NaiveDateTime> {
        let mut left = TimeDelta::minutes(minutes.into());
        for (begin, end) in self.pieces(from) {
            if begin + left <= end {
                return Some(begin + left);
            }
            left -= end - begin;
        }
        None
    }

    /// How many whole working minutes lie between two instants; of more than about a year, those of the first one.
    pub fn minutes(&self, from: NaiveDateTime, to: NaiveDateTime) -> u32 {
        let pieces = self.pieces(from).take_while(|(begin, _)| *begin < to);
        let worked = pieces.fold(TimeDelta::zero(), |sum, (begin, end)| sum + (end.min(to) - begin));
        u32::try_from(worked.num_minutes()).unwrap_or(0)
    }

    /// The pieces of working time from an instant on, in order, none of them empty.
    fn pieces(&self, from: NaiveDateTime) -> impl Iterator<Item = (NaiveDateTime, NaiveDateTime)> {
        let mut away = self.away.to_vec();
        away.sort_unstable();
        let stretches: Box<dyn Iterator<Item = _>> = match self.hours {
            Some(hours) => Box::new(hours.stretches(from, self.calendar).map(|stretch| (stretch.begin, stretch.end))),
            None => Box::new(std::iter::once((from, NaiveDateTime::MAX))),
        };
        stretches.flat_map(move |(begin, end)| without(begin.max(from), end, &away)).filter(|(begin, end)| begin < end)
    }
}

/// What is left of a piece of time.
fn without(
    mut begin: NaiveDateTime,
    end: NaiveDateTime,
    away: &[(NaiveDateTime, NaiveDateTime)],
) -> Vec<(NaiveDateTime, NaiveDateTime)> {
    let mut left = Vec::new();
    for (gone, back) in away {
        left.push((begin, end.min(*gone)));
        begin = begin.max(*back);
    }
    left.push((begin, end));
    left
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use proptest::prelude::*;

    use super::*;
    use crate::{
        assignment::times::Weekday,
        workforce::{Span, SpecialDay},
    };

    /// A time of January 2026; the 1st is a Thursday.
    fn at(day: u32, hour: u32, minute: u32) -> NaiveDateTime {
        NaiveDate::from_ymd_opt(2026, 1, day).and_then(|d| d.and_hms_opt(hour, minute, 0)).expect("a time")
    }

    fn office() -> Hours {
        use Weekday::*;
        let span = |weekday| Span { weekday, from: "09:00".parse().expect("9"), to: "18:00".parse().expect("18") };
        Hours::new([Monday, Tuesday, Wednesday, Thursday, Friday].map(span).to_vec())
    }

    #[test]
    fn nights_weekends_holidays_and_leave_do_not_count() {
        let hours = office();
        let calendar: Calendar = [(at(6, 0, 0).date(), SpecialDay::Holiday)].into_iter().collect();
        let away = [(at(8, 9, 0), at(8, 17, 0)), (at(8, 10, 0), at(8, 12, 0))];
        let time = WorkingTime::new(Some(&hours), &calendar, &away);
        // Friday evening to Monday morning, over a weekend.
        assert_eq!(time.after(at(2, 17, 30), 60), Some(at(5, 9, 30)));
        assert_eq!(time.minutes(at(2, 17, 30), at(5, 9, 30)), 60);
        // Monday evening to Wednesday, over a holiday.
        assert_eq!(time.after(at(5, 17, 0), 90), Some(at(7, 9, 30)));
        // Thursday, but for a leave of eight hours.
        assert_eq!(time.after(at(7, 17, 50), 30), Some(at(8, 17, 20)));
        assert_eq!(time.minutes(at(8, 0, 0), at(9, 0, 0)), 60);
        assert_eq!(time.minutes(at(9, 0, 0), at(8, 0, 0)), 0);
    }

    #[test]
    fn who_has_no_hours_works_at_all_hours_but_on_leave() {
        let (calendar, away) = (Calendar::default(), [(at(2, 0, 0), at(3, 0, 0))]);
        let time = WorkingTime::new(None, &calendar, &away);
        assert_eq!(time.after(at(1, 23, 0), 90), Some(at(3, 0, 30)));
        assert_eq!(time.minutes(at(1, 23, 0), at(3, 0, 30)), 90);
        assert_eq!(WorkingTime::new(None, &calendar, &[]).minutes(at(1, 0, 0), at(2, 0, 0)), 24 * 60);
    }

    #[test]
    fn who_never_works_is_never_late() {
        let calendar = Calendar::default();
        assert_eq!(WorkingTime::new(Some(&Hours::default()), &calendar, &[]).after(at(1, 0, 0), 1), None);
    }

    proptest! {
        #[test]
        fn as_many_minutes_have_passed_as_were_waited_for(
            minute in 0..40_000_i64,
            minutes in 1..20_000_u32,
            away in proptest::collection::vec((0..60_000_i64, 0..5_000_i64), 0..4),
        ) {
            let (hours, calendar) = (office(), Calendar::default());
            let begin = |minute: i64| at(1, 0, 0) + TimeDelta::minutes(minute);
            let away: Vec<_> = away.into_iter().map(|(from, long)| (begin(from), begin(from + long))).collect();
            for hours in [Some(&hours), None] {
                let time = WorkingTime::new(hours, &calendar, &away);
                let due = time.after(begin(minute), minutes).expect("it comes");
                prop_assert_eq!(time.minutes(begin(minute), due), minutes);
                prop_assert_eq!(time.minutes(begin(minute), due - TimeDelta::minutes(1)), minutes - 1);
            }
        }
    }
}
