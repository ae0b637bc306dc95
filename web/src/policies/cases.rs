//! "Try a case": who would get it now, and why.

use std::collections::BTreeMap;

use leptos::prelude::*;
use shared::{
    assignment::{
        policy::CaseKind,
        times::{Moment, TimeOfDay, Weekday},
    },
    codes::TextCode,
    customers::Level,
    ids::{CityId, CustomerId, DistrictId, EmployeeId, ProductLineId},
    policies::{CaseFacts, ExplainedCase, PolicyChoices, TriedPolicy, TryCase},
};

use super::case_fields::{First, More};
use crate::{
    api,
    components::{Alert, Button, Choice, Glyph, Icon, Look},
    decisions::Explained,
    i18n::{policies as w, tr},
    reading::{Read, Write, filled},
};

/// What is filled in.
#[derive(Clone, Copy)]
pub struct Case {
    pub kind: RwSignal<CaseKind>,
    pub customer: RwSignal<Option<Choice<CustomerId>>>,
    pub owner: RwSignal<Option<Choice<EmployeeId>>>,
    pub district: RwSignal<Option<Choice<DistrictId>>>,
    pub line: RwSignal<String>,
    pub level: RwSignal<String>,
    pub known: RwSignal<String>,
    pub value: RwSignal<String>,
    pub entrance: RwSignal<String>,
    pub channel: RwSignal<String>,
    pub language: RwSignal<String>,
    pub text: RwSignal<String>,
    pub attributes: RwSignal<String>,
    pub city: RwSignal<Option<Choice<CityId>>>,
    pub at: RwSignal<bool>,
    pub time: RwSignal<TimeOfDay>,
    pub weekday: RwSignal<String>,
    pub workday: RwSignal<bool>,
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
            attributes: text(),
            city: RwSignal::new(None),
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
            city: self.city.get().map(|choice| choice.id),
            attributes: self.attributes.with(|text| pairs(text)),
            ..CaseFacts::new(self.kind.get())
        }
    }
}

/// Attributes as they are typed: a name and a value on each line.
fn pairs(text: &str) -> BTreeMap<String, String> {
    let pair = |line: &str| {
        let (name, value) = line.split_once(['=', '＝', ':', '：']).unwrap_or((line, ""));
        filled(name).map(|name| (name, value.trim().to_owned()))
    };
    text.lines().filter_map(pair).collect()
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

#[cfg(test)]
mod tests {
    use super::pairs;

    #[test]
    fn attributes_are_a_name_and_a_value_on_each_line() {
        let found = pairs("来源 = 小红书\n\nvip\n=x\n时段：晚上");
        let expected = [("vip", ""), ("时段", "晚上"), ("来源", "小红书")];
        assert_eq!(found.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect::<Vec<_>>(), expected);
    }
}
