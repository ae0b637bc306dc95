//! stub
use crate::{db::Db, error::Result};
use std::sync::Arc;
pub struct Workforce;
pub fn current(_: &mut Db) -> Result<Arc<Workforce>> {
    Ok(Arc::new(Workforce))
}
impl Workforce {
    pub fn in_hours(
        &self,
        _: Option<shared::ids::ScheduleId>,
        _: chrono::DateTime<chrono::Utc>,
        _: chrono_tz::Tz,
    ) -> bool {
        true
    }
    pub fn on_leave(&self, _: shared::ids::EmployeeId, _: chrono::DateTime<chrono::Utc>) -> bool {
        false
    }
    pub fn is_workday(&self, _: chrono::NaiveDate) -> bool {
        true
    }
    pub fn skills(&self, _: shared::ids::EmployeeId) -> &[String] {
        &[]
    }
}
