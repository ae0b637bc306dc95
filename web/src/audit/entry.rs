//! One change, with everything that is known of it.

use leptos::prelude::*;
use shared::audit::{AuditEntry, AuditQuery};

use super::{
    diff::Diff,
    words::{entity_name, verb},
};
use crate::{
    components::{Button, Dialog, Layer},
    format,
    i18n::{audit as w, tr},
    reading::UrlQuery,
};

#[component]
pub fn EntryDrawer(entry: AuditEntry, query: UrlQuery<AuditQuery>, on_close: Callback<()>) -> impl IntoView {
    let (action, entity, label) = (entry.action.clone(), entry.entity.clone(), entry.label.clone());
    let title = move || format!("{} · {} {label}", verb(&action), entity_name(&entity));
    let (entity, entity_id) = (entry.entity.clone(), entry.entity_id.clone());
    let only = Callback::new(move |()| {
        query.set(AuditQuery { entity: Some(entity.clone()), entity_id: entity_id.clone(), ..AuditQuery::default() });
        on_close.run(());
    });
    let fact =
        |name, value: Option<String>| value.map(|value| view! { <dt>{tr(name)}</dt><dd class="mono">{value}</dd> });
    view! {
        <Dialog title=Signal::derive(title) on_close=on_close layer=Layer::Drawer>
            <div class="layer-body">
                <dl class="facts">
                    <dt>{tr(w::AT)}</dt>
                    <dd class="num">{format::precise_time(entry.at)}</dd>
                    <dt>{tr(w::ACTOR)}</dt>
                    <dd>{entry.actor}</dd>
                    {fact(w::ACTION, Some(entry.action))}
                    {fact(w::ENTITY_ID, entry.entity_id.clone())}
                    {fact(w::IP, entry.ip)}
                    {fact(w::REQUEST, entry.request_id)}
                </dl>
                <h3>{tr(w::CHANGES)}</h3>
                <Diff before=entry.before after=entry.after />
            </div>
            {entry
                .entity_id
                .is_some()
                .then(|| view! { <div class="layer-foot"><Button label=w::SAME_ENTITY on_press=only /></div> })}
        </Dialog>
    }
}
