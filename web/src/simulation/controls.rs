//! What to choose before it runs.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::{
    codes::TextCode,
    ids::PolicyVersionId,
    policies::{PolicyStatus, PolicyVersion},
    simulation::{ATTRIBUTE, FileColumn},
};
use web_sys::File;

use super::{choice::Choice, run::Runner};
use crate::{
    components::{Button, DropZone, Glyph, Look, Segments, Select, download},
    i18n::{Text, simulation as w, t, tf, tr},
    policies::words::{kind_text, version_name},
    prefs,
    reading::UrlQuery,
};

/// A preset of days; 0 is a range.
const PERIODS: [(u32, Text); 4] = [(7, w::WEEK), (30, w::MONTH), (90, w::QUARTER), (0, w::RANGE)];

#[component]
pub fn Controls(
    policy: PolicyVersionId,
    choice: UrlQuery<Choice>,
    #[prop(into)] versions: Signal<Vec<PolicyVersion>>,
    on_policy: Callback<PolicyVersionId>,
    runner: Runner,
    on_run: Callback<()>,
) -> impl IntoView {
    let is_file = Memo::new(move |_| choice.with(Choice::is_file));
    let set_source = Callback::new(move |file: bool| choice.update(|choice| choice.file = file.then_some(true)));
    let kinds = move || {
        let all = std::iter::once((String::new(), t(w::ALL_KINDS).to_owned()));
        all.chain(super::choice::kinds().map(|(kind, word)| (word, t(kind_text(kind)).to_owned()))).collect()
    };
    let set_kind = Callback::new(move |word: String| choice.update(|choice| choice.kind = TextCode::parse(&word)));
    let set_policy = Callback::new(move |word: String| {
        if let Ok(id) = word.parse() {
            on_policy.run(id);
        }
    });
    let set_against = Callback::new(move |word: String| choice.update(|choice| choice.against = word.parse().ok()));
    let named = move || versions.with(|all| all.iter().map(|one| (one.id.to_string(), said(one))).collect::<Vec<_>>());
    let others = move || {
        let none = std::iter::once((String::new(), t(w::AGAINST_NONE).to_owned()));
        none.chain(named().into_iter().filter(|(id, _)| *id != policy.to_string())).collect()
    };
    view! {
        <section class="panel pad simulate-form" aria-label=tr(w::TITLE)>
            <div class="row wrap simulate-row">
                <Segments
                    label=w::SOURCE
                    options=vec![(false, w::SOURCE_PAST), (true, w::SOURCE_FILE)]
                    value=is_file
                    on_change=set_source
                />
                <Show when=move || !is_file.get()>
                    <Period choice=choice />
                </Show>
            </div>
            <Show when=move || is_file.get()>
                <FileChoice choice=choice runner=runner />
            </Show>
            <div class="simulate-fields" class:of-file=move || is_file.get()>
                <Labelled label=w::POLICY>
                    <Select label=w::POLICY value=Signal::stored(policy.to_string()) on_change=set_policy options=named />
                </Labelled>
                <Labelled label=w::AGAINST>
                    <Select
                        label=w::AGAINST
                        value=Signal::derive(move || choice.with(|choice| choice.against.map(|id| id.to_string()).unwrap_or_default()))
                        on_change=set_against
                        options=others
                    />
                </Labelled>
                <Show when=move || !is_file.get()>
                    <Labelled label=w::KINDS>
                        <Select
                            label=w::KINDS
                            value=Signal::derive(move || choice.with(|choice| choice.kind.map(|kind| kind.to_string()).unwrap_or_default()))
                            on_change=set_kind
                            options=kinds
                        />
                    </Labelled>
                </Show>
                {move || {
                    if runner.is_running() {
                        let cancel = Callback::new(move |()| runner.cancel());
                        view! { <Button label=w::CANCEL glyph=Glyph::X on_press=cancel /> }.into_any()
                    } else {
                        view! { <Button label=w::RUN glyph=Glyph::ChevronRight look=Look::Primary on_press=on_run /> }.into_any()
                    }
                }}
            </div>
        </section>
    }
}

/// What a version is called in a list of them.
fn said(version: &PolicyVersion) -> String {
    let mark = match (version.in_force, version.status) {
        (true, _) => t(w::IN_FORCE_MARK),
        (false, PolicyStatus::Draft) => t(w::DRAFT_MARK),
        _ => "",
    };
    format!("{}{mark}", version_name(version.number, &version.name))
}

#[component]
fn Labelled(label: Text, children: ChildrenFn) -> impl IntoView {
    view! {
        <div class="field">
            <span class="label" aria-hidden="true">{tr(label)}</span>
            {children()}
        </div>
    }
}

#[component]
fn Period(choice: UrlQuery<Choice>) -> impl IntoView {
    let days = Memo::new(move |_| choice.with(|choice| choice.days().unwrap_or(0)));
    let set_days = Callback::new(move |days: u32| {
        choice.update(|choice| match days {
            0 => {
                let today = crate::format::today();
                choice.days = None;
                choice.from = choice.from.or_else(|| today?.checked_sub_days(chrono::Days::new(6)));
                choice.to = choice.to.or(today);
            }
            days => {
                choice.days = (days != super::choice::USUAL_DAYS).then_some(days);
                (choice.from, choice.to) = (None, None);
            }
        });
    });
    let day = move |label: Text, get: fn(&Choice) -> Option<NaiveDate>, set: fn(&mut Choice, Option<NaiveDate>)| {
        let shown = move || choice.with(get).map(|day| day.to_string()).unwrap_or_default();
        let changed = move |event| {
            let day = event_target_value(&event).parse().ok();
            choice.update(|choice| set(choice, day));
        };
        view! {
            <label class="row day">
                <span class="small muted">{tr(label)}</span>
                <input class="input" type="date" prop:value=shown on:change=changed />
            </label>
        }
    };
    view! {
        <Segments label=w::PERIOD options=PERIODS.to_vec() value=days on_change=set_days />
        <Show when=move || days.get() == 0>
            {day(w::FROM, |choice| choice.from, |choice, day| choice.from = day)}
            {day(w::TO, |choice| choice.to, |choice, day| choice.to = day)}
        </Show>
    }
}

#[component]
fn FileChoice(choice: UrlQuery<Choice>, runner: Runner) -> impl IntoView {
    let take = UnsyncCallback::new(move |file: File| runner.file.set(Some(file)));
    let again = Callback::new(move |()| runner.file.set(None));
    let template = Callback::new(move |()| {
        let names = FileColumn::TEMPLATE
            .iter()
            .map(|column| prefs::lang_untracked().pick(column.zh, column.column.as_str()).to_owned());
        let examples = FileColumn::TEMPLATE.iter().map(|column| column.example.to_owned());
        download::csv("arrivals.csv", &[names.collect(), examples.collect()]);
    });
    let online = move || choice.with(|choice| choice.as_now != Some(true));
    view! {
        {move || match runner.file.get() {
            None => view! { <DropZone label=w::READY_FILE hint=w::DROP_HINT on_file=take /> }.into_any(),
            Some(file) => view! {
                <div class="row wrap chosen-file" data-testid="chosen-file">
                    <span class="strong">{move || tf(w::FILE_NAME, file.name())}</span>
                    <Button label=w::FILE_AGAIN slim=true on_press=again />
                </div>
            }
            .into_any(),
        }}
        <label class="check">
            <input
                type="checkbox"
                prop:checked=online
                on:change=move |event| {
                    let ticked = event_target_checked(&event);
                    choice.update(|choice| choice.as_now = (!ticked).then_some(true));
                }
            />
            <span>{tr(w::EVERYONE_ONLINE)} " " <span class="small muted">{tr(w::EVERYONE_ONLINE_HINT)}</span></span>
        </label>
        <div class="row between columns">
            <div class="row wrap">
                <span class="soft small">{tr(w::COLUMNS)}</span>
                {FileColumn::TEMPLATE
                    .iter()
                    .map(|column| view! { <span class="badge">{move || prefs::lang().pick(column.zh, column.column.as_str())}</span> })
                    .collect_view()}
                <span class="badge">{move || format!("{}…", prefs::lang().pick("属性.", ATTRIBUTE))}</span>
            </div>
            <Button label=w::TEMPLATE glyph=Glyph::Download look=Look::Ghost slim=true on_press=template />
        </div>
    }
}
