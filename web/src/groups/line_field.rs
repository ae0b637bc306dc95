//! A choice of a product line.

use leptos::prelude::*;
use shared::{groups::ProductLineStatus, ids::ProductLineId};

use crate::{
    api,
    components::{Field, Select, field::Tie},
    i18n::{inquiries as w, t},
    reading::{Read, Write},
};

/// What it is about, once there is something to choose from.
#[component]
pub fn LineField(chosen: RwSignal<Option<ProductLineId>>, write: Write) -> impl IntoView {
    let lines = Read::new(|| async {
        let all = api::groups::lines().await?;
        Ok(all.into_iter().filter(|line| line.status == ProductLineStatus::Open).collect::<Vec<_>>())
    });
    let options = move || {
        let none = std::iter::once((String::new(), t(w::NO_PRODUCT_LINE).to_owned()));
        let known = lines.ok().unwrap_or_default().into_iter().map(|line| (line.id.to_string(), line.name));
        none.chain(known).collect()
    };
    let control = move |tie: Tie| {
        view! {
            <Select
                tie=tie
                value=Signal::derive(move || chosen.get().map(|id| id.to_string()).unwrap_or_default())
                on_change=Callback::new(move |id: String| chosen.set(id.parse().ok()))
                options=options
            />
        }
        .into_any()
    };
    view! { <Field label=w::PRODUCT_LINE write=write pointer="/product_line_id" control=control /> }
}
