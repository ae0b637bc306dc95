//! The list of keys.

use leptos::prelude::*;
use shared::keys::{ApiKey, KeyKind};

use super::create::CreateKey;
use crate::{
    api,
    components::{Button, Confirm, Glyph, Loaded, Look, Notice, PageHead, closer, toast},
    format,
    i18n::{Text, common as c, keys as w, t, tf, tr},
    reading::{Read, Write},
};

pub const fn kind_text(kind: KeyKind) -> Text {
    match kind {
        KeyKind::MiniProgram => w::MINI_PROGRAM,
        KeyKind::Business => w::BUSINESS,
    }
}

#[component]
pub fn KeysPage() -> impl IntoView {
    let keys = Read::new(api::keys::list);
    let creating = RwSignal::new(None::<()>);
    let revoking = RwSignal::new(None::<ApiKey>);
    let add = Callback::new(move |()| creating.set(Some(())));
    let changed = Callback::new(move |()| keys.reload());
    let draw = move |all: Vec<ApiKey>| {
        if all.is_empty() {
            return view! { <Notice glyph=Glyph::Key title=w::EMPTY body=w::EMPTY_BODY /> }.into_any();
        }
        view! {
            <div class="table-wrap">
                <table class="table cards" data-testid="keys">
                    <thead>
                        <tr>
                            <th scope="col">{tr(c::NAME)}</th>
                            <th scope="col">{tr(w::KIND)}</th>
                            <th scope="col">{tr(w::PREFIX)}</th>
                            <th scope="col">{tr(w::CREATED)}</th>
                            <th scope="col">{tr(w::LAST_USED)}</th>
                            <th scope="col">{tr(c::STATUS)}</th>
                            <th scope="col"><span class="sr-only">{tr(c::ACTIONS)}</span></th>
                        </tr>
                    </thead>
                    <tbody>{all.into_iter().map(|key| view! { <Row key_of=key revoking=revoking /> }).collect_view()}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    view! {
        <div class="page">
            <PageHead title=w::TITLE about=w::ABOUT>
                <Button label=w::ADD glyph=Glyph::Plus look=Look::Primary on_press=add />
            </PageHead>
            <section class="panel">
                <Loaded read=keys table=true show=draw />
            </section>
            {move || creating.get().map(|()| view! { <CreateKey on_close=closer(creating) on_done=changed /> })}
            {move || revoking.get().map(|key| view! { <RevokeKey key_of=key on_close=closer(revoking) on_done=changed /> })}
        </div>
    }
}

#[component]
fn Row(key_of: ApiKey, revoking: RwSignal<Option<ApiKey>>) -> impl IntoView {
    let own = key_of.clone();
    let revoke = Callback::new(move |()| revoking.set(Some(own.clone())));
    let (valid, last_used) = (key_of.revoked_at.is_none(), key_of.last_used_at);
    view! {
        <tr data-row>
            <td class="lead name">{key_of.name}</td>
            <td data-label=tr(w::KIND)>{tr(kind_text(key_of.kind))}</td>
            <td class="mono" data-label=tr(w::PREFIX)>{key_of.prefix} "…"</td>
            <td class="num soft" data-label=tr(w::CREATED)>{format::day(key_of.created_at)}</td>
            <td class="num soft" data-label=tr(w::LAST_USED)>{move || last_used.map_or_else(|| t(w::NEVER).to_owned(), format::time)}</td>
            <td data-label=tr(c::STATUS)>
                <span class="badge" class:good=valid>{tr(if valid { w::IN_USE } else { w::REVOKED })}</span>
            </td>
            <td class="end tools">{valid.then(|| view! { <Button label=w::REVOKE slim=true look=Look::GhostWarns on_press=revoke /> })}</td>
        </tr>
    }
}

#[component]
fn RevokeKey(key_of: ApiKey, on_close: Callback<()>, on_done: Callback<()>) -> impl IntoView {
    let id = key_of.id;
    let revoke = Callback::new(move |write: Write| {
        write.run(api::keys::revoke(id), move |_| {
            toast::say(t(w::REVOKED_ONE));
            on_close.run(());
            on_done.run(());
        });
    });
    view! {
        <Confirm
            title=Signal::derive(move || tf(w::REVOKE_TITLE, &key_of.name))
            action=w::REVOKE
            on_close=on_close
            on_confirm=revoke
        >
            <p>{tr(w::REVOKE_BODY)}</p>
        </Confirm>
    }
}
