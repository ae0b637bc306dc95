//! Everything that happened with a customer, newest first, under the day on which it happened.

use leptos::prelude::*;
use shared::{
    codes::TextCode,
    ids::{CustomerId, TimelineEntryId},
    permissions::Permission,
    timeline::{TimelineEntry, TimelineKind, TimelineQuery},
};

use super::{
    ownership::reason_text,
    steps::{StepDetail, step_headline},
};
use crate::{
    api,
    behaviour::{DayDetail, day_headline, day_span},
    components::{Glyph, Icon, Listed, Notice, Select},
    followups::way_glyph,
    format,
    i18n::{Text, behaviour as bw, customers as w, merges as mw, t, tf, tn, tr},
    prefs,
    reading::Listing,
    session,
};

#[component]
pub fn Timeline(id: CustomerId, happened: RwSignal<()>) -> impl IntoView {
    let kind = RwSignal::new(None::<TimelineKind>);
    let listing = Listing::<TimelineEntry>::new(move |cursor| {
        happened.track();
        let query = TimelineQuery { kind: kind.get(), limit: Some(30), cursor };
        async move { api::customers::timeline(id, &query).await }
    });
    let days = Memo::new(move |_| listing.rows.with(|rows| by_day(rows)));
    view! {
        <section class="panel" aria-labelledby="timeline-title" data-testid="timeline">
            <div class="panel-head">
                <h2 id="timeline-title">{tr(w::TIMELINE)}</h2>
                <div class="actions">
                    <Select
                        label=w::TIMELINE
                        value=Signal::derive(move || kind.get().map(|kind| kind.to_string()).unwrap_or_default())
                        on_change=Callback::new(move |word: String| kind.set(TimelineKind::parse(&word)))
                        options=|| {
                            let one = |kind: &TimelineKind| (kind.to_string(), t(kind_text(*kind)).to_owned());
                            std::iter::once((String::new(), t(w::ANY_KIND).to_owned())).chain(TimelineKind::ALL.iter().map(one)).collect()
                        }
                    />
                </div>
            </div>
            <Listed listing=listing empty=|| view! { <Notice glyph=Glyph::Scroll title=w::TIMELINE_EMPTY slim=true /> }>
                <div class="timeline">
                    <For each=move || days.get() key=ids_of let((day, entries))>
                        <section>
                            <h3 class="num">{day}</h3>
                            <ol>
                                {folded(entries).into_iter().map(|entries| view! { <Step customer=id entries=entries /> }).collect_view()}
                            </ol>
                        </section>
                    </For>
                </div>
            </Listed>
        </section>
    }
}

/// An entry, or several messages of one talk under the latest of them.
#[component]
fn Step(customer: CustomerId, entries: Vec<TimelineEntry>) -> impl IntoView {
    let count = i64::try_from(entries.len()).unwrap_or(i64::MAX);
    let mut entries = entries.into_iter();
    let first = entries.next().map(|entry| view! { <Entry customer=customer entry=entry /> });
    let rest: Vec<_> = entries.map(|entry| view! { <Entry customer=customer entry=entry /> }).collect();
    view! {
        {first}
        {(!rest.is_empty()).then(|| view! {
            <li class="entry">
                <span class="entry-mark"></span>
                <details class="grow" data-testid="folded">
                    <summary class="small">{move || tn(w::MORE_MESSAGES, count - 1)}</summary>
                    <ol>{rest}</ol>
                </details>
            </li>
        })}
    }
}

/// Messages of one talk that follow each other stand together; everything else alone.
fn folded(entries: Vec<TimelineEntry>) -> Vec<Vec<TimelineEntry>> {
    let mut steps: Vec<Vec<TimelineEntry>> = Vec::new();
    for entry in entries {
        let is_message = entry.kind == TimelineKind::Message;
        match steps.last_mut() {
            Some(step) if is_message && step[0].kind == TimelineKind::Message && step[0].case == entry.case => {
                step.push(entry);
            }
            _ => steps.push(vec![entry]),
        }
    }
    steps
}

#[component]
fn Entry(customer: CustomerId, entry: TimelineEntry) -> impl IntoView {
    let glyph = match (entry.kind, entry.way) {
        (TimelineKind::FollowUp, Some(way)) => way_glyph(way),
        (TimelineKind::FollowUp, None) => Glyph::Edit,
        (TimelineKind::Registered | TimelineKind::RegisteredAgain, _) => Glyph::UserPlus,
        (TimelineKind::Approved, _) => Glyph::Check,
        (TimelineKind::Rejected, _) => Glyph::X,
        (TimelineKind::Ownership, _) => Glyph::Swap,
        (TimelineKind::Edited, _) => Glyph::Edit,
        (TimelineKind::Inquiry | TimelineKind::Message, _) => Glyph::Chat,
        (TimelineKind::InquiryResolved, _) => Glyph::Check,
        (TimelineKind::InquiryReopened, _) => Glyph::Undo,
        (TimelineKind::Order | TimelineKind::OrderChanged, _) => Glyph::Shop,
        (TimelineKind::TimerReminded | TimelineKind::TimerLeadTold | TimelineKind::TimerKept, _) => Glyph::Clock,
        (TimelineKind::TimerReassigned, _) => Glyph::Swap,
        (TimelineKind::Merged, _) => Glyph::Merge,
        (TimelineKind::Unmerged, _) => Glyph::Undo,
        (TimelineKind::Behaviour, _) => Glyph::Eye,
    };
    let is_follow_up = entry.kind == TimelineKind::FollowUp;
    let order = entry.order.clone().filter(|_| session::can_now(Permission::OrderRead));
    let inquiry = if entry.kind == TimelineKind::Inquiry {
        Some(entry.id.to_string())
    } else {
        entry.case.map(|case| case.to_string())
    };
    let inquiry = inquiry
        .filter(|_| entry.timer.is_none() && session::can_now(Permission::InquiryRead))
        .map(|id| format!("/inquiries/{id}"));
    let (content, at) = (entry.content.clone(), entry.at);
    let by = entry.by.clone().map(|by| by.name);
    let step = entry.timer.clone();
    let behaviour = entry.behaviour.clone();
    let clock = behaviour.as_ref().map_or_else(|| format::clock(at), day_span);
    let headline = move || headline(&entry);
    view! {
        <li class="entry" class:said=is_follow_up>
            <span class="entry-mark"><Icon glyph=glyph /></span>
            <div class="grow">
                <div class="row wrap">
                    {match inquiry {
                        Some(address) => view! { <a class="strong" href=address>{headline}</a> }.into_any(),
                        None => view! { <span class="strong">{headline}</span> }.into_any(),
                    }}
                    {by.map(|by| view! { <span class="small muted">{by}</span> })}
                    <time class="tiny muted num" datetime=at.to_rfc3339() title=format::precise_time(at)>{clock}</time>
                </div>
                {order.map(|order| {
                    let said = format!("{} · {}", order.title, order.external_id);
                    view! { <p class="small"><a href=format!("/orders/{}", order.id)>{said}</a></p> }
                })}
                {content.map(|content| view! { <p class="prose">{content}</p> })}
                {step.map(|step| view! { <StepDetail step=step /> })}
                {behaviour.map(|day| view! { <DayDetail customer=customer day=day /> })}
            </div>
        </li>
    }
}

/// One line for what happened.
fn headline(entry: &TimelineEntry) -> String {
    if let Some(step) = &entry.timer {
        return step_headline(entry.kind, step);
    }
    if let Some(day) = &entry.behaviour {
        return day_headline(day);
    }
    match entry.kind {
        TimelineKind::FollowUp => match entry.way {
            Some(way) => format!("{} · {}", way.title(prefs::lang()), t(w::KIND_FOLLOW_UP)),
            None => t(w::KIND_FOLLOW_UP).to_owned(),
        },
        TimelineKind::Ownership => {
            let owner = match &entry.owner {
                Some(owner) => tf(w::BECAME_OWNER, &owner.name),
                None => t(w::NOBODY_OWNER).to_owned(),
            };
            match entry.ownership_reason {
                Some(reason) => format!("{owner} · {}", t(reason_text(reason))),
                None => owner,
            }
        }
        TimelineKind::Edited if !entry.fields.is_empty() => {
            let comma = prefs::lang().pick("、", ", ");
            let names: Vec<_> = entry.fields.iter().map(|field| field_name(field)).collect();
            tf(w::EDITED_FIELDS, names.join(comma))
        }
        kind => match entry.order_state {
            Some(state) => format!("{} · {}", t(kind_text(kind)), state.title(prefs::lang())),
            None => t(kind_text(kind)).to_owned(),
        },
    }
}

/// The word for a field; of one that this console does not know yet, its name in the API.
fn field_name(field: &str) -> String {
    let text = match field {
        "name" => w::NAME,
        "company" => w::COMPANY,
        "level" => w::LEVEL,
        "address" => w::ADDRESS,
        "district" | "district_id" => w::DISTRICT,
        "source" => w::SOURCE,
        other => return other.to_owned(),
    };
    t(text).to_owned()
}

const fn kind_text(kind: TimelineKind) -> Text {
    match kind {
        TimelineKind::Registered => w::KIND_REGISTERED,
        TimelineKind::RegisteredAgain => w::KIND_REGISTERED_AGAIN,
        TimelineKind::Approved => w::KIND_APPROVED,
        TimelineKind::Rejected => w::KIND_REJECTED,
        TimelineKind::Ownership => w::KIND_OWNERSHIP,
        TimelineKind::FollowUp => w::KIND_FOLLOW_UP,
        TimelineKind::Edited => w::KIND_EDITED,
        TimelineKind::Inquiry => w::KIND_INQUIRY,
        TimelineKind::Order => w::KIND_ORDER,
        TimelineKind::OrderChanged => w::KIND_ORDER_CHANGED,
        TimelineKind::Message => w::KIND_MESSAGE,
        TimelineKind::InquiryResolved => w::KIND_INQUIRY_RESOLVED,
        TimelineKind::InquiryReopened => w::KIND_INQUIRY_REOPENED,
        TimelineKind::TimerReminded => w::KIND_TIMER_REMINDED,
        TimelineKind::TimerLeadTold => w::KIND_TIMER_LEAD_TOLD,
        TimelineKind::TimerReassigned => w::KIND_TIMER_REASSIGNED,
        TimelineKind::TimerKept => w::KIND_TIMER_KEPT,
        TimelineKind::Merged => mw::KIND_MERGED,
        TimelineKind::Unmerged => mw::KIND_UNMERGED,
        TimelineKind::Behaviour => bw::KIND,
    }
}

/// A day is drawn anew when its entries are others, not only when there are more of them.
fn ids_of((_, entries): &(String, Vec<TimelineEntry>)) -> Vec<(TimelineEntryId, i64)> {
    // What comes late of a day's behaviour changes how often, and nothing else.
    entries.iter().map(|entry| (entry.id, entry.behaviour.as_ref().map_or(0, |day| day.times))).collect()
}

fn by_day(rows: &[TimelineEntry]) -> Vec<(String, Vec<TimelineEntry>)> {
    let mut days: Vec<(String, Vec<TimelineEntry>)> = Vec::new();
    for entry in rows {
        let day = format::day(entry.at);
        match days.last_mut() {
            Some((last, entries)) if *last == day => entries.push(entry.clone()),
            _ => days.push((day, vec![entry.clone()])),
        }
    }
    days
}
