//! What a customer has asked, on the customer's page.

use leptos::prelude::*;
use shared::{
    Page,
    ids::CustomerId,
    inquiries::{Inquiry, InquiryQuery},
    permissions::Permission,
};

use super::{enter::EnterInquiry, marks::StageBadge};
use crate::{
    api,
    components::{Age, Button, Glyph, Loaded, Look, closer},
    i18n::{inquiries as w, tr},
    reading::Read,
    session,
};

/// How many are shown here; the list has all.
const SHOWN: u32 = 5;

#[component]
pub fn InquiriesOf(
    id: CustomerId,
    /// What the customer is called, once that is known.
    #[prop(into)]
    name: Signal<String>,
    happened: RwSignal<()>,
) -> impl IntoView {
    let inquiries = Read::new(move || {
        happened.track();
        let query = InquiryQuery { customer_id: Some(id), limit: Some(SHOWN), ..InquiryQuery::default() };
        async move { api::inquiries::list(&query).await }
    });
    let entering = RwSignal::new(None::<(CustomerId, String)>);
    let enter = Callback::new(move |()| entering.set(Some((id, name.get_untracked()))));
    let entered = Callback::new(move |()| happened.set(()));
    let draw = move |page: Page<Inquiry>| {
        if page.items.is_empty() {
            return view! { <p class="panel-body muted small">{tr(w::EMPTY_OF_CUSTOMER)}</p> }.into_any();
        }
        let all = page.next_cursor.is_some().then(|| {
            view! { <p class="panel-body small"><a href=format!("/inquiries?customer_id={id}")>{tr(w::ALL_OF_CUSTOMER)}</a></p> }
        });
        view! {
            <ul class="asked" data-testid="inquiries-of">
                {page.items.into_iter().map(|one| view! { <Line one=one /> }).collect_view()}
            </ul>
            {all}
        }
        .into_any()
    };
    view! {
        <section class="panel" aria-labelledby="asked-title">
            <div class="panel-head">
                <h2 id="asked-title">{tr(w::TITLE)}</h2>
                <div class="actions">
                    <Show when=|| session::can(Permission::InquiryCreate)>
                        <Button label=w::ENTER glyph=Glyph::Plus slim=true look=Look::Ghost on_press=enter />
                    </Show>
                </div>
            </div>
            <Loaded read=inquiries show=draw />
            {move || entering.get().map(|customer| view! { <EnterInquiry customer=Some(customer) on_close=closer(entering) on_done=entered /> })}
        </section>
    }
}

#[component]
fn Line(one: Inquiry) -> impl IntoView {
    view! {
        <li>
            <a class="name clip" href=format!("/inquiries/{}", one.id)>{one.text.clone()}</a>
            <div class="row tiny muted">
                <StageBadge status=one.status stage=one.stage />
                {one.owner.map(|owner| view! { <span class="clip">{owner.name}</span> })}
                <span class="end grow"><Age since=one.arrived_at /></span>
            </div>
        </li>
    }
}
