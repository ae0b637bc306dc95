//! Decisions, as they were made.

use diesel::{
    prelude::*,
    sql_types::{BigInt, Text},
};
use serde::Serialize;
use shared::{
    assignment::{Decision, explain::Explanation, policy::CaseKind},
    codes::TextCode,
    ids::CaseId,
};

use crate::db::{At, Code, Db, Instant, Json, sql};

/// A decision to be written down.
pub struct NewDecision<'a> {
    pub id: i64,
    pub case: i64,
    pub kind: CaseKind,
    pub at: At,
    pub policy: i64,
    pub decision: &'a Decision,
    /// Whether a timer asked for it.
    pub by_timer: bool,
}

pub fn insert_decision(db: &mut Db, new: &NewDecision<'_>, explanation: String) -> QueryResult<usize> {
    let (assigned, waiting) = match new.decision {
        Decision::Assigned(assigned) => (Some(assigned), None),
        Decision::Waiting(waiting) => (None, Some(waiting)),
    };
    let turn = assigned.and_then(|a| a.advance);
    let rule = assigned.map_or_else(|| waiting.and_then(|w| w.rule), |a| a.rule);
    sql::<()>(format!(
        "INSERT INTO decisions (id, case_id, kind, at, policy_version_id, owner_id, rule, route_kind, group_id, strategy, \
         wait_reason, clock_now, clock_turns, seat_next, explanation, by_timer) \
         VALUES ($1, $2, $3, $4, $5, $6, CAST($7 AS INTEGER), $8, $9, $10, $11, $12, $13, $14, $15, {})",
        if new.by_timer { "TRUE" } else { "FALSE" }
    ))
    .bind(new.id)
    .bind(new.case)
    .bind(new.kind.as_str())
    .bind(new.at)
    .bind(new.policy)
    .bind(assigned.map(|a| a.owner.raw()))
    .bind(rule.map(i64::from))
    .bind(assigned.map(|a| a.kind.as_str().to_owned()))
    .bind(assigned.and_then(|a| a.group).map(|g| g.raw()))
    .bind(assigned.and_then(|a| a.strategy).map(|s| s.as_str().to_owned()))
    .bind(waiting.map(|w| w.reason.as_str().to_owned()))
    .bind(turn.map(|t| t.clock.now))
    .bind(turn.map(|t| t.clock.turns))
    .bind(turn.map(|t| t.seat.next))
    .bind(explanation)
    .run(db)
}

/// A decision without a turn, to be written down with others.
#[derive(Serialize)]
pub struct DecisionLine {
    id: i64,
    case_id: i64,
    owner_id: Option<i64>,
    rule: Option<u16>,
    route_kind: Option<&'static str>,
    wait_reason: Option<&'static str>,
    explanation: String,
}

impl DecisionLine {
    /// The line of a decision.
    pub fn new(id: i64, case: CaseId, explanation: &Explanation) -> serde_json::Result<Self> {
        let text = serde_json::to_string(explanation)?;
        let line = Self {
            id,
            case_id: case.raw(),
            owner_id: None,
            rule: None,
            route_kind: None,
            wait_reason: None,
            explanation: text,
        };
        Ok(match explanation.decision {
            Decision::Assigned(assigned) => Self {
                owner_id: Some(assigned.owner.raw()),
                rule: assigned.rule,
                route_kind: Some(assigned.kind.as_str()),
                ..line
            },
            Decision::Waiting(waiting) => {
                Self { rule: waiting.rule, wait_reason: Some(waiting.reason.as_str()), ..line }
            }
        })
    }
}

pub fn insert_decisions(
    db: &mut Db,
    kind: CaseKind,
    at: At,
    policy: i64,
    lines: &[DecisionLine],
) -> QueryResult<usize> {
    if lines.is_empty() {
        return Ok(0);
    }
    let rows = serde_json::to_string(lines).map_err(|e| diesel::result::Error::SerializationError(e.into()))?;
    let columns = [
        ("id", "bigint"),
        ("case_id", "bigint"),
        ("owner_id", "bigint"),
        ("rule", "integer"),
        ("route_kind", "text"),
        ("wait_reason", "text"),
        ("explanation", "text"),
    ];
    let table = db.dialect().rows_of("$1", &columns);
    sql::<()>(format!(
        "INSERT INTO decisions (id, case_id, kind, at, policy_version_id, owner_id, rule, route_kind, wait_reason, explanation) \
         SELECT v.id, v.case_id, $2, $3, $4, v.owner_id, v.rule, v.route_kind, v.wait_reason, v.explanation FROM {table}"
    ))
    .bind(rows)
    .bind(kind.as_str())
    .bind(at)
    .bind(policy)
    .run(db)
}

/// A decision that was made.
#[derive(Queryable)]
pub struct DecisionRow {
    pub id: i64,
    pub kind: Code<CaseKind>,
    pub at: At,
    pub policy_version_id: i64,
    pub explanation: Json<Explanation>,
}

/// The decisions about a case, newest first.
pub fn decisions_of(db: &mut Db, case: i64, before: i64, limit: i64) -> QueryResult<Vec<DecisionRow>> {
    sql::<(BigInt, Text, Instant, BigInt, Text)>(
        "SELECT id, kind, at, policy_version_id, explanation FROM decisions WHERE case_id = $1 AND id < $2 \
         ORDER BY id DESC LIMIT $3",
    )
    .bind(case)
    .bind(before)
    .bind(limit)
    .load(db)
}

/// Of each of these cases the first decision that gave it to somebody, or the first.
pub fn first_decisions(db: &mut Db, cases: &str) -> QueryResult<Vec<(i64, Json<Explanation>)>> {
    let among = db.dialect().one_of("case_id", "$1");
    sql::<(BigInt, Text)>(format!(
        "SELECT d.case_id, d.explanation FROM decisions d JOIN ( \
         SELECT coalesce(min(CASE WHEN owner_id IS NOT NULL THEN id END), min(id)) AS id FROM decisions WHERE {among} \
         GROUP BY case_id) f ON f.id = d.id"
    ))
    .bind(cases)
    .load(db)
}
