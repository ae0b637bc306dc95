//! Whose inquiry is being entered: the phone tells, and shows who is known already.

use std::time::Duration;

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};
use shared::{
    customers::{Customer, CustomerQuery},
    ids::{CustomerId, EmployeeId},
    inquiries::{Inquiry, InquiryQuery},
    permissions::Permission,
};

use super::marks::StageBadge;
use crate::{
    api,
    components::{Choice, Field, TextField, avatar::initial, field::Tie, pickers::AgentPicker},
    customers::marks::LevelMark,
    format,
    i18n::{customers as cw, inquiries as w, t, tf, tr},
    reading::{Read, Write},
    session,
};

/// Waits this long after a keystroke before asking.
const PAUSE: Duration = Duration::from_millis(250);
/// Fewer digits are no telephone number yet.
const LEAST_DIGITS: usize = 7;

/// What is known about the number in the field.
#[derive(Clone, PartialEq)]
enum Known {
    /// Not a number yet, or not asked yet.
    Nothing,
    /// Nobody whom one may see.
    Stranger,
    /// This customer.
    One(Box<Customer>),
}

/// The phone, and below it the customer or the name of a new one.
#[component]
pub fn Who(
    phone: RwSignal<String>,
    name: RwSignal<String>,
    owner: RwSignal<Option<Choice<EmployeeId>>>,
    write: Write,
) -> impl IntoView {
    let known = RwSignal::new(Known::Nothing);
    look_up(phone, known);
    view! {
        <TextField label=cw::PHONE value=phone write=write pointer="/phone" kind="tel" required=true autofocus=true hint=w::PHONE_HINT />
        {move || match known.get() {
            Known::Nothing => ().into_any(),
            Known::Stranger => view! {
                <p class="small soft" role="status">{tr(w::STRANGER)}</p>
                <div class="fields two">
                    <TextField label=w::NAME value=name write=write pointer="/name" />
                    <OwnerField owner=owner write=write />
                </div>
            }
            .into_any(),
            Known::One(customer) => view! { <KnownCustomer customer=*customer /> }.into_any(),
        }}
    }
}

/// Who shall own somebody who is new.
#[component]
fn OwnerField(owner: RwSignal<Option<Choice<EmployeeId>>>, write: Write) -> impl IntoView {
    let pick = Callback::new(move |choice| owner.set(choice));
    let control = move |tie: Tie| {
        view! { <AgentPicker label=w::NEW_CUSTOMER_OWNER except=None tie=tie placeholder=w::BY_POLICY chosen=owner on_pick=pick /> }.into_any()
    };
    view! { <Field label=w::NEW_CUSTOMER_OWNER write=write pointer="/owner_id" control=control /> }
}

/// What they asked last.
#[component]
fn Lately(customer: CustomerId) -> impl IntoView {
    let asked = Read::new(move || {
        let query = InquiryQuery { customer_id: Some(customer), limit: Some(3), ..InquiryQuery::default() };
        async move { Ok(api::inquiries::list(&query).await?.items) }
    });
    move || {
        let all = asked.ok().filter(|all: &Vec<Inquiry>| !all.is_empty())?;
        let line = |one: Inquiry| {
            view! {
                <li class="row tiny">
                    <StageBadge status=one.status stage=one.stage />
                    <span class="clip grow">{one.text}</span>
                    <span class="muted num">{format::day(one.arrived_at)}</span>
                </li>
            }
        };
        Some(view! { <ul class="lately" aria-label=tr(w::LATELY)>{all.into_iter().map(line).collect_view()}</ul> })
    }
}

#[component]
fn KnownCustomer(customer: Customer) -> impl IntoView {
    let owner = customer.owner.clone();
    let id = customer.id;
    view! {
        <div class="known-customer" role="status" data-testid="known-customer">
            <span class="avatar" aria-hidden="true">{initial(&customer.name)}</span>
            <div class="grow">
                <div class="row">
                    <LevelMark level=customer.level />
                    <span class="strong">{customer.name.clone()}</span>
                    <span class="muted clip">{customer.company.clone()}</span>
                </div>
                <div class="small soft">
                    {tr(w::KNOWN)} " · "
                    {move || match &owner {
                        Some(owner) => tf(w::OWNED_BY, &owner.name),
                        None => t(cw::NO_OWNER).to_owned(),
                    }}
                </div>
                {session::can_now(Permission::InquiryRead).then(|| view! { <Lately customer=id /> })}
            </div>
        </div>
    }
}

/// Asks while one types who has this number.
fn look_up(phone: RwSignal<String>, known: RwSignal<Known>) {
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    on_cleanup(move || {
        if let Some(Some(last)) = waiting.try_get_value() {
            last.clear();
        }
    });
    Effect::new(move |_| {
        let typed = phone.get();
        if let Some(earlier) = waiting.get_value() {
            earlier.clear();
        }
        let digits = digits_of(&typed);
        if digits.len() < LEAST_DIGITS || !session::can_now(Permission::CustomerRead) {
            known.set(Known::Nothing);
            return;
        }
        let ask = move || {
            spawn_local(async move {
                let query = CustomerQuery {
                    q: Some(asked_for(&digits).to_owned()),
                    limit: Some(5),
                    ..CustomerQuery::default()
                };
                let Ok(page) = api::customers::list(&query).await else { return };
                if phone.try_get_untracked().as_ref() != Some(&typed) {
                    return;
                }
                let same = page.items.into_iter().find(|customer| is_same(&customer.phone, &digits));
                known.set(same.map_or(Known::Stranger, |customer| Known::One(Box::new(customer))));
            });
        };
        waiting.set_value(set_timeout_with_handle(ask, PAUSE).ok());
    });
}

fn digits_of(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// How people are found by a number: those of China without the country's code.
fn asked_for(digits: &str) -> &str {
    digits.strip_prefix("86").filter(|rest| rest.len() == 11).unwrap_or(digits)
}

/// Whether what was typed is this number, with or without the country's code.
fn is_same(e164: &str, digits: &str) -> bool {
    let number = e164.trim_start_matches('+');
    number == digits || number.strip_prefix("86") == Some(digits)
}

#[cfg(test)]
mod tests {
    use super::{asked_for, digits_of, is_same};

    #[test]
    fn a_number_is_the_same_with_and_without_spaces_and_the_code_of_china() {
        for typed in ["138 0013 8000", "+86 138-0013-8000", "8613800138000"] {
            assert!(is_same("+8613800138000", &digits_of(typed)), "{typed}");
        }
        assert!(is_same("+4930123456", &digits_of("+49 30 123456")));
        assert!(!is_same("+8613800138000", "1380013800"));
        assert_eq!(asked_for("8613800138000"), "13800138000");
        assert_eq!(asked_for("86138001"), "86138001");
    }
}
