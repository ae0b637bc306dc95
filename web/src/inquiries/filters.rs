//! What narrows the list of inquiries; all of it lives in the address.

use leptos::prelude::*;
use shared::{
    codes::TextCode,
    ids::{CustomerId, EmployeeId},
    inquiries::{Inquiry, InquiryQuery},
    permissions::Permission,
    work::{WorkStage, WorkStatus},
};

use super::marks::{stage_text, status_text};
use crate::{
    api,
    components::{
        Button, Choice, FilterBar, Look, Select,
        pickers::{AgentPicker, CustomerPicker, GroupSelect},
    },
    i18n::{common as c, customers as cw, inquiries as w, t},
    reading::{Read, UrlQuery, filled},
    session,
};

#[component]
pub fn Filters(query: UrlQuery<InquiryQuery>, rows: RwSignal<Vec<Inquiry>>) -> impl IntoView {
    let pick_owner = Callback::new(move |choice: Option<Choice<EmployeeId>>| {
        query.update(|q| q.owner_id = choice.map(|choice| choice.id));
    });
    let pick_customer = Callback::new(move |choice: Option<Choice<CustomerId>>| {
        query.update(|q| q.customer_id = choice.map(|choice| choice.id));
    });
    // The address holds only ids; the rows that they select know the names.
    let named = |label: Option<String>| label.unwrap_or_else(|| t(cw::CHOSEN_FILTER).to_owned());
    let owner = Signal::derive(move || {
        let id = query.with(|q| q.owner_id)?;
        let owners = |rows: &Vec<Inquiry>| {
            rows.iter()
                .filter_map(|row| row.owner.as_ref())
                .find(|owner| owner.id == id)
                .map(|owner| owner.name.clone())
        };
        Some(Choice { id, label: named(rows.with(owners)), hint: String::new() })
    });
    let customer = Signal::derive(move || {
        let id = query.with(|q| q.customer_id)?;
        let customers =
            |rows: &Vec<Inquiry>| rows.iter().find(|row| row.customer_id == id).map(|row| row.customer.clone());
        Some(Choice { id, label: named(rows.with(customers)), hint: String::new() })
    });
    let clear = Callback::new(move |()| query.set(InquiryQuery::default()));
    let narrowed = move || query.with(|q| *q != InquiryQuery::default());
    view! {
        <FilterBar narrowed=Signal::derive(narrowed)>
            <Select
                label=c::STATUS
                value=Signal::derive(move || query.with(|q| q.status.map(|s| s.to_string()).unwrap_or_default()))
                on_change=Callback::new(move |word: String| query.update(|q| q.status = WorkStatus::parse(&word)))
                options=|| {
                    let one = |status: &WorkStatus| (status.to_string(), t(status_text(*status)).to_owned());
                    std::iter::once((String::new(), t(w::ANY_STATUS).to_owned())).chain(WorkStatus::ALL.iter().map(one)).collect()
                }
            />
            <Select
                label=w::STAGE
                value=Signal::derive(move || query.with(|q| q.stage.map(|s| s.to_string()).unwrap_or_default()))
                on_change=Callback::new(move |word: String| query.update(|q| q.stage = WorkStage::parse(&word)))
                options=|| {
                    let one = |stage: &WorkStage| (stage.to_string(), t(stage_text(*stage)).to_owned());
                    std::iter::once((String::new(), t(w::ANY_STAGE).to_owned())).chain(WorkStage::ALL.iter().map(one)).collect()
                }
            />
            <Show when=|| session::can(Permission::InquiryCreate)>
                <EntranceSelect query=query />
            </Show>
            <CategorySelect query=query />
            <Show when=|| session::beyond_own(Permission::InquiryRead)>
                <AgentPicker label=w::OWNER placeholder=w::OWNER chosen=owner on_pick=pick_owner />
            </Show>
            <Show when=|| session::can(Permission::GroupRead)>
                <GroupSelect
                    value=Signal::derive(move || query.with(|q| q.group_id))
                    on_change=Callback::new(move |group| query.update(|q| q.group_id = group))
                />
            </Show>
            <Show when=|| session::can(Permission::CustomerRead)>
                <CustomerPicker label=w::CUSTOMER placeholder=w::CUSTOMER chosen=customer on_pick=pick_customer />
            </Show>
            <Show when=narrowed>
                <Button label=c::CLEAR_FILTERS look=Look::Ghost on_press=clear />
            </Show>
        </FilterBar>
    }
}

#[component]
fn EntranceSelect(query: UrlQuery<InquiryQuery>) -> impl IntoView {
    let entrances = Read::new(api::entrances::list);
    let options = move || {
        let all = entrances.ok().unwrap_or_default().into_iter().map(|one| (one.code, one.name));
        std::iter::once((String::new(), t(w::ANY_ENTRANCE).to_owned())).chain(all).collect()
    };
    view! {
        <Select
            label=w::ENTRANCE
            value=Signal::derive(move || query.with(|q| q.entrance.clone().unwrap_or_default()))
            on_change=Callback::new(move |code: String| query.update(|q| q.entrance = filled(&code)))
            options=options
        />
    }
}

#[component]
fn CategorySelect(query: UrlQuery<InquiryQuery>) -> impl IntoView {
    let categories = Read::new(api::inquiries::categories);
    let options = move || {
        let all = categories.ok().unwrap_or_default().into_iter().map(|one| (one.id.to_string(), one.name));
        std::iter::once((String::new(), t(w::ANY_CATEGORY).to_owned())).chain(all).collect()
    };
    view! {
        <Select
            label=w::CATEGORY
            value=Signal::derive(move || query.with(|q| q.category_id.map(|id| id.to_string()).unwrap_or_default()))
            on_change=Callback::new(move |id: String| query.update(|q| q.category_id = id.parse().ok()))
            options=options
        />
    }
}
