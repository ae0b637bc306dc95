//! Beginning a draft.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use shared::{ids::PolicyVersionId, policies::PolicyDraft};

use crate::{
    api,
    components::{Button, Glyph, Look, toast},
    i18n::{Text, policies as w, t},
    reading::Write,
    router::Place,
};

/// Begins a draft from this version, by default the one in force, and opens it.
#[component]
pub fn DraftButton(
    #[prop(optional, into)] from: Option<PolicyVersionId>,
    label: Text,
    #[prop(optional)] look: Look,
) -> impl IntoView {
    let write = Write::new();
    let navigate = use_navigate();
    let begin = Callback::new(move |()| {
        let navigate = navigate.clone();
        let draft = PolicyDraft { from, ..PolicyDraft::default() };
        write.run(async move { api::policies::draft(&draft).await }, move |made| {
            toast::say(t(w::DRAFT_MADE));
            navigate(&format!("{}/{}", Place::Policies.path(), made.policy.id), NavigateOptions::default());
        });
    });
    Effect::new(move |_| {
        if let Some(fault) = write.fault.get() {
            toast::complain(&fault);
        }
    });
    view! { <Button label=label glyph=Glyph::Plus look=look busy=Signal::derive(move || write.busy()) on_press=begin /> }
}
