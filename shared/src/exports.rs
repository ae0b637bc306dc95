//! Exports 导出: lists with everything beside them, written to a file behind the back of the request.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use crate::simulation::ExportFormat;
use crate::{
    Check, Faults, FieldError,
    customers::CustomerQuery,
    ids::ExportId,
    orders::OrderQuery,
    page::Count,
    permissions::Permission,
    problem::{FieldCode, Lang},
    search::{SearchKind, SearchQuery},
    text_enum,
};

/// How many exports of one person may wait or run at once.
pub const MAX_OPEN: usize = 3;
/// For how many days a file is kept.
pub const KEPT_DAYS: i64 = 7;
/// Up to how many rows are counted before an export begins.
pub const MAX_EXPECTED: i64 = 1_000_000;
/// How often an export is begun that does not come to its end, because the server stops.
pub const MAX_ATTEMPTS: i64 = 3;

/// What is taken along: which list, and which filters of it. `sort`, `limit` and `cursor` of the filters mean nothing here.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", content = "filter", rename_all = "snake_case", deny_unknown_fields)]
pub enum ExportOf {
    /// Orders with their customers, their items and their customers' follow-ups.
    Orders(OrderQuery),
    /// Customers with their follow-ups.
    Customers(CustomerQuery),
    /// What a search for orders or customers finds, with the same beside it.
    Search(Box<SearchQuery>),
}

impl ExportOf {
    /// What a search finds, if that can be taken along.
    pub fn found(query: SearchQuery) -> Option<Self> {
        matches!(query.find, SearchKind::Orders | SearchKind::Customers).then(|| Self::Search(Box::new(query)))
    }

    /// Whether it holds orders; customers otherwise.
    pub fn is_of_orders(&self) -> bool {
        match self {
            Self::Orders(_) => true,
            Self::Customers(_) => false,
            Self::Search(query) => query.find == SearchKind::Orders,
        }
    }

    /// The permission that it needs, whose scope says which rows.
    pub fn needs(&self) -> Permission {
        if self.is_of_orders() { Permission::OrderExport } else { Permission::CustomerExport }
    }

    /// The same without what says nothing of which rows.
    #[must_use]
    pub fn without_page(self) -> Self {
        match self {
            Self::Orders(filter) => Self::Orders(OrderQuery { limit: None, cursor: None, ..filter }),
            Self::Customers(filter) => Self::Customers(CustomerQuery { limit: None, cursor: None, ..filter }),
            Self::Search(query) => Self::Search(Box::new(SearchQuery { limit: None, cursor: None, ..*query })),
        }
    }

    /// What a person reads for it.
    pub fn title(&self, lang: Lang) -> &'static str {
        match self {
            Self::Orders(_) => lang.pick("订单", "Orders"),
            Self::Customers(_) => lang.pick("客户", "Customers"),
            Self::Search(_) if self.is_of_orders() => lang.pick("搜索到的订单", "Orders found"),
            Self::Search(_) => lang.pick("搜索到的客户", "Customers found"),
        }
    }
}

/// An export to be made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExportDraft {
    /// What.
    pub what: ExportOf,
    /// As a workbook with a sheet for each table, or as a ZIP archive with a CSV file for each.
    pub format: ExportFormat,
    /// The language of the headers and of words such as states.
    pub lang: Lang,
}

impl Check for ExportDraft {
    fn check(&self, faults: &mut Faults) {
        let text = match &self.what {
            ExportOf::Orders(filter) => &filter.q,
            ExportOf::Customers(filter) => &filter.q,
            ExportOf::Search(query) => {
                if ExportOf::found(SearchQuery::of(query.find)).is_none() {
                    faults.add("/what/filter/find", FieldCode::UnknownValue);
                }
                let inside =
                    |fault: FieldError| FieldError { pointer: format!("/what/filter{}", fault.pointer), ..fault };
                faults.0.extend(query.faults().into_iter().map(inside));
                &None
            }
        };
        if let Some(text) = text {
            faults.line("/what/filter/q", text, 200);
        }
    }
}

text_enum! {
    /// How far an export is. It only goes forward.
    pub enum ExportState {
        /// Others are written before it.
        Waiting = "waiting",
        /// It is being written.
        Running = "running",
        /// The file is complete and can be downloaded.
        Done = "done",
        /// It could not be written; see `failure`.
        Failed = "failed",
        /// Whoever asked for it called it off.
        Cancelled = "cancelled",
        /// The file was deleted after its time.
        Expired = "expired",
    }
}

impl ExportState {
    /// Whether it is still on its way.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Waiting | Self::Running)
    }
}

text_enum! {
    /// Why an export failed.
    pub enum ExportFailure {
        /// Whoever asked for it may not do so any more, or their account ended.
        Forbidden = "forbidden",
        /// The server stopped again and again while it was written.
        GaveUp = "gave_up",
        /// Something broke on our side; the log has it.
        Internal = "internal",
    }
}

/// An export.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Export {
    /// Its id.
    pub id: ExportId,
    /// What it holds.
    pub what: ExportOf,
    /// As what.
    pub format: ExportFormat,
    /// In which language.
    pub lang: Lang,
    /// How far it is.
    pub state: ExportState,
    /// How many orders or customers were written so far.
    pub written: i64,
    /// How many there were when it began; absent before.
    pub expected: Option<Count>,
    /// What the file is called.
    pub file_name: String,
    /// How many bytes it has, when it is done.
    pub size: Option<i64>,
    /// Its SHA-256 in hexadecimal, when it is done.
    pub sha256: Option<String>,
    /// Why it failed.
    pub failure: Option<ExportFailure>,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// When its writing began, last.
    pub started_at: Option<DateTime<Utc>>,
    /// When it ended, in whichever way.
    pub finished_at: Option<DateTime<Utc>>,
    /// When the file is, or was, deleted.
    pub expires_at: Option<DateTime<Utc>>,
}
