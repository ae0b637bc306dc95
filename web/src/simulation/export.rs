//! Taking the result along.

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};
use shared::simulation::{ExportFormat, ExportQuery, ExportTable, FileExport};
use web_sys::File;

use super::run::{Asked, Outcome, Runner};
use crate::{
    api,
    components::{
        Glyph, Icon, download,
        menu::{Menu, MenuItem},
        toast,
    },
    i18n::{Text, simulation as w, t, tr},
};

/// What can be taken along.
const FILES: [(Text, ExportFormat, Option<ExportTable>); 4] = [
    (w::EXPORT_XLSX, ExportFormat::Xlsx, None),
    (w::EXPORT_CHANGES, ExportFormat::Csv, Some(ExportTable::Changes)),
    (w::EXPORT_AGENTS, ExportFormat::Csv, Some(ExportTable::Agents)),
    (w::EXPORT_GROUPS, ExportFormat::Csv, Some(ExportTable::Groups)),
];

#[component]
pub fn ExportMenu(outcome: Arc<Outcome>, runner: Runner) -> impl IntoView {
    let busy = RwSignal::new(false);
    let outcome = StoredValue::new(outcome);
    let take = move |format: ExportFormat, table: Option<ExportTable>| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let (outcome, file) = (outcome.get_value(), runner.file.get_untracked());
        let name = match (format, table) {
            (ExportFormat::Csv, Some(table)) => format!("simulation-{table}.csv"),
            (format, _) => format!("simulation.{format}"),
        };
        spawn_local(async move {
            match asked(&outcome.asked, ExportQuery { format, table }, file).await {
                Ok(blob) => download::file(&name, &blob),
                Err(fault) => untrack(|| toast::complain(&fault)),
            }
            busy.try_set(false);
        });
    };
    let button = move || {
        view! {
            {move || {
                if busy.get() {
                    view! { <span class="spinner" aria-hidden="true"></span> }.into_any()
                } else {
                    view! { <Icon glyph=Glyph::Download /> }.into_any()
                }
            }}
            <span aria-hidden="true">{move || t(if busy.get() { w::EXPORTING } else { w::EXPORT })}</span>
        }
    };
    view! {
        <Menu label=Signal::derive(|| t(w::EXPORT).to_owned()) button_class="button" button=button>
            {FILES
                .into_iter()
                .map(|(text, format, table)| {
                    view! { <MenuItem on_choose=Callback::new(move |()| take(format, table))>{tr(text)}</MenuItem> }
                })
                .collect_view()}
        </Menu>
    }
}

async fn asked(asked: &Asked, query: ExportQuery, file: Option<File>) -> api::Answer<web_sys::Blob> {
    match (asked, file) {
        (Asked::Past(request), _) => api::simulation::export(&query, request).await,
        (Asked::File(of), Some(file)) => {
            let query = FileExport {
                format: query.format,
                table: query.table,
                file_name: of.file_name.clone(),
                policy: of.policy,
                against: of.against,
                everyone_online: of.everyone_online,
            };
            api::simulation::export_file(&query, file.into()).await
        }
        (Asked::File(_), None) => Err(api::Fault::Unreadable),
    }
}
