//! Working hours that people share 班次.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Span;
use crate::{Check, Faults, ids::ScheduleId, problem::FieldCode};

/// Working hours that people share.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Schedule {
    /// Its id.
    pub id: ScheduleId,
    /// What people call it.
    pub name: String,
    /// The hours of a week, from Monday on, by the tenant's clock.
    pub spans: Vec<Span>,
    /// How many active agents have it.
    pub agents: i64,
    /// Give it back when editing.
    pub version: i64,
}

/// New working hours, or edited ones.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ScheduleDraft {
    /// What people call it; unique.
    pub name: String,
    /// The hours of a week, at most 50 spans of which none overlaps another.
    pub spans: Vec<Span>,
    /// The version that was read; needed when editing.
    #[serde(default)]
    pub version: Option<i64>,
}

impl Check for ScheduleDraft {
    fn check(&self, faults: &mut Faults) {
        faults.text("/name", &self.name, 60);
        faults.many("/spans", &self.spans, 50);
        for (index, span) in self.spans.iter().take(50).enumerate() {
            if span.from == span.to && span.from.minute() != 0 {
                faults.add(format!("/spans/{index}/to"), FieldCode::NotAfter);
            } else if self.spans[..index].iter().any(|earlier| earlier.overlaps(*span)) {
                faults.add(format!("/spans/{index}"), FieldCode::Overlaps);
            }
        }
    }
}
