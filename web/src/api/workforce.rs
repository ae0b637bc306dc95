//! Presence, hours, leave, skills.

use chrono::NaiveDate;
use shared::{
    Page,
    assignment::roster::Presence,
    ids::{EmployeeId, LeaveId, ScheduleId},
    workforce::{
        AgentState, AgentStateEdit, AgentStateQuery, CalendarDay, CalendarDays, CalendarQuery, Leave, LeaveDraft,
        LeaveQuery, MyState, PresenceEdit, Schedule, ScheduleDraft, SkillCount,
    },
};

use super::{Answer, client};

pub async fn my_state() -> Answer<MyState> {
    client::get("/me/state").await
}

pub async fn set_my_presence(presence: Presence) -> Answer<MyState> {
    client::put("/me/presence", &PresenceEdit { presence }).await
}

pub async fn states(query: &AgentStateQuery) -> Answer<Page<AgentState>> {
    client::find("/agents/states", query).await
}

pub async fn edit_state(id: EmployeeId, edit: &AgentStateEdit) -> Answer<AgentState> {
    client::put(&format!("/agents/{id}/state"), edit).await
}

pub async fn set_presence(id: EmployeeId, presence: Presence) -> Answer<AgentState> {
    client::put(&format!("/agents/{id}/presence"), &PresenceEdit { presence }).await
}

pub async fn skills() -> Answer<Vec<SkillCount>> {
    client::get("/skills").await
}

pub async fn schedules() -> Answer<Vec<Schedule>> {
    client::get("/schedules").await
}

pub async fn add_schedule(draft: &ScheduleDraft) -> Answer<Schedule> {
    client::post("/schedules", draft).await
}

pub async fn edit_schedule(id: ScheduleId, draft: &ScheduleDraft) -> Answer<Schedule> {
    client::put(&format!("/schedules/{id}"), draft).await
}

pub async fn delete_schedule(id: ScheduleId, version: i64) -> Answer<()> {
    client::delete(&format!("/schedules/{id}?version={version}")).await
}

pub async fn calendar(year: i32) -> Answer<Vec<CalendarDay>> {
    client::find("/calendar", &CalendarQuery { year }).await
}

pub async fn set_days(days: &CalendarDays) -> Answer<Vec<CalendarDay>> {
    client::put("/calendar/days", days).await
}

pub async fn remove_day(day: NaiveDate) -> Answer<()> {
    client::delete(&format!("/calendar/days/{day}")).await
}

pub async fn leaves(query: &LeaveQuery) -> Answer<Page<Leave>> {
    client::find("/leaves", query).await
}

pub async fn add_leave(draft: &LeaveDraft) -> Answer<Leave> {
    client::post("/leaves", draft).await
}

pub async fn cancel_leave(id: LeaveId) -> Answer<Leave> {
    client::act(&format!("/leaves/{id}/cancel")).await
}
