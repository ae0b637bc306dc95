//! What the engine knows of agents.

use actix_web::{get, put};
use shared::{
    Page,
    ids::EmployeeId,
    workforce::{AgentState, AgentStateEdit, AgentStateQuery, MyState, PresenceEdit, SkillCount},
};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    http::{Answer, Body, Path, Query, Signed},
    workforce::{agents, presence},
};

pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(my_state)
        .service(set_my_presence)
        .service(list_states)
        .service(edit_state)
        .service(set_presence)
        .service(list_skills);
}

/// Read one's own state
///
/// Of an agent: presence, hours, leave, open work.
#[utoipa::path(tag = "workforce", responses((status = OK, body = MyState), (status = NOT_FOUND)))]
#[get("/me/state")]
async fn my_state(signed: Signed) -> Answer<MyState> {
    signed.read(presence::mine).await
}

/// Come or go
///
/// Says for oneself whether one is there for new work.
#[utoipa::path(tag = "workforce", request_body = PresenceEdit, responses((status = OK, body = MyState), (status = NOT_FOUND)))]
#[put("/me/presence")]
async fn set_my_presence(signed: Signed, body: Body<PresenceEdit>) -> Answer<MyState> {
    signed.write(move |db, who| presence::set_mine(db, who, body.0.presence)).await
}

/// List agents with their states
///
/// Active ones, by employee number.
#[utoipa::path(tag = "workforce", responses((status = OK, body = Page<AgentState>)), params(AgentStateQuery))]
#[get("/agents/states")]
async fn list_states(signed: Signed, query: Query<AgentStateQuery>) -> Answer<Page<AgentState>> {
    signed.read(move |db, who| agents::list(db, who.granted()?, who.directory(), &query)).await
}

/// Set an agent's capacity, hours and skills
///
/// Who waits for somebody like them is given to them at once.
#[utoipa::path(
    tag = "workforce",
    request_body = AgentStateEdit,
    responses((status = OK, body = AgentState)),
    params(("id" = EmployeeId, Path))
)]
#[put("/agents/{id}/state")]
async fn edit_state(signed: Signed, id: Path<EmployeeId>, body: Body<AgentStateEdit>) -> Answer<AgentState> {
    signed.write(move |db, who| agents::edit(db, who, who.granted()?, *id, &body.0)).await
}

/// Say that an agent came or went
///
/// For somebody who forgot to.
#[utoipa::path(
    tag = "workforce",
    request_body = PresenceEdit,
    responses((status = OK, body = AgentState)),
    params(("id" = EmployeeId, Path))
)]
#[put("/agents/{id}/presence")]
async fn set_presence(signed: Signed, id: Path<EmployeeId>, body: Body<PresenceEdit>) -> Answer<AgentState> {
    signed.write(move |db, who| presence::set_for(db, who, who.granted()?, *id, body.0.presence)).await
}

/// List skills
///
/// Those that anybody has, with how many have them.
#[utoipa::path(tag = "workforce", responses((status = OK, body = Vec<SkillCount>)))]
#[get("/skills")]
async fn list_skills(signed: Signed) -> Answer<Vec<SkillCount>> {
    signed.read(|db, who| agents::skills(db, who.granted()?)).await
}
