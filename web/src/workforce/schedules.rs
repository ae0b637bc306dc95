//! Shifts: the hours of a week, as words and as bars.

use leptos::prelude::*;
use shared::{
    assignment::times::Weekday,
    codes::TextCode,
    permissions::Permission,
    workforce::{Schedule, Span},
};

use super::{schedule_form::ScheduleForm, words::weekday_text};
use crate::{
    api,
    components::{Button, Confirm, Glyph, Loaded, Look, Notice, closer, toast},
    i18n::{common as c, t, tf, tn, tr, workforce as w},
    reading::{Read, Write},
    session,
};

const MINUTES: u16 = 24 * 60;

#[component]
pub fn Schedules() -> impl IntoView {
    let schedules = Read::new(api::workforce::schedules);
    let opened = RwSignal::new(None::<Option<Schedule>>);
    let deleting = RwSignal::new(None::<Schedule>);
    let add = Callback::new(move |()| opened.set(Some(None)));
    let done = Callback::new(move |()| {
        opened.set(None);
        deleting.set(None);
        schedules.reload();
    });
    let draw = move |all: Vec<Schedule>| {
        if all.is_empty() {
            return view! {
                <section class="panel"><Notice glyph=Glyph::Clock title=w::SCHEDULES_EMPTY body=w::SCHEDULES_EMPTY_BODY /></section>
            }
            .into_any();
        }
        let card = move |one: Schedule| view! { <Card schedule=one opened=opened deleting=deleting /> };
        view! { <div class="shifts" data-testid="schedules">{all.into_iter().map(card).collect_view()}</div> }
            .into_any()
    };
    view! {
        <div class="row wrap between">
            <span class="small soft">{tr(w::SCHEDULES_ABOUT)}</span>
            <Show when=|| session::can(Permission::GroupManage)>
                <Button label=w::ADD_SCHEDULE glyph=Glyph::Plus look=Look::Primary on_press=add />
            </Show>
        </div>
        <Loaded read=schedules show=draw />
        {move || opened.get().map(|schedule| view! { <ScheduleForm schedule=schedule on_close=closer(opened) on_done=done /> })}
        {move || deleting.get().map(|schedule| view! { <DeleteSchedule schedule=schedule on_close=closer(deleting) on_done=done /> })}
    }
}

#[component]
fn Card(
    schedule: Schedule,
    opened: RwSignal<Option<Option<Schedule>>>,
    deleting: RwSignal<Option<Schedule>>,
) -> impl IntoView {
    let (edited, deleted, agents) = (schedule.clone(), schedule.clone(), schedule.agents);
    let edit = Callback::new(move |()| opened.set(Some(Some(edited.clone()))));
    let delete = Callback::new(move |()| deleting.set(Some(deleted.clone())));
    let (spans, name) = (schedule.spans, schedule.name.clone());
    view! {
        <section class="panel" aria-label=name>
            <div class="panel-head">
                <h2>{schedule.name}</h2>
                <span class="small muted">{move || tn(w::USED_BY, agents)}</span>
                <Show when=|| session::can(Permission::GroupManage)>
                    <div class="actions">
                        <Button label=c::EDIT glyph=Glyph::Edit icon_only=true slim=true look=Look::Ghost on_press=edit />
                        <Button label=c::DELETE glyph=Glyph::Trash icon_only=true slim=true look=Look::GhostWarns on_press=delete />
                    </div>
                </Show>
            </div>
            <div class="panel-body stack tight">
                <dl class="facts">
                    {runs(&spans)
                        .into_iter()
                        .map(|run| {
                            let days = run.clone();
                            view! {
                                <dt>{move || days.days()}</dt>
                                <dd class="num hours">{move || run.hours()}</dd>
                            }
                        })
                        .collect_view()}
                </dl>
                <Week spans=spans />
            </div>
        </section>
    }
}

/// Days in a row with the same hours.
#[derive(Clone)]
struct Run {
    first: Weekday,
    last: Weekday,
    hours: Vec<Span>,
}

impl Run {
    fn days(&self) -> String {
        if self.first == self.last {
            return t(weekday_text(self.first)).to_owned();
        }
        format!("{} – {}", t(weekday_text(self.first)), t(weekday_text(self.last)))
    }

    fn hours(&self) -> String {
        if self.hours.is_empty() {
            return t(w::REST).to_owned();
        }
        let one = |span: &Span| {
            let next = if span.to <= span.from && span.to.minute() > 0 {
                format!(" ({})", t(w::NEXT_DAY))
            } else {
                String::new()
            };
            let to = if span.to.minute() == 0 { "24:00".to_owned() } else { span.to.to_string() };
            format!("{}–{to}{next}", span.from)
        };
        self.hours.iter().map(one).collect::<Vec<_>>().join("  ")
    }
}

fn runs(spans: &[Span]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for day in Weekday::ALL {
        let hours: Vec<Span> = spans.iter().copied().filter(|span| span.weekday == *day).collect();
        let same = |run: &Run| run.hours.iter().map(|s| (s.from, s.to)).eq(hours.iter().map(|s| (s.from, s.to)));
        match runs.last_mut().filter(|run| same(run)) {
            Some(run) => run.last = *day,
            None => runs.push(Run { first: *day, last: *day, hours }),
        }
    }
    runs
}

/// The week as seven bars. What passes midnight goes on in the next one.
#[component]
fn Week(spans: Vec<Span>) -> impl IntoView {
    let bar = |from: u16, to: u16| {
        let share = |minute: u16| format!("{:.2}%", f64::from(minute) * 100.0 / f64::from(MINUTES));
        view! { <span style:inset-inline-start=share(from) style:width=share(to - from)></span> }
    };
    let day = |(index, day): (usize, &Weekday)| {
        let before = Weekday::ALL[(index + 6) % 7];
        let own = spans.iter().filter(|span| span.weekday == *day).map(|span| {
            let from = span.from.minute();
            bar(from, (from + span.minutes()).min(MINUTES))
        });
        let late = spans.iter().filter(|span| span.weekday == before).filter_map(|span| {
            let end = span.from.minute() + span.minutes();
            (end > MINUTES).then(|| bar(0, end - MINUTES))
        });
        let bars: Vec<_> = own.chain(late).collect();
        view! {
            <span class="tiny muted">{move || t(w::SHORT_DAYS).chars().nth(index).map(String::from)}</span>
            <div class="hours-bar">{bars}</div>
        }
    };
    view! { <div class="week" aria-hidden="true">{Weekday::ALL.iter().enumerate().map(day).collect_view()}</div> }
}

#[component]
fn DeleteSchedule(schedule: Schedule, on_close: Callback<()>, on_done: Callback<()>) -> impl IntoView {
    let (id, version, name) = (schedule.id, schedule.version, schedule.name);
    let delete = Callback::new(move |write: Write| {
        write.run(api::workforce::delete_schedule(id, version), move |()| {
            toast::say(t(c::DELETED));
            on_done.run(());
        });
    });
    view! {
        <Confirm title=Signal::derive(move || tf(w::DELETE_TITLE, &name)) action=c::DELETE on_close=on_close on_confirm=delete>
            <p>{tr(w::DELETE_BODY)}</p>
        </Confirm>
    }
}

#[cfg(test)]
mod tests {
    use shared::assignment::times::Weekday;

    use super::{Span, runs};

    #[test]
    fn days_with_the_same_hours_are_told_together() {
        let time = |text: &str| text.parse().unwrap_or_default();
        let span = |weekday| Span { weekday, from: time("09:00"), to: time("18:00") };
        let spans = [Weekday::Monday, Weekday::Tuesday, Weekday::Thursday].map(span);
        let told: Vec<(Weekday, Weekday, usize)> =
            runs(&spans).iter().map(|run| (run.first, run.last, run.hours.len())).collect();
        assert_eq!(
            told,
            [
                (Weekday::Monday, Weekday::Tuesday, 1),
                (Weekday::Wednesday, Weekday::Wednesday, 0),
                (Weekday::Thursday, Weekday::Thursday, 1),
                (Weekday::Friday, Weekday::Sunday, 0),
            ]
        );
    }
}
