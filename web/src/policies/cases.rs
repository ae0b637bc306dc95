//! "Try a case": who would get it now, and why.

use std::sync::Arc;

use futures_util::FutureExt;
use leptos::prelude::*;
use shared::{
    assignment::{
        policy::CaseKind,
        times::{Moment, TimeOfDay, Weekday},
    },
    codes::TextCode,
    customers::{CustomerQuery, Level},
    ids::{CustomerId, DistrictId, EmployeeId, ProductLineId},
    permissions::Permission,
    policies::{CaseFacts, ExplainedCase, PolicyChoices, TriedPolicy, TryCase},
};

use super::{
    values::TimeInput,
    words::{kind_text, weekday_text},
};
use crate::{
    api,
    components::{
        Alert, AreaField, Button, Choice, Field, Glyph, Icon, Look, Segments, Select, TextField,
        field::Tie,
        picker::{Picker, Search},
        pickers::{AgentPicker, DistrictPicker},
    },
    customers::marks::level_text,
    decisions::Explained,
    format,
    i18n::{Text, policies as w, t, tr},
    reading::{Read, Write, filled},
    session,
};

/// What is filled in.
#[derive(Clone, Copy)]
struct Case {
    kind: RwSignal<CaseKind>,
    customer: RwSignal<Option<Choice<CustomerId>>>,
    owner: RwSignal<Option<Choice<EmployeeId>>>,
    district: RwSignal<Option<Choice<DistrictId>>>,
    line: RwSignal<String>,
    level: RwSignal<String>,
    known: RwSignal<String>,
    value: RwSignal<String>,
    entrance: RwSignal<String>,
    channel: RwSignal<String>,
    language: RwSignal<String>,
    text: RwSignal<String>,
    at: RwSignal<bool>,
    time: RwSignal<TimeOfDay>,
    weekday: RwSignal<String>,
    workday: RwSignal<bool>,
}

impl Case {
    fn new() -> Self {
        let text = || RwSignal::new(String::new());
        Self {
            kind: RwSignal::new(CaseKind::Inquiry),
            customer: RwSignal::new(None),
            owner: RwSignal::new(None),
            district: RwSignal::new(None),
            line: text(),
            level: text(),
            known: text(),
            value: text(),
            entrance: text(),
            channel: text(),
            language: text(),
            text: text(),
            at: RwSignal::new(false),
            time: RwSignal::new(TimeOfDay::from_minute(20 * 60).unwrap_or_default()),
            weekday: RwSignal::new(Weekday::Saturday.to_string()),
            workday: RwSignal::new(false),
        }
    }

    /// What is filled in, for whoever is told when it changes.
    fn facts(self) -> CaseFacts {
        let moment = self.at.get().then(|| Moment {
            time: self.time.get(),
            weekday: Weekday::parse(&self.weekday.get()).unwrap_or(Weekday::Monday),
            workday: self.workday.get(),
        });
        CaseFacts {
            moment,
            customer_id: self.customer.get().map(|choice| choice.id),
            known: (!self.known.with(String::is_empty)).then(|| self.known.get() == "yes"),
            owner: self.owner.get().map(|choice| choice.id),
            entrance: filled(&self.entrance.get()),
            channel: filled(&self.channel.get()),
            product_line: self.line.get().parse::<ProductLineId>().ok(),
            district: self.district.get().map(|choice| choice.id),
            level: Level::parse(&self.level.get()),
            value: self.value.get().trim().parse::<i64>().ok().and_then(|yuan| yuan.checked_mul(100)),
            language: filled(&self.language.get()),
            text: filled(&self.text.get()),
            ..CaseFacts::new(self.kind.get())
        }
    }
}

/// On a narrow or a low screen the answer stands below what is seen.
fn show_result() {
    if let Ok(Some(answer)) = document().query_selector(".try-result .decision") {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        answer.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// `policy` is what the case is tried on.
#[component]
pub fn TryPanel(#[prop(into)] policy: Signal<TriedPolicy>, choices: Read<PolicyChoices>) -> impl IntoView {
    let case = Case::new();
    let write = Write::new();
    let asked = Memo::new(move |_| TryCase { policy: Some(policy.get()), facts: case.facts() });
    let result = RwSignal::new(None::<(TryCase, ExplainedCase)>);
    let run = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let request = asked.get_untracked();
        let kept = request.clone();
        let ask = move |request: TryCase| async move { api::policies::try_case(&request).await };
        write.submit(request, ask, move |seen| {
            result.set(Some((kept, seen)));
            set_timeout(show_result, std::time::Duration::ZERO);
        });
    };
    let outdated = Memo::new(move |_| result.with(|result| result.as_ref().is_some_and(|(of, _)| *of != asked.get())));
    let more = RwSignal::new(false);
    view! {
        <section class="panel" aria-labelledby="try-title" data-testid="try">
            <div class="panel-head">
                <h2 id="try-title">{tr(w::TRY)}</h2>
                <span class="tiny muted">{tr(w::TRY_HINT)}</span>
            </div>
            <form class="panel-body stack try-form" novalidate on:submit=run>
                <First case=case write=write />
                <Show when=move || more.get()>
                    <More case=case write=write choices=choices />
                </Show>
                <Alert fault=write.fault shown_elsewhere=vec!["/facts/customer_id", "/facts/text", "/facts/district", "/facts/owner"] />
                <div class="row between">
                    <Button
                        label=Signal::derive(move || if more.get() { w::TRY_LESS } else { w::TRY_MORE })
                        look=Look::Ghost
                        slim=true
                        on_press=Callback::new(move |()| more.update(|more| *more = !*more))
                    />
                    <Button label=w::TRY_RUN submit=true look=Look::Primary busy=Signal::derive(move || write.busy()) />
                </div>
            </form>
            <div class="try-result">
                {move || match result.get() {
                    None => view! { <p class="panel-body small muted">{tr(w::TRY_EMPTY)}</p> }.into_any(),
                    Some((_, case)) => view! {
                        <Show when=move || outdated.get()>
                            <p class="alert warn try-outdated"><Icon glyph=Glyph::Info /> {tr(w::TRY_OUTDATED)}</p>
                        </Show>
                        <div class:stale=move || outdated.get()>
                            <Explained case=case />
                        </div>
                    }
                    .into_any(),
                }}
            </div>
        </section>
    }
}

#[component]
fn First(case: Case, write: Write) -> impl IntoView {
    let kinds = CaseKind::ALL.iter().map(|kind| (*kind, kind_text(*kind))).collect();
    let search: Search<CustomerId> = Arc::new(|text: String| {
        async move {
            let query = CustomerQuery { q: filled(&text), limit: Some(20), ..CustomerQuery::default() };
            let page = api::customers::list(&query).await?;
            let choice = |customer: shared::customers::Customer| Choice {
                id: customer.id,
                label: customer.name,
                hint: format!("{} · {}", format::phone(&customer.phone), customer.company),
            };
            Ok(page.items.into_iter().map(choice).collect())
        }
        .boxed_local()
    });
    let pick = Callback::new(move |choice| case.customer.set(choice));
    let control = move |tie: Tie| {
        view! { <Picker label=w::TRY_CUSTOMER tie=Some(tie) placeholder=Some(w::TRY_CUSTOMER_SEARCH) chosen=case.customer on_pick=pick search=search /> }
            .into_any()
    };
    view! {
        <Segments label=w::TRY_KIND options=kinds value=case.kind on_change=Callback::new(move |kind| case.kind.set(kind)) />
        // Whose customers one may not see, one cannot try.
        {session::can_now(Permission::CustomerRead)
            .then(|| view! { <Field label=w::TRY_CUSTOMER write=write pointer="/facts/customer_id" hint=Some(w::TRY_CUSTOMER_HINT) control=control /> })}
        <AreaField label=w::FACT_TEXT value=case.text write=write pointer="/facts/text" />
    }
}

/// A choice of one, or of nothing.
#[component]
fn Maybe<O>(label: Text, value: RwSignal<String>, write: Write, pointer: &'static str, options: O) -> impl IntoView
where
    O: Fn() -> Vec<(String, String)> + Send + Sync + Copy + 'static,
{
    let control = move |tie: Tie| {
        let all = move || std::iter::once((String::new(), t(w::TRY_ANY).to_owned())).chain(options()).collect();
        view! { <Select tie=tie value=value on_change=Callback::new(move |word| value.set(word)) options=all /> }
            .into_any()
    };
    view! { <Field label=label write=write pointer=pointer control=control /> }
}

#[component]
fn More(case: Case, write: Write, choices: Read<PolicyChoices>) -> impl IntoView {
    let levels = || Level::ALL.iter().map(|level| (level.to_string(), t(level_text(*level)).to_owned())).collect();
    let known = || vec![("yes".to_owned(), t(w::KNOWN_YES).to_owned()), ("no".to_owned(), t(w::KNOWN_NO).to_owned())];
    let lines = move || {
        let lines = choices.ok().unwrap_or_default().product_lines;
        lines.into_iter().map(|line| (line.id.to_string(), line.name)).collect()
    };
    let district = move |tie: Tie| {
        let pick = Callback::new(move |choice| case.district.set(choice));
        view! { <DistrictPicker label=w::FACT_DISTRICT tie=tie chosen=case.district on_pick=pick /> }.into_any()
    };
    let owner = move |tie: Tie| {
        let pick = Callback::new(move |choice| case.owner.set(choice));
        view! { <AgentPicker label=w::TRY_OWNER tie=tie chosen=case.owner on_pick=pick /> }.into_any()
    };
    view! {
        <div class="fields two">
            <Maybe label=w::FACT_LEVEL value=case.level write=write pointer="/facts/level" options=levels />
            <Maybe label=w::FACT_KNOWN value=case.known write=write pointer="/facts/known" options=known />
            <Field label=w::TRY_OWNER write=write pointer="/facts/owner" control=owner />
            <Field label=w::FACT_DISTRICT write=write pointer="/facts/district" control=district />
            <Maybe label=w::FACT_PRODUCT_LINE value=case.line write=write pointer="/facts/product_line" options=lines />
            <TextField label=w::FACT_VALUE value=case.value write=write pointer="/facts/value" kind="number" placeholder=w::VALUE_HINT />
            <TextField label=w::FACT_ENTRANCE value=case.entrance write=write pointer="/facts/entrance" />
            <TextField label=w::FACT_CHANNEL value=case.channel write=write pointer="/facts/channel" />
            <TextField label=w::FACT_LANGUAGE value=case.language write=write pointer="/facts/language" />
        </div>
        <MomentFields case=case />
    }
}

#[component]
fn MomentFields(case: Case) -> impl IntoView {
    let weekdays = || Weekday::ALL.iter().map(|day| (day.to_string(), t(weekday_text(*day)).to_owned())).collect();
    view! {
        <div class="stack tight">
            <Segments
                label=w::TRY_MOMENT
                options=vec![(false, w::TRY_NOW), (true, w::TRY_AT)]
                value=case.at
                on_change=Callback::new(move |at| case.at.set(at))
            />
            <Show when=move || case.at.get()>
                <div class="row wrap">
                    <TimeInput label=w::FACT_LOCAL_TIME value=case.time on_change=Callback::new(move |time| case.time.set(time)) />
                    <span class="narrow">
                        <Select label=w::FACT_WEEKDAY value=case.weekday on_change=Callback::new(move |day| case.weekday.set(day)) options=weekdays />
                    </span>
                    <label class="check">
                        <input
                            type="checkbox"
                            prop:checked=move || case.workday.get()
                            on:change=move |event| case.workday.set(event_target_checked(&event))
                        />
                        <span>{tr(w::FACT_WORKDAY)}</span>
                    </label>
                </div>
            </Show>
        </div>
    }
}
