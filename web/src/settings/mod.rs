//! The settings that an administrator changes while the product runs.

use leptos::{prelude::*, task::spawn_local};
use shared::{
    FieldError,
    customers::Level,
    problem::FieldCode,
    settings::{FollowUpThresholds, Settings},
};

use crate::{
    api,
    components::{Alert, Button, Loaded, Look, PageHead, TextField, toast},
    customers::marks::level_text,
    i18n::{common as c, merges as mw, settings as w, t, tr},
    reading::{Read, Write},
    session,
};

/// The levels with the pointers of their fields.
const LEVELS: [(Level, &str); 4] =
    [(Level::A, "/follow_up/a"), (Level::B, "/follow_up/b"), (Level::C, "/follow_up/c"), (Level::D, "/follow_up/d")];

#[component]
pub fn SettingsPage() -> impl IntoView {
    let settings = Read::new(api::settings::read);
    let saved = Callback::new(move |settings_now| settings.put(settings_now));
    view! {
        <div class="page narrow">
            <PageHead title=w::TITLE />
            <section class="panel">
                <Loaded read=settings show=move |settings| view! { <Form settings=settings on_done=saved /> }.into_any() />
            </section>
        </div>
    }
}

#[component]
fn Form(settings: Settings, on_done: Callback<Settings>) -> impl IntoView {
    let version = settings.version;
    let days = LEVELS.map(|(level, _)| RwSignal::new(settings.follow_up.days(level).to_string()));
    let undo_days = RwSignal::new(settings.merge_undo_days.to_string());
    let time_zone = RwSignal::new(settings.time_zone);
    let write = Write::new();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let mut faults = Vec::new();
        let mut index = 0;
        let mut number = |field: RwSignal<String>, pointer: &'static str| {
            field.get_untracked().trim().parse::<u32>().unwrap_or_else(|_| {
                faults.push(FieldError::new(pointer, FieldCode::OutOfRange { min: 1, max: 365 }));
                1
            })
        };
        let [a, b, c, d] = days.map(|field| {
            let (_, pointer) = LEVELS[index];
            index += 1;
            number(field, pointer)
        });
        let merge_undo_days = number(undo_days, "/merge_undo_days");
        let settings = Settings {
            follow_up: FollowUpThresholds { a, b, c, d },
            merge_undo_days,
            time_zone: time_zone.get_untracked().trim().to_owned(),
            version,
        };
        write.submit_with(
            faults,
            settings,
            |settings| async move { api::settings::save(&settings).await },
            move |settings| {
                toast::say(t(w::SAVED));
                on_done.run(settings);
                // The time zone of every date on the screen comes with who one is.
                spawn_local(session::refresh_me());
            },
        );
    };
    let field = move |((level, pointer), value): ((Level, &'static str), RwSignal<String>)| {
        view! { <TextField label=level_text(level) value=value write=write pointer=pointer kind="number" /> }
    };
    view! {
        <form class="stack panel-body" novalidate on:submit=submit>
            <fieldset>
                <legend>
                    <span class="strong">{tr(w::FOLLOW_UP)}</span>
                    <div class="small muted">{tr(w::FOLLOW_UP_ABOUT)}</div>
                </legend>
                <div class="fields four">{LEVELS.into_iter().zip(days).map(field).collect_view()}</div>
            </fieldset>
            <div class="fields two">
                <TextField label=w::TIME_ZONE value=time_zone write=write pointer="/time_zone" hint=w::TIME_ZONE_HINT />
            </div>
            <div class="fields two">
                <TextField label=mw::UNDO_DAYS value=undo_days write=write pointer="/merge_undo_days" kind="number" hint=mw::UNDO_DAYS_HINT />
            </div>
            <Alert fault=write.fault shown_elsewhere=vec!["/merge_undo_days", "/follow_up/a", "/follow_up/b", "/follow_up/c", "/follow_up/d", "/time_zone"] />
            <div class="row">
                <Button label=c::SAVE submit=true look=Look::Primary busy=Signal::derive(move || write.busy()) />
            </div>
        </form>
    }
}
