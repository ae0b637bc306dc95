//! Conditions: groups in groups, and tests in them.

use leptos::prelude::*;
use shared::{
    assignment::{FactTest, policy::Fact},
    codes::TextCode,
};

use super::{
    desk::{Desk, Remark},
    model::{Body, Group, Joint, Part},
    values::{ValueInput, fresh_test},
    words::fact_text,
};
use crate::{
    components::{Button, Glyph, Look, Select},
    i18n::{Text, policies as w, t, tr},
};

/// Groups may stand in groups so deep; deeper ones nobody reads, and the server refuses them at 8.
const DEEPEST: usize = 4;

const fn joint_text(joint: Joint) -> Text {
    match joint {
        Joint::All => w::MATCH_ALL,
        Joint::Any => w::MATCH_ANY,
        Joint::NotAll => w::MATCH_NOT_ALL,
        Joint::None => w::MATCH_NONE,
    }
}

/// A group that stands at `pointer`.
#[component]
pub fn GroupEditor(
    group: Group,
    #[prop(into)] pointer: Signal<String>,
    depth: usize,
    desk: Desk,
    #[prop(optional)] on_remove: Option<Callback<()>>,
) -> impl IntoView {
    let add_test = Callback::new(move |()| {
        group.parts.update(|parts| parts.push(desk.maker.test(fresh_test(Fact::Level))));
    });
    let add_group = Callback::new(move |()| {
        let first = desk.maker.test(fresh_test(Fact::Level));
        group.parts.update(|parts| parts.push(desk.maker.group(Joint::Any, vec![first])));
    });
    let empty = move || {
        let text = match group.joint.get() {
            Joint::All | Joint::None => w::NO_PARTS_ALL,
            Joint::Any | Joint::NotAll => w::NO_PARTS_ANY,
        };
        group.parts.with(Vec::is_empty).then(|| view! { <p class="small muted">{t(text)}</p> })
    };
    let remarks = Signal::derive(move || desk.remarks(&pointer.get(), false));
    view! {
        <div class="condition-group" class:inner=move || { depth > 0 }>
            <div class="row">
                <Select
                    label=w::JOINT
                    value=Signal::derive(move || group.joint.get().word().to_owned())
                    on_change=Callback::new(move |word: String| {
                        if let Some(joint) = Joint::of(&word) {
                            group.joint.set(joint);
                        }
                    })
                    options=|| Joint::ALL.iter().map(|(joint, word)| ((*word).to_owned(), t(joint_text(*joint)).to_owned())).collect()
                />
                <span class="grow"></span>
                {on_remove.map(|remove| view! { <Button label=w::REMOVE_PART glyph=Glyph::X icon_only=true slim=true look=Look::Ghost on_press=remove /> })}
            </div>
            {empty}
            <ul class="condition-parts">
                <For each=move || group.parts.get() key=|part| part.id let:part>
                    <PartEditor part=part of=group pointer=pointer depth=depth desk=desk />
                </For>
            </ul>
            <Remarks remarks=remarks />
            <div class="row wrap">
                <Button label=w::ADD_TEST glyph=Glyph::Plus slim=true look=Look::Ghost on_press=add_test />
                {(depth + 1 < DEEPEST)
                    .then(|| view! { <Button label=w::ADD_GROUP glyph=Glyph::Plus slim=true look=Look::Ghost on_press=add_group /> })}
            </div>
        </div>
    }
}

#[component]
fn PartEditor(part: Part, of: Group, pointer: Signal<String>, depth: usize, desk: Desk) -> impl IntoView {
    let pointer = Signal::derive(move || {
        let at = of.parts.with(|parts| parts.iter().position(|one| one.id == part.id)).unwrap_or_default();
        format!("{}/{at}", of.inside(&pointer.get()))
    });
    let remove = Callback::new(move |()| of.parts.update(|parts| parts.retain(|one| one.id != part.id)));
    view! {
        <li>
            {match part.body {
                Body::Group(group) => {
                    view! { <GroupEditor group=group pointer=pointer depth=depth + 1 desk=desk on_remove=remove /> }.into_any()
                }
                Body::Test { negated, test } => {
                    view! { <TestEditor test=test negated=negated pointer=pointer desk=desk on_remove=remove /> }.into_any()
                }
            }}
        </li>
    }
}

/// What stands between the fact and its values, asked and turned round.
const fn operators(fact: Fact) -> (Text, Text) {
    match fact {
        Fact::Known => (w::KNOWN_YES, w::KNOWN_NO),
        Fact::Workday => (w::WORKDAY_YES, w::WORKDAY_NO),
        Fact::Value | Fact::LocalTime => (w::BETWEEN, w::NOT_BETWEEN),
        Fact::Text => (w::CONTAINS, w::CONTAINS_NOT),
        Fact::Attribute => (w::HAS, w::HAS_NOT),
        _ => (w::IS_ONE_OF, w::IS_NONE_OF),
    }
}

#[component]
fn TestEditor(
    test: RwSignal<FactTest>,
    negated: RwSignal<bool>,
    pointer: Signal<String>,
    desk: Desk,
    on_remove: Callback<()>,
) -> impl IntoView {
    let fact = Memo::new(move |_| test.with(FactTest::fact));
    // Of a fact that is yes or no, "not yes" is said as "no".
    let turned = move || {
        test.with(|test| match test {
            FactTest::Known { is } | FactTest::Workday { is } => *is == negated.get(),
            _ => negated.get(),
        })
    };
    let turn = Callback::new(move |word: String| {
        let turned = word == "not";
        let own = test.try_update(|test| match test {
            FactTest::Known { is } | FactTest::Workday { is } => {
                *is = !turned;
                true
            }
            _ => false,
        });
        negated.set(turned && own != Some(true));
    });
    let choose = Callback::new(move |word: String| {
        if let Some(chosen) = Fact::parse(&word)
            && chosen != fact.get_untracked()
        {
            test.set(fresh_test(chosen));
        }
    });
    let facts = || Fact::ALL.iter().map(|fact| (fact.to_string(), t(fact_text(*fact)).to_owned())).collect();
    let compare = move || {
        let (asked, round) = operators(fact.get());
        vec![("is".to_owned(), t(asked).to_owned()), ("not".to_owned(), t(round).to_owned())]
    };
    let remarks = Signal::derive(move || {
        let at = pointer.get();
        let at = if negated.get() { format!("{at}/not/test") } else { format!("{at}/test") };
        desk.remarks(&at, true)
    });
    view! {
        <div class="condition-test" class:wrong=move || remarks.with(|all| all.iter().any(|one| one.bad))>
            <Select label=w::FACT value=Signal::derive(move || fact.get().to_string()) on_change=choose options=facts />
            <Select
                label=w::OPERATOR
                value=Signal::derive(move || if turned() { "not".to_owned() } else { "is".to_owned() })
                on_change=turn
                options=compare
            />
            <div class="condition-value">
                <ValueInput test=test desk=desk />
            </div>
            <Button label=w::REMOVE_PART glyph=Glyph::X icon_only=true slim=true look=Look::Ghost on_press=on_remove />
        </div>
        <Remarks remarks=remarks />
    }
}

/// What is wrong or unwise here.
#[component]
pub fn Remarks(#[prop(into)] remarks: Signal<Vec<Remark>>) -> impl IntoView {
    move || {
        let all = remarks.get();
        (!all.is_empty()).then(|| {
            view! {
                <ul class="remarks">
                    {all
                        .into_iter()
                        .map(|remark| view! { <li class:bad=remark.bad>{remark.text}</li> })
                        .collect_view()}
                </ul>
            }
        })
    }
}

/// The word before a condition or before routes.
#[component]
pub fn Lead(text: Text) -> impl IntoView {
    view! { <span class="lead-word">{tr(text)}</span> }
}
