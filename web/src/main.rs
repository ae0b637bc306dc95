//! The console of Guike, in the browser.
//!
//! One room per capability with the names of the shared contract; beside them the frame: `app` decides what to show,
//! `shell` is drawn around every page, `router` knows the places, `session` who is signed in, `api` how to ask the
//! server, `i18n` what it says, `components` what every room is built from.

mod api;
mod app;
mod audit;
mod avatars;
mod behaviour;
mod components;
mod customers;
mod decisions;
mod entrances;
mod exports;
mod fairness;
mod followups;
mod format;
mod groups;
mod i18n;
mod identity;
mod imports;
mod inquiries;
mod keys;
mod merges;
mod notices;
mod orders;
mod organisation;
mod permissions;
mod policies;
mod prefs;
mod queue;
mod reading;
mod redistribution;
mod router;
mod search;
mod session;
mod settings;
mod shell;
mod simulation;
mod territory;
mod views;
mod widgets;
mod work;
mod workforce;

fn main() {
    app::start();
}
