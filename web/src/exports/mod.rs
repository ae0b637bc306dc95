//! Exports 导出: lists taken along as files.

mod ask;
mod marks;
mod page;
mod watch;

pub use ask::ExportButton;
pub use page::ExportsPage;
pub use watch::ExportWatch;
