//! Provinces, cities, districts and who holds them.

use serde::Serialize;
use shared::{
    Page,
    ids::{CityId, DistrictId, ProvinceId},
    territory::{
        AssignmentEffect, City, CityCoverage, CityDraft, District, DistrictAssignment, DistrictDraft, DistrictEdit,
        DistrictQuery, Holding, Province, ProvinceDraft,
    },
};

use super::{Answer, client};

pub async fn provinces() -> Answer<Vec<Province>> {
    client::get("/provinces").await
}

pub async fn add_province(draft: &ProvinceDraft) -> Answer<Province> {
    client::post("/provinces", draft).await
}

#[derive(Serialize)]
struct CityQuery {
    province: Option<ProvinceId>,
}

pub async fn cities(province: Option<ProvinceId>) -> Answer<Vec<City>> {
    client::find("/cities", &CityQuery { province }).await
}

pub async fn add_city(draft: &CityDraft) -> Answer<City> {
    client::post("/cities", draft).await
}

pub async fn coverage(city: CityId) -> Answer<CityCoverage> {
    client::get(&format!("/cities/{city}/coverage")).await
}

pub async fn districts(query: &DistrictQuery) -> Answer<Page<District>> {
    client::find("/districts", query).await
}

pub async fn add_district(draft: &DistrictDraft) -> Answer<District> {
    client::post("/districts", draft).await
}

pub async fn edit_district(id: DistrictId, edit: &DistrictEdit) -> Answer<District> {
    client::put(&format!("/districts/{id}"), edit).await
}

pub async fn holdings(id: DistrictId) -> Answer<Vec<Holding>> {
    client::get(&format!("/districts/{id}/holdings")).await
}

pub async fn preview_assignment(assignment: &DistrictAssignment) -> Answer<AssignmentEffect> {
    client::post("/districts/assignment/preview", assignment).await
}

pub async fn assign(assignment: &DistrictAssignment) -> Answer<AssignmentEffect> {
    client::post("/districts/assignment", assignment).await
}
