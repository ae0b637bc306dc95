//! `/api/v1/schedules` and `/api/v1/calendar`.

use actix_web::{HttpResponse, delete, get, post, put};
use chrono::NaiveDate;
use shared::{
    ids::ScheduleId,
    workforce::{CalendarDay, CalendarDays, CalendarQuery, Schedule, ScheduleDraft},
};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    error::Result,
    http::{Answer, Body, Created, Path, Query, Signed},
    permissions::routes::Version,
    workforce::{calendar, schedules},
};

pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(list_schedules)
        .service(create_schedule)
        .service(edit_schedule)
        .service(delete_schedule)
        .service(list_days)
        .service(set_days)
        .service(remove_day);
}

/// List schedules
///
/// By name, with the hours of a week.
#[utoipa::path(tag = "workforce", responses((status = OK, body = Vec<Schedule>)))]
#[get("/schedules")]
async fn list_schedules(signed: Signed) -> Answer<Vec<Schedule>> {
    signed.read(|db, who| schedules::list(db, who.granted()?)).await
}

/// Make a schedule
///
/// A span that ends before it begins passes midnight.
#[utoipa::path(tag = "workforce", request_body = ScheduleDraft, responses((status = CREATED, body = Schedule)))]
#[post("/schedules")]
async fn create_schedule(signed: Signed, body: Body<ScheduleDraft>) -> Result<Created<Schedule>> {
    signed.create(body.0, |db, who, draft| schedules::create(db, who.actor(), who.granted()?, draft)).await
}

/// Edit a schedule
///
/// Everybody who has it works by it at once.
#[utoipa::path(
    tag = "workforce",
    request_body = ScheduleDraft,
    responses((status = OK, body = Schedule)),
    params(("id" = ScheduleId, Path))
)]
#[put("/schedules/{id}")]
async fn edit_schedule(signed: Signed, id: Path<ScheduleId>, body: Body<ScheduleDraft>) -> Answer<Schedule> {
    signed.write(move |db, who| schedules::edit(db, who.actor(), who.granted()?, who.directory(), *id, &body.0)).await
}

/// Delete a schedule
///
/// Only one that nobody has.
#[utoipa::path(tag = "workforce", responses((status = NO_CONTENT)), params(("id" = ScheduleId, Path), Version))]
#[delete("/schedules/{id}")]
async fn delete_schedule(signed: Signed, id: Path<ScheduleId>, query: Query<Version>) -> Result<HttpResponse> {
    signed.write(move |db, who| schedules::delete(db, who.actor(), who.granted()?, *id, query.version)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// List the calendar
///
/// The days of a year that are not what their weekday says.
#[utoipa::path(tag = "workforce", responses((status = OK, body = Vec<CalendarDay>)), params(CalendarQuery))]
#[get("/calendar")]
async fn list_days(signed: Signed, query: Query<CalendarQuery>) -> Answer<Vec<CalendarDay>> {
    signed.read(move |db, who| calendar::list(db, who.granted()?, query.year)).await
}

/// Set days of the calendar
///
/// Holidays, and workdays that make up for them. Days that are not named stay as they are.
#[utoipa::path(tag = "workforce", request_body = CalendarDays, responses((status = OK, body = Vec<CalendarDay>)))]
#[put("/calendar/days")]
async fn set_days(signed: Signed, body: Body<CalendarDays>) -> Answer<Vec<CalendarDay>> {
    signed.write(move |db, who| calendar::set(db, who.actor(), who.granted()?, who.directory(), &body.0)).await
}

/// Forget a day of the calendar
///
/// It is what its weekday says again.
#[utoipa::path(tag = "workforce", responses((status = NO_CONTENT)), params(("day" = NaiveDate, Path)))]
#[delete("/calendar/days/{day}")]
async fn remove_day(signed: Signed, day: Path<NaiveDate>) -> Result<HttpResponse> {
    signed.write(move |db, who| calendar::remove(db, who.actor(), who.granted()?, who.directory(), *day)).await?;
    Ok(HttpResponse::NoContent().finish())
}
