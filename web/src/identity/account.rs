//! One's own account: where one is signed in, the password, language and theme.

use leptos::{prelude::*, task::spawn_local};
use shared::identity::Session;

use super::{LanguageChoice, ThemeChoice, password_form::PasswordForm};
use crate::{
    api,
    components::{Button, Confirm, Loaded, Look, PageHead, closer, toast},
    format,
    i18n::{common as c, identity as w, t, tr},
    reading::{Read, Write},
    session,
};

#[component]
pub fn AccountPage() -> impl IntoView {
    let sessions = Read::new(api::identity::sessions);
    let ending = RwSignal::new(None::<Session>);
    let everywhere = RwSignal::new(None::<()>);
    let changed = Callback::new(move |()| {
        toast::say(t(w::CHANGED));
        sessions.reload();
    });
    view! {
        <div class="page narrow">
            <PageHead title=w::ACCOUNT />
            <section class="panel" aria-labelledby="sessions-title">
                <div class="panel-head">
                    <h2 id="sessions-title">{tr(w::SESSIONS)}</h2>
                    <div class="actions">
                        <Button label=w::EVERYWHERE slim=true look=Look::GhostWarns on_press=Callback::new(move |()| everywhere.set(Some(()))) />
                    </div>
                </div>
                <Loaded read=sessions table=true show=move |all| view! { <SessionTable all=all ending=ending /> }.into_any() />
            </section>
            <section class="panel" aria-labelledby="password-title">
                <div class="panel-head">
                    <h2 id="password-title">{tr(w::CHANGE)}</h2>
                </div>
                <div class="panel-body">
                    <PasswordForm on_done=changed />
                </div>
            </section>
            <section class="panel pad">
                <div class="row wrap">
                    <span class="soft">{tr(c::LANGUAGE)}</span>
                    <LanguageChoice />
                    <span class="soft">{tr(c::THEME)}</span>
                    <ThemeChoice />
                </div>
            </section>
            {move || ending.get().map(|one| view! { <EndSession one=one on_close=closer(ending) on_done=Callback::new(move |()| sessions.reload()) /> })}
            {move || everywhere.get().map(|()| view! { <SignOutEverywhere on_close=closer(everywhere) /> })}
        </div>
    }
}

#[component]
fn SessionTable(all: Vec<Session>, ending: RwSignal<Option<Session>>) -> impl IntoView {
    view! {
        <div class="table-wrap">
            <table class="table cards">
                <thead>
                    <tr>
                        <th scope="col">{tr(w::DEVICE)}</th>
                        <th scope="col">{tr(w::ADDRESS)}</th>
                        <th scope="col">{tr(w::SIGNED_IN_AT)}</th>
                        <th scope="col">{tr(w::LAST_SEEN)}</th>
                        <th scope="col"><span class="sr-only">{tr(c::ACTIONS)}</span></th>
                    </tr>
                </thead>
                <tbody>
                    {all
                        .into_iter()
                        .map(|one| {
                            let own = one.clone();
                            let end = Callback::new(move |()| ending.set(Some(own.clone())));
                            view! {
                                <tr data-row>
                                    <td class="lead" title=one.user_agent.clone()>
                                        {device(&one.user_agent)}
                                        " "
                                        {one.current.then(|| view! { <span class="badge accent">{tr(w::CURRENT_SESSION)}</span> })}
                                    </td>
                                    <td data-label=tr(w::ADDRESS) class="mono">{one.ip}</td>
                                    <td data-label=tr(w::SIGNED_IN_AT) class="num">{format::time(one.created_at)}</td>
                                    <td data-label=tr(w::LAST_SEEN) class="num">{format::time(one.last_seen_at)}</td>
                                    <td class="end tools">
                                        {(!one.current).then(|| view! { <Button label=w::END slim=true on_press=end /> })}
                                    </td>
                                </tr>
                            }
                        })
                        .collect_view()}
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn EndSession(one: Session, on_close: Callback<()>, on_done: Callback<()>) -> impl IntoView {
    let end = Callback::new(move |write: Write| {
        write.run(api::identity::end_session(one.id), move |()| {
            toast::say(t(w::ENDED_ONE));
            on_close.run(());
            on_done.run(());
        });
    });
    view! {
        <Confirm title=Signal::derive(|| t(w::END_TITLE).to_owned()) action=w::END on_close=on_close on_confirm=end>
            <p>{tr(w::END_BODY)}</p>
            <p class="soft small">{device(&one.user_agent)} " · " {one.ip.clone()}</p>
        </Confirm>
    }
}

#[component]
fn SignOutEverywhere(on_close: Callback<()>) -> impl IntoView {
    let leave = Callback::new(move |write: Write| {
        write.run(api::identity::sign_out_everywhere(), |()| spawn_local(session::sign_out()));
    });
    let title = Signal::derive(|| t(w::EVERYWHERE_TITLE).to_owned());
    view! {
        <Confirm title=title action=w::EVERYWHERE on_close=on_close on_confirm=leave>
            <p>{tr(w::EVERYWHERE_BODY)}</p>
        </Confirm>
    }
}

/// The browser and the system that a user agent names; good enough to tell a telephone from an office computer.
fn device(user_agent: &str) -> String {
    let find = |names: &[(&str, &'static str)]| {
        names.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, name)| *name)
    };
    let browser = find(&[
        ("MicroMessenger", "WeChat"),
        ("Edg/", "Edge"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
        ("curl/", "curl"),
    ]);
    let system = find(&[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} · {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => t(w::UNKNOWN_DEVICE).to_owned(),
    }
}
