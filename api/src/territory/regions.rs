//! Provinces and cities.

use shared::{
    FieldError, Id,
    ids::{CityId, ProvinceId},
    problem::FieldCode,
    territory::{City, CityCoverage, CityDraft, CityQuery, CityShare, Province, ProvinceDraft},
};

use super::store::{self, CityCountRow, CityRow, ProvinceRow};
use crate::{
    audit::{self, Change},
    db::{Db, next_id},
    error::{Result, invalid_fields, not_found},
    permissions::{Actor, Directory, DistrictManage, DistrictRead, Granted},
};

/// Every province, by code.
///
/// # Errors
/// When the database fails.
pub fn provinces(db: &mut Db, _: Granted<DistrictRead>) -> Result<Vec<Province>> {
    Ok(store::provinces(db)?.into_iter().map(province).collect())
}

fn province(row: ProvinceRow) -> Province {
    Province { id: Id::from_raw(row.id), code: row.code, name: row.name }
}

/// A new province.
///
/// # Errors
/// When the code or the name is taken.
pub fn create_province(
    db: &mut Db,
    actor: &Actor,
    _: Granted<DistrictManage>,
    draft: &ProvinceDraft,
) -> Result<Province> {
    store::change_stamp(db)?;
    let id: ProvinceId = next_id();
    let row = ProvinceRow { id: id.raw(), code: draft.code.trim().into(), name: draft.name.trim().into() };
    let known = store::provinces(db)?;
    refuse_taken(&[
        ("/code", known.iter().any(|p| p.code == row.code)),
        ("/name", known.iter().any(|p| p.name == row.name)),
    ])?;
    store::insert_provinces(db, std::slice::from_ref(&row))?;
    let made = province(row);
    audit::record(db, actor, Change::new("province.create", Some(id), &made.name).after(&made)?)?;
    Ok(made)
}

fn refuse_taken(fields: &[(&str, bool)]) -> Result<()> {
    let errors: Vec<FieldError> = fields
        .iter()
        .filter(|(_, taken)| *taken)
        .map(|(pointer, _)| FieldError::new(*pointer, FieldCode::Taken))
        .collect();
    if errors.is_empty() { Ok(()) } else { Err(invalid_fields(errors)) }
}

/// Cities by code, with how many open districts they have and how many of those have an agent.
///
/// # Errors
/// When the database fails.
pub fn cities(db: &mut Db, _: Granted<DistrictRead>, query: &CityQuery) -> Result<Vec<City>> {
    Ok(store::counted_cities(db, query.province.map(ProvinceId::raw), None)?.into_iter().map(city).collect())
}

fn city(row: CityCountRow) -> City {
    City {
        id: Id::from_raw(row.id),
        province_id: Id::from_raw(row.province_id),
        code: row.code,
        name: row.name,
        districts: row.districts,
        held: row.held,
    }
}

/// A new city.
///
/// # Errors
/// When the code is taken, the name is taken in the province, or the province does not exist.
pub fn create_city(db: &mut Db, actor: &Actor, _: Granted<DistrictManage>, draft: &CityDraft) -> Result<City> {
    store::change_stamp(db)?;
    let id: CityId = next_id();
    let province_id = draft.province_id.raw();
    let row = CityRow { id: id.raw(), province_id, code: draft.code.trim().into(), name: draft.name.trim().into() };
    if !store::province_exists(db, province_id)? {
        return Err(crate::error::invalid("/province_id", FieldCode::NotFound));
    }
    let known = store::cities(db)?;
    refuse_taken(&[
        ("/code", known.iter().any(|c| c.code == row.code)),
        ("/name", known.iter().any(|c| c.province_id == province_id && c.name == row.name)),
    ])?;
    store::insert_cities(db, std::slice::from_ref(&row))?;
    let made = City { id, province_id: draft.province_id, code: row.code, name: row.name, districts: 0, held: 0 };
    audit::record(db, actor, Change::new("city.create", Some(id), &made.name).after(&made)?)?;
    Ok(made)
}

/// Who holds what in a city.
///
/// # Errors
/// When there is no such city.
pub fn coverage(db: &mut Db, _: Granted<DistrictRead>, directory: &Directory, id: CityId) -> Result<CityCoverage> {
    let row = store::counted_cities(db, None, Some(id.raw()))?.pop().ok_or_else(not_found)?;
    let agents = store::shares(db, id.raw())?
        .into_iter()
        .map(|(agent, districts)| CityShare { agent: directory.person(agent), districts })
        .collect();
    Ok(CityCoverage { city: city(row), agents })
}
