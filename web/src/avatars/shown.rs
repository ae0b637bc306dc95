//! An avatar as it is seen.

use leptos::prelude::*;
use shared::avatars::PublicAvatar;

use crate::components::avatar::initial;

/// Its picture, or its initial as long as it has none.
#[component]
pub fn Portrait(name: String, picture: Option<String>, #[prop(optional)] large: bool) -> impl IntoView {
    let class = if large { "portrait large" } else { "portrait" };
    match picture {
        Some(address) => view! { <img class=class src=address alt="" /> }.into_any(),
        None => view! { <span class=class aria-hidden="true">{initial(&name)}</span> }.into_any(),
    }
}

/// Whom the customer of an inquiry or an order sees, in a line.
#[component]
pub fn Seen(avatar: PublicAvatar) -> impl IntoView {
    view! {
        <span class="person" title=avatar.introduction>
            <Portrait name=avatar.name.clone() picture=avatar.picture />
            <span class="clip">{avatar.name}</span>
        </span>
    }
}
