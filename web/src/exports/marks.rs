//! How far an export is, in words.

use leptos::prelude::*;
use shared::{
    exports::{Export, ExportFailure, ExportOf, ExportState},
    search::SearchQuery,
};

use crate::{
    format::number,
    i18n::{Text, exports as w, t, tfs, tn, tr},
};

const fn state_text(state: ExportState) -> Text {
    match state {
        ExportState::Waiting => w::WAITING,
        ExportState::Running => w::RUNNING,
        ExportState::Done => w::DONE,
        ExportState::Failed => w::FAILED,
        ExportState::Cancelled => w::CANCELLED,
        ExportState::Expired => w::EXPIRED,
    }
}

#[component]
pub fn StateMark(state: ExportState) -> impl IntoView {
    let class = match state {
        ExportState::Waiting => "badge warn",
        ExportState::Running => "badge info",
        ExportState::Done => "badge good",
        ExportState::Failed => "badge bad",
        ExportState::Cancelled | ExportState::Expired => "badge",
    };
    view! { <span class=class>{tr(state_text(state))}</span> }
}

/// Why it failed.
pub const fn failure_text(failure: ExportFailure) -> Text {
    match failure {
        ExportFailure::Forbidden => w::WHY_FORBIDDEN,
        ExportFailure::GaveUp => w::WHY_GAVE_UP,
        ExportFailure::Internal => w::WHY_INTERNAL,
    }
}

/// How many rows it has, or has so far.
pub fn rows(export: &Export) -> String {
    let (written, whole) = (number(export.written), export.expected);
    match (export.state, whole) {
        (ExportState::Waiting, _) => String::new(),
        (ExportState::Done | ExportState::Expired, _) | (_, None) => {
            let text = if export.what.is_of_orders() { w::ROWS_ORDERS } else { w::ROWS_CUSTOMERS };
            tn(text, export.written)
        }
        (_, Some(whole)) => {
            let text = if whole.capped { w::PROGRESS_OVER } else { w::PROGRESS };
            tfs(text, &[&written, &number(whole.count)])
        }
    }
}

/// How much of it is written, in hundredths.
pub fn share(export: &Export) -> i64 {
    let whole = export.expected.map_or(0, |whole| whole.count);
    if whole > 0 { (export.written * 100 / whole).min(100) } else { 0 }
}

/// A number of bytes as people say it.
pub fn size(bytes: i64) -> String {
    let tenths = |unit: i64| {
        let tenths = bytes * 10 / unit;
        format!("{}.{}", number(tenths / 10), tenths % 10)
    };
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} kB", tenths(1_000)),
        _ => format!("{} MB", tenths(1_000_000)),
    }
}

/// Whether any filter narrows it.
pub fn is_narrowed(what: &ExportOf) -> bool {
    match what {
        ExportOf::Orders(filter) => *filter != Default::default(),
        ExportOf::Customers(filter) => crate::customers::is_narrowed(filter),
        ExportOf::Search(query) => **query != SearchQuery::of(query.find),
    }
}

/// The address of the list with the same filters.
pub fn list_path(what: &ExportOf) -> String {
    let (path, query) = match what {
        ExportOf::Orders(filter) => ("/orders", serde_urlencoded::to_string(filter)),
        ExportOf::Customers(filter) => ("/customers", serde_urlencoded::to_string(filter)),
        ExportOf::Search(query) => ("/search", serde_urlencoded::to_string(query)),
    };
    match query {
        Ok(query) if !query.is_empty() => format!("{path}?{query}"),
        _ => path.to_owned(),
    }
}

/// What it holds, as a link to the same list.
#[component]
pub fn Content(what: ExportOf) -> impl IntoView {
    let (path, kind) = (list_path(&what), what.clone());
    let text = if is_narrowed(&what) { w::FILTERED } else { w::EVERYTHING };
    view! {
        <a href=path>{move || format!("{} · {}", kind.title(crate::prefs::lang()), t(text))}</a>
    }
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn bytes_are_said_in_their_largest_unit() {
        assert_eq!([0, 999, 1_000, 1_560, 999_999].map(size), ["0 B", "999 B", "1.0 kB", "1.5 kB", "999.9 kB"]);
        assert_eq!([1_000_000, 12_345_678, 2_000_000_000].map(size), ["1.0 MB", "12.3 MB", "2,000.0 MB"]);
    }
}
