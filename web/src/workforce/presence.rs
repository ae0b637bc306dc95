//! Whether somebody is there: as a mark in a row, and as the switch by which one says it oneself.

use leptos::prelude::*;
use shared::{assignment::roster::Presence, codes::TextCode};

use super::words::{self, presence_about, presence_text};
use crate::{
    api,
    components::{
        Glyph, Icon,
        menu::{Menu, MenuItem},
        toast,
    },
    i18n::{t, tf, tr, workforce as w},
    reading::{Read, Write},
    session,
};

/// A coloured dot, and what it means in words.
#[component]
pub fn PresenceMark(presence: Presence) -> impl IntoView {
    view! {
        <span class=format!("presence {presence}")>
            {tr(presence_text(presence))}
        </span>
    }
}

/// The switch of a signed-in agent; nothing for anybody else.
#[component]
pub fn PresenceSwitch() -> impl IntoView {
    let agent = Memo::new(|_| session::me().filter(|me| me.is_agent).map(|me| me.employee_id));
    move || agent.get().map(|_| view! { <Switch /> })
}

#[component]
fn Switch() -> impl IntoView {
    let state = Read::new(api::workforce::my_state);
    let write = Write::new();
    let choose = Callback::new(move |presence: Presence| {
        write.run(api::workforce::set_my_presence(presence), move |new| state.put(new));
    });
    Effect::new(move |_| {
        if let Some(fault) = write.fault.get() {
            toast::complain(&fault);
        }
    });
    let now = move || state.ok().map_or(Presence::Offline, |state| state.presence);
    // What keeps work from one whatever one says.
    let duty = move || {
        let state = state.ok()?;
        match (state.on_leave_until, state.in_hours) {
            (Some(until), _) => Some(tf(w::ON_LEAVE_UNTIL, words::until(until))),
            (None, false) => Some(t(w::OUTSIDE_HOURS).to_owned()),
            (None, true) => None,
        }
    };
    let button = move || {
        view! {
            <span class="lines">
                {move || view! { <PresenceMark presence=now() /> }}
                {move || duty().map(|duty| view! { <span class="tiny muted clip">{duty}</span> })}
            </span>
            <span class="chevron" aria-hidden="true"><Icon glyph=Glyph::ChevronRight /></span>
        }
    };
    view! {
        <Menu label=Signal::derive(|| t(w::MY_PRESENCE).to_owned()) button_class="whoami presence-switch" up=true button=button>
            {Presence::ALL
                .iter()
                .map(|presence| {
                    let presence = *presence;
                    view! {
                        <MenuItem on_choose=Callback::new(move |()| choose.run(presence))>
                            <PresenceMark presence=presence />
                            <span class="tiny muted end grow">{tr(presence_about(presence))}</span>
                        </MenuItem>
                    }
                })
                .collect_view()}
        </Menu>
    }
}
