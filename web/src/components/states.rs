//! What stands where data would be: nothing yet, nothing found, not allowed, failed.

use leptos::prelude::*;

use super::{Button, Glyph, Icon};
use crate::{
    api::Fault,
    i18n::{Text, about, common as c, tr},
};

/// A calm message in the middle, with what to do next as children.
#[component]
pub fn Notice(
    glyph: Glyph,
    title: Text,
    #[prop(optional)] body: Option<Text>,
    #[prop(optional)] slim: bool,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="notice" class:slim=slim>
            <Icon glyph=glyph />
            <h3>{tr(title)}</h3>
            {body.map(|body| view! { <p>{tr(body)}</p> })}
            {children.map(|children| view! { <div class="row">{children()}</div> })}
        </div>
    }
}

/// A failed reading, with a way to try again.
#[component]
pub fn Failed(fault: Fault, retry: Callback<()>) -> impl IntoView {
    let (title, detail, reference) = (fault.clone(), fault.clone(), fault.clone());
    view! {
        <div class="notice" role="alert">
            <Icon glyph=Glyph::Alert />
            <h3>{move || title.title()}</h3>
            {move || detail.detail().map(|detail| view! { <p>{detail}</p> })}
            {move || reference.reference().map(|text| view! { <p class="mono tiny muted">{text}</p> })}
            <div class="row">
                <Button label=c::RETRY glyph=Glyph::Reload on_press=retry />
            </div>
        </div>
    }
}

/// Whether a form shows what is wrong with this field itself; what ends with `/` stands for all fields below it.
fn is_shown(shown: &[&str], pointer: &str) -> bool {
    shown.iter().any(|known| pointer == *known || (known.ends_with('/') && pointer.starts_with(known)))
}

/// A failed writing, above or below a form. Wrong fields that no field of the form shows are listed here.
#[component]
pub fn Alert(
    #[prop(into)] fault: Signal<Option<Fault>>,
    #[prop(optional, into)] shown_elsewhere: Vec<&'static str>,
) -> impl IntoView {
    move || {
        fault.get().map(|fault| {
            let lang = crate::prefs::lang();
            let all_shown = !fault.fields().is_empty()
                && fault.fields().iter().all(|error| is_shown(&shown_elsewhere, &error.pointer));
            let rest: Vec<_> = fault
                .fields()
                .iter()
                .filter(|error| !is_shown(&shown_elsewhere, &error.pointer))
                .map(|error| about(error.pointer.trim_start_matches('/'), &error.code.message(lang), lang))
                .collect();
            (!all_shown).then(|| {
                view! {
                    <div class="alert" role="alert">
                        <Icon glyph=Glyph::Alert />
                        <div>
                            <div class="strong">{fault.title()}</div>
                            {fault.detail().map(|detail| view! { <div>{detail}</div> })}
                            {(!rest.is_empty())
                                .then(|| view! { <ul>{rest.iter().map(|line| view! { <li>{line.clone()}</li> }).collect_view()}</ul> })}
                            {fault.reference().map(|text| view! { <div class="mono tiny">{text}</div> })}
                        </div>
                    </div>
                }
            })
        })
    }
}

/// Rows in the shape of a table that is still on its way.
#[component]
pub fn RowSkeleton(#[prop(default = 8)] rows: usize) -> impl IntoView {
    let row = || {
        view! {
            <div>
                <span class="skeleton w3"></span>
                <span class="skeleton w2"></span>
                <span class="skeleton w4"></span>
                <span class="skeleton w1"></span>
            </div>
        }
    };
    view! {
        <div class="skeletons" role="status" aria-label=tr(c::LOADING)>
            {(0..rows).map(|_| row()).collect_view()}
        </div>
    }
}

/// Lines in the shape of a text or a list of facts that is still on its way.
#[component]
pub fn LineSkeleton() -> impl IntoView {
    view! {
        <div class="skeleton-lines" role="status" aria-label=tr(c::LOADING)>
            <span class="skeleton w3"></span>
            <span class="skeleton w2"></span>
            <span class="skeleton w4"></span>
            <span class="skeleton w3"></span>
            <span class="skeleton w1"></span>
        </div>
    }
}
