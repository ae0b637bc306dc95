//! One registration on the reviewer's desk.

use leptos::prelude::*;
use shared::{
    FieldError,
    customers::{Approval, DistrictSuggestion, Review},
    ids::DistrictId,
    problem::FieldCode,
};

use super::reviews::Desk;
use crate::{
    api,
    components::{Alert, Button, Choice, Glyph, Icon, Look, pickers::DistrictPicker, toast},
    format,
    i18n::{common as c, customers as w, t, tf, tfs, tr},
    reading::Write,
};

#[component]
pub fn ReviewRow(review: Review, desk: Desk) -> impl IntoView {
    let id = review.customer.id;
    // The best suggestion is laid ready, unless the reviewer has chosen before the list was read again.
    if let Some(best) = review.suggestions.first() {
        desk.districts.update_untracked(|all| {
            all.entry(id).or_insert_with(|| suggested(best));
        });
    }
    let chosen = Signal::derive(move || desk.districts.with(|all| all.get(&id).cloned()));
    let choose = Callback::new(move |choice: Option<Choice<DistrictId>>| {
        desk.districts.update(|all| {
            all.remove(&id);
            all.extend(choice.map(|choice| (id, choice)));
        });
    });
    let write = Write::new();
    let approve = Callback::new(move |()| {
        let Some(district) = chosen.get_untracked() else {
            write.refuse(vec![FieldError::new("/district_id", FieldCode::Required)]);
            return;
        };
        let approval = Approval { district_id: district.id, level: None };
        write.run(async move { api::customers::approve(id, &approval).await }, move |customer| {
            toast::say(match &customer.owner {
                Some(owner) => tfs(w::APPROVED_OWNED, &[&customer.name, &owner.name]),
                None => tf(w::APPROVED_QUEUED, &customer.name),
            });
            desk.finish(&[id]);
        });
    });
    let again = review.clone();
    let reject = Callback::new(move |()| desk.rejecting.set(Some(again.clone())));
    let name = review.customer.name.clone();
    let suggestions = review.suggestions.clone();
    view! {
        <li class="review" data-row data-testid="review">
            <input
                type="checkbox"
                aria-label=move || tf(c::SELECT_ROW, &name)
                prop:checked=move || desk.picked.with(|picked| picked.contains(&id))
                on:change=move |event| {
                    let on = event_target_checked(&event);
                    desk.picked.update(|picked| {
                        picked.remove(&id);
                        picked.extend(on.then_some(id));
                    });
                }
            />
            <Applicant review=review.clone() />
            <div class="review-place">
                <DistrictPicker label=w::CHOOSE_DISTRICT placeholder=w::CHOOSE_DISTRICT chosen=chosen on_pick=choose />
                <Suggestions all=suggestions chosen=chosen choose=choose />
                {move || write.field("/district_id").map(|fault| view! { <span class="tiny fault" role="alert">{fault}</span> })}
                <Alert fault=write.fault shown_elsewhere=vec!["/district_id"] />
            </div>
            <div class="review-do">
                <Button label=w::REJECT look=Look::GhostWarns on_press=reject />
                <Button label=w::APPROVE glyph=Glyph::Check busy=Signal::derive(move || write.busy()) on_press=approve />
            </div>
        </li>
    }
}

/// Who registered, from where, saying what.
#[component]
fn Applicant(review: Review) -> impl IntoView {
    let customer = review.customer;
    let (address, registered) = (review.address, customer.registered_at);
    view! {
        <div class="review-who">
            <div class="row wrap">
                <a class="name strong" href=format!("/customers/{}", customer.id)>{customer.name}</a>
                <span class="num soft">{format::phone(&customer.phone)}</span>
                <span class="soft">{customer.company}</span>
            </div>
            <div class="row">
                <Icon glyph=Glyph::Map />
                {if address.is_empty() {
                    view! { <span class="muted">{tr(w::NO_ADDRESS)}</span> }.into_any()
                } else {
                    view! { <span>{address}</span> }.into_any()
                }}
            </div>
            <div class="tiny muted">
                {move || tf(w::WAITING_SINCE, format::time(registered))}
                {(!customer.source.is_empty()).then(|| format!(" · {}", customer.source))}
                {review.attributes.into_iter().map(|(name, value)| format!(" · {name}: {value}")).collect_view()}
            </div>
        </div>
    }
}

/// The districts that the address names, one press each.
#[component]
fn Suggestions(
    all: Vec<DistrictSuggestion>,
    chosen: Signal<Option<Choice<DistrictId>>>,
    choose: Callback<Option<Choice<DistrictId>>>,
) -> impl IntoView {
    if all.is_empty() {
        return view! { <span class="tiny muted">{tr(w::NO_SUGGESTION)}</span> }.into_any();
    }
    let chip = move |suggestion: DistrictSuggestion| {
        let choice = suggested(&suggestion);
        let id = choice.id;
        let agent = suggestion.agent.map(|agent| agent.name);
        let outcome =
            move || agent.as_ref().map_or_else(|| t(w::WILL_QUEUE).to_owned(), |agent| tf(w::WILL_OWN, agent));
        view! {
            <button
                type="button"
                class="chip"
                title=suggestion.district.path
                aria-pressed=move || if chosen.get().is_some_and(|chosen| chosen.id == id) { "true" } else { "false" }
                on:click=move |_| choose.run(Some(choice.clone()))
            >
                <span>{suggestion.district.name}</span>
                <span class="tiny muted">{outcome}</span>
            </button>
        }
    };
    view! { <div class="chips" role="group" aria-label=tr(w::SUGGESTED)>{all.into_iter().map(chip).collect_view()}</div> }.into_any()
}

fn suggested(suggestion: &DistrictSuggestion) -> Choice<DistrictId> {
    let district = &suggestion.district;
    Choice { id: district.id, label: district.name.clone(), hint: district.path.clone() }
}
