//! Notices in words.

use chrono::{DateTime, NaiveDate, Utc};
use shared::{
    assignment::policy::{CaseKind, TimerWatch},
    notices::{Notice, NoticeKind},
    permissions::Permission,
};

use crate::{
    components::Glyph,
    format,
    i18n::{Text, notices as w, t, tfs},
    router::Place,
    session,
};

pub const fn kind_glyph(kind: NoticeKind) -> Glyph {
    match kind {
        NoticeKind::Reminder => Glyph::Clock,
        NoticeKind::LateOwner | NoticeKind::KeptByOwner => Glyph::Alert,
        NoticeKind::TakenAway => Glyph::Leave,
        NoticeKind::Received => Glyph::Inbox,
    }
}

/// What a notice says: of what was not answered, of one customer, or of several.
pub fn sentence(notice: &Notice) -> String {
    let [of_answer, of_one, of_many] = patterns(notice.kind);
    let customer = notice.customer.as_ref().map_or(t(w::SOME_CUSTOMER), |customer| &customer.name);
    let person = notice.person.as_ref().map_or(t(w::SOME_COLLEAGUE), |person| &person.name);
    let of_owner = notice.kind == NoticeKind::LateOwner;
    let reminds = notice.kind == NoticeKind::Reminder;
    let said = match notice.watch {
        TimerWatch::NotAnswered => {
            let since = moment(notice.since);
            let case = t(match notice.case_kind {
                Some(CaseKind::Inquiry) => w::INQUIRY,
                Some(CaseKind::Order) => w::ORDER,
                Some(CaseKind::Customer) | None => w::MATTER,
            });
            match (of_owner, reminds) {
                (true, _) => tfs(of_answer, &[&person, &customer, &case, &since]),
                (_, true) => tfs(of_answer, &[&customer, &case, &since]),
                _ => tfs(of_answer, &[&customer, &case, &person]),
            }
        }
        TimerWatch::NotFollowedUp => {
            let since = day(notice.since).map(format::date).unwrap_or_default();
            let count = format::number(notice.customers.into());
            let (pattern, whom) = if notice.customers > 1 { (of_many, count.as_str()) } else { (of_one, customer) };
            match (of_owner, reminds) {
                (true, _) => tfs(pattern, &[&person, &whom, &since]),
                (_, true) => tfs(pattern, &[&whom, &since]),
                _ => tfs(pattern, &[&whom, &person]),
            }
        }
    };
    capitalised(&said)
}

const fn patterns(kind: NoticeKind) -> [Text; 3] {
    match kind {
        NoticeKind::Reminder => [w::REMIND_ANSWER, w::REMIND_FOLLOW_UP, w::REMIND_FOLLOW_UPS],
        NoticeKind::LateOwner => [w::LATE_ANSWER, w::LATE_FOLLOW_UP, w::LATE_FOLLOW_UPS],
        NoticeKind::KeptByOwner => [w::KEPT_ANSWER, w::KEPT_FOLLOW_UP, w::KEPT_FOLLOW_UPS],
        NoticeKind::TakenAway => [w::TAKEN_ANSWER, w::TAKEN_FOLLOW_UP, w::TAKEN_FOLLOW_UPS],
        NoticeKind::Received => [w::RECEIVED_ANSWER, w::RECEIVED_FOLLOW_UP, w::RECEIVED_FOLLOW_UPS],
    }
}

fn day(at: DateTime<Utc>) -> Option<NaiveDate> {
    format::day(at).parse().ok()
}

/// An instant as people say it: today by the clock alone.
fn moment(at: DateTime<Utc>) -> String {
    let day = day(at);
    match day {
        Some(day) if Some(day) != format::today() => format!("{} {}", format::date(day), format::clock(at)),
        _ => format::clock(at),
    }
}

/// Where a notice leads: to the inquiry, the order, the customer, or the lists on which several customers stand. Nowhere when one may not
/// go there.
pub fn link(notice: &Notice) -> Option<String> {
    if notice.customers > 1 {
        let path = match notice.kind {
            NoticeKind::Reminder => Place::Due.path().to_owned(),
            NoticeKind::LateOwner | NoticeKind::KeptByOwner => match &notice.person {
                Some(person) => format!("{}?owner={}", Place::Due.path(), person.id),
                None => Place::Due.path().to_owned(),
            },
            NoticeKind::Received => Place::Customers.path().to_owned(),
            NoticeKind::TakenAway => return None,
        };
        return Place::Due.open().then_some(path);
    }
    match (notice.case, notice.case_kind) {
        (Some(case), Some(CaseKind::Inquiry)) if session::can_now(Permission::InquiryRead) => {
            Some(format!("{}/{case}", Place::Inquiries.path()))
        }
        (Some(case), Some(CaseKind::Order)) if session::can_now(Permission::OrderRead) => {
            Some(format!("{}/{case}", Place::Orders.path()))
        }
        _ => {
            let customer = notice.customer.as_ref().filter(|_| session::can_now(Permission::CustomerRead))?;
            Some(format!("{}/{}", Place::Customers.path(), customer.id))
        }
    }
}

/// A sentence begins with a great letter, whatever stands in its first place.
fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use shared::{codes::TextCode, notices::NoticeKind};

    use super::{capitalised, patterns};

    #[test]
    fn every_kind_has_as_many_places_in_both_languages() {
        for kind in NoticeKind::ALL {
            for pattern in patterns(*kind) {
                assert_eq!(pattern.zh.matches("{}").count(), pattern.en.matches("{}").count(), "{}", pattern.en);
            }
        }
    }

    #[test]
    fn a_sentence_begins_with_a_great_letter() {
        assert_eq!(capitalised("a customer came"), "A customer came");
        assert_eq!(capitalised("某位客户 已改派"), "某位客户 已改派");
        assert_eq!(capitalised(""), "");
    }
}
