//! Working hours 工作时间 over a calendar 日历. Pure: the tenant's local time comes in, answers go out.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::assignment::times::{TimeOfDay, Weekday};

/// How many days are looked at before it is said that nothing changes any more.
const HORIZON: u64 = 400;
const MINUTES_OF_DAY: u16 = 24 * 60;

/// Hours of a day of the week. A span that ends before it begins passes midnight, and so does one that ends at `00:00`; it
/// belongs to the day on which it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"weekday": "monday", "from": "09:30", "to": "18:00"}))]
pub struct Span {
    /// The day on which it begins.
    pub weekday: Weekday,
    /// When it begins.
    pub from: TimeOfDay,
    /// When it ends, exclusive. From `00:00` to `00:00` is the whole day.
    pub to: TimeOfDay,
}

impl Span {
    /// How long it is, in minutes, `1..=1440`.
    pub const fn minutes(self) -> u16 {
        let (from, to) = (self.from.minute(), self.to.minute());
        if from < to { to - from } else { MINUTES_OF_DAY - from + to }
    }

    /// Whether two spans of a week without holidays have a minute in common.
    pub const fn overlaps(self, other: Self) -> bool {
        const WEEK: u32 = 7 * MINUTES_OF_DAY as u32;
        let (mine, theirs) = (self.minute_of_week(), other.minute_of_week());
        (theirs + WEEK - mine) % WEEK < self.minutes() as u32 || (mine + WEEK - theirs) % WEEK < other.minutes() as u32
    }

    const fn minute_of_week(self) -> u32 {
        (self.weekday.number() as u32 - 1) * MINUTES_OF_DAY as u32 + self.from.minute() as u32
    }

    fn on(self, day: NaiveDate) -> Stretch {
        let begin = day.and_time(NaiveTime::MIN) + TimeDelta::minutes(self.from.minute().into());
        Stretch { begin, end: begin + TimeDelta::minutes(self.minutes().into()) }
    }
}

/// A time of work from an instant, inclusive, to another, exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Stretch {
    pub(super) begin: NaiveDateTime,
    pub(super) end: NaiveDateTime,
}

/// A day that is not what its weekday says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpecialDay {
    /// Nobody's hours begin on it.
    Holiday,
    /// People work as on this weekday, to make up for a holiday 调休.
    WorkdayAs(Weekday),
}

/// The days that are not what their weekday says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendar(BTreeMap<NaiveDate, SpecialDay>);

impl FromIterator<(NaiveDate, SpecialDay)> for Calendar {
    fn from_iter<I: IntoIterator<Item = (NaiveDate, SpecialDay)>>(days: I) -> Self {
        Self(days.into_iter().collect())
    }
}

impl Calendar {
    /// Whether people work on a day in general: Monday to Friday, but for holidays, and make-up workdays.
    pub fn is_workday(&self, day: NaiveDate) -> bool {
        match self.0.get(&day) {
            Some(SpecialDay::Holiday) => false,
            Some(SpecialDay::WorkdayAs(_)) => true,
            None => !matches!(Weekday::of(day), Weekday::Saturday | Weekday::Sunday),
        }
    }

    /// As on which weekday people work on a day; on a holiday, as on none.
    pub fn works_as(&self, day: NaiveDate) -> Option<Weekday> {
        match self.0.get(&day) {
            Some(SpecialDay::Holiday) => None,
            Some(SpecialDay::WorkdayAs(weekday)) => Some(*weekday),
            None => Some(Weekday::of(day)),
        }
    }
}

/// The hours of a week.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hours(Vec<Span>);

impl Hours {
    /// The hours of these spans, in any order.
    pub fn new(mut spans: Vec<Span>) -> Self {
        spans.sort_unstable_by_key(|span| span.minute_of_week());
        Self(spans)
    }

    /// The spans, from Monday on.
    pub fn spans(&self) -> &[Span] {
        &self.0
    }

    /// Whether an instant lies within the hours.
    pub fn covers(&self, local: NaiveDateTime, calendar: &Calendar) -> bool {
        let today = local.date();
        [today.pred_opt(), Some(today)]
            .into_iter()
            .flatten()
            .flat_map(|day| self.on(day, calendar))
            .any(|stretch| stretch.begin <= local && local < stretch.end)
    }

    /// When the hours begin or end for the next time after an instant. None when they do neither for more than a year.
    pub fn next_change(&self, after: NaiveDateTime, calendar: &Calendar) -> Option<NaiveDateTime> {
        // Where the search ends, a stretch seems to end that may go on.
        let known = after.checked_add_days(Days::new(HORIZON - 2))?;
        self.stretches(after, calendar)
            .flat_map(|stretch| [stretch.begin, stretch.end])
            .find(|change| *change > after)
            .filter(|change| *change < known)
    }

    /// When so many working minutes have passed since an instant. None when there are not that many in a year.
    pub fn after_working_minutes(
        &self,
        from: NaiveDateTime,
        minutes: u32,
        calendar: &Calendar,
    ) -> Option<NaiveDateTime> {
        let mut left = TimeDelta::minutes(minutes.into());
        if left.is_zero() {
            return Some(from);
        }
        for Stretch { begin, end } in self.stretches(from, calendar) {
            let begin = begin.max(from);
            if begin + left <= end {
                return Some(begin + left);
            }
            left -= (end - begin).max(TimeDelta::zero());
        }
        None
    }

    /// What begins on a day.
    fn on<'a>(&'a self, day: NaiveDate, calendar: &Calendar) -> impl Iterator<Item = Stretch> + use<'a> {
        let weekday = calendar.works_as(day);
        self.0.iter().filter(move |span| Some(span.weekday) == weekday).map(move |span| span.on(day))
    }

    /// The stretches of work from the day before an instant on, those that touch joined into one.
    pub(super) fn stretches(&self, from: NaiveDateTime, calendar: &Calendar) -> impl Iterator<Item = Stretch> {
        let today = from.date();
        let days = today.pred_opt().unwrap_or(today).iter_days().take(usize::try_from(HORIZON).unwrap_or(usize::MAX));
        let mut all = days.flat_map(|day| self.on(day, calendar)).peekable();
        std::iter::from_fn(move || {
            let mut stretch = all.next()?;
            while let Some(next) = all.next_if(|next| next.begin <= stretch.end) {
                stretch.end = stretch.end.max(next.end);
            }
            Some(stretch)
        })
    }
}

#[cfg(test)]
mod tests {
    use chrono::Datelike;
    use proptest::prelude::*;

    use super::*;
    use crate::codes::TextCode;

    const DAYS: i64 = 16;

    fn first() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 9, 21).expect("a Monday")
    }

    fn at(minute: i64) -> NaiveDateTime {
        first().and_time(NaiveTime::MIN) + TimeDelta::minutes(minute)
    }

    fn time(minute: u16) -> TimeOfDay {
        TimeOfDay::from_minute(minute).expect("a minute of a day")
    }

    fn text(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").expect("a time")
    }

    fn span(weekday: Weekday, from: &str, to: &str) -> Span {
        Span { weekday, from: from.parse().expect("a time"), to: to.parse().expect("a time") }
    }

    /// Each minute from a week before the first day on, marked one by one as whoever reads a roster on the wall would.
    struct Wall(Vec<bool>);

    const LEAD: i64 = 7 * 1440;

    impl Wall {
        fn new(hours: &Hours, calendar: &Calendar) -> Self {
            let mut minutes = vec![false; usize::try_from(LEAD + (DAYS + 2) * 1440).expect("a length")];
            for day in -7..DAYS {
                let date = first() + TimeDelta::days(day);
                let mut number = date.weekday().num_days_from_monday() as usize;
                match calendar.0.get(&date) {
                    Some(SpecialDay::Holiday) => continue,
                    Some(SpecialDay::WorkdayAs(other)) => number = usize::from(other.number()) - 1,
                    None => {}
                }
                for span in hours.0.iter().filter(|span| span.weekday == Weekday::ALL[number]) {
                    let mut minute = LEAD + day * 1440 + i64::from(span.from.minute());
                    loop {
                        minutes[usize::try_from(minute).expect("a place")] = true;
                        minute += 1;
                        if minute.rem_euclid(1440) == i64::from(span.to.minute()) {
                            break;
                        }
                    }
                }
            }
            Self(minutes)
        }

        fn works(&self, minute: i64) -> bool {
            self.0[usize::try_from(LEAD + minute).expect("a place")]
        }
    }

    fn weekday() -> impl Strategy<Value = Weekday> {
        (0..7usize).prop_map(|n| Weekday::ALL[n])
    }

    fn hours() -> impl Strategy<Value = Hours> {
        let minute = prop_oneof![Just(0u16), Just(1439), 0..1440u16, (0..48u16).prop_map(|half| half * 30)];
        let span = (weekday(), minute.clone(), minute).prop_map(|(weekday, from, to)| Span {
            weekday,
            from: time(from),
            to: time(to),
        });
        proptest::collection::vec(span, 0..9).prop_map(Hours::new)
    }

    fn calendar() -> impl Strategy<Value = Calendar> {
        let kind = prop_oneof![Just(SpecialDay::Holiday), weekday().prop_map(SpecialDay::WorkdayAs)];
        proptest::collection::vec((-8..DAYS + 2, kind), 0..8)
            .prop_map(|days| days.into_iter().map(|(day, kind)| (first() + TimeDelta::days(day), kind)).collect())
    }

    proptest! {
        #[test]
        fn hours_cover_what_the_wall_says(hours in hours(), calendar in calendar(), minute in 0..DAYS * 1440, second in 0..60i64) {
            let wall = Wall::new(&hours, &calendar);
            prop_assert_eq!(hours.covers(at(minute) + TimeDelta::seconds(second), &calendar), wall.works(minute));
        }

        #[test]
        fn the_next_change_is_the_first_on_the_wall(hours in hours(), calendar in calendar(), minute in 0..DAYS * 1440) {
            let wall = Wall::new(&hours, &calendar);
            let end = (DAYS - 1) * 1440;
            let expected = (minute + 1..end).find(|m| wall.works(*m) != wall.works(*m - 1)).map(at);
            let found = hours.next_change(at(minute), &calendar).filter(|change| *change < at(end));
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn working_minutes_pass_as_they_are_counted_on_the_wall(
            hours in hours(), calendar in calendar(), minute in 0..DAYS * 1440, wanted in 0..6000u32,
        ) {
            let wall = Wall::new(&hours, &calendar);
            let end = (DAYS - 1) * 1440;
            let mut left = wanted;
            let mut expected = (wanted == 0).then_some(minute);
            for m in minute..end {
                if left > 0 && wall.works(m) {
                    left -= 1;
                    expected = (left == 0).then_some(m + 1);
                }
            }
            let found = hours.after_working_minutes(at(minute), wanted, &calendar);
            match expected {
                Some(expected) => prop_assert_eq!(found, Some(at(expected))),
                None => prop_assert!(found.is_none_or(|found| found > at(end)), "{found:?}"),
            }
        }

        #[test]
        fn spans_overlap_when_they_share_a_minute_of_the_week(
            a in (weekday(), 0..1440u16, 0..1440u16), b in (weekday(), 0..1440u16, 0..1440u16),
        ) {
            let [a, b] = [a, b].map(|(weekday, from, to)| Span { weekday, from: time(from), to: time(to) });
            let minutes = |span: Span| (0..u32::from(span.minutes())).map(move |m| (span.minute_of_week() + m) % 10_080);
            let mine: std::collections::BTreeSet<u32> = minutes(a).collect();
            prop_assert_eq!(a.overlaps(b), minutes(b).any(|minute| mine.contains(&minute)));
        }
    }

    #[test]
    fn a_night_before_a_holiday_goes_on_into_it_and_none_begins_on_it() {
        let nights = Hours::new(Weekday::ALL.iter().map(|day| span(*day, "22:00", "06:00")).collect());
        let holiday = text("2026-10-01 00:00").date();
        let calendar = Calendar::from_iter([(holiday, SpecialDay::Holiday)]);
        assert!(nights.covers(text("2026-10-01 05:59"), &calendar));
        assert!(!nights.covers(text("2026-10-01 22:00"), &calendar));
        assert_eq!(nights.next_change(text("2026-10-01 06:00"), &calendar), Some(text("2026-10-02 22:00")));
    }

    #[test]
    fn a_make_up_sunday_is_worked_as_the_day_it_makes_up_for() {
        let hours = Hours::new(vec![span(Weekday::Friday, "09:00", "18:00")]);
        let sunday = text("2026-09-20 00:00").date();
        let calendar = Calendar::from_iter([(sunday, SpecialDay::WorkdayAs(Weekday::Friday))]);
        assert!(hours.covers(text("2026-09-20 09:00"), &calendar) && calendar.is_workday(sunday));
        assert!(!hours.covers(text("2026-09-20 09:00"), &Calendar::default()));
        assert_eq!(
            hours.after_working_minutes(text("2026-09-18 17:30"), 60, &calendar),
            Some(text("2026-09-20 09:30"))
        );
    }

    #[test]
    fn hours_without_end_never_change() {
        let always = Hours::new(Weekday::ALL.iter().map(|day| span(*day, "00:00", "00:00")).collect());
        let now = text("2026-10-01 12:34");
        assert!(always.covers(now, &Calendar::default()));
        assert_eq!(always.next_change(now, &Calendar::default()), None);
        assert_eq!(Hours::default().next_change(now, &Calendar::default()), None);
        assert_eq!(Hours::default().after_working_minutes(now, 1, &Calendar::default()), None);
    }
}
