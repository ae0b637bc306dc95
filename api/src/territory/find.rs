//! Districts as other rooms show them.

use std::collections::HashMap;

use shared::{
    Id,
    customers::DistrictRef,
    ids::{CityId, DistrictId, ProvinceId},
    territory::DistrictStatus,
};

use super::store;
use crate::{db::Db, error::Result};

/// Whether a district takes customers, and its name; nothing when there is none.
///
/// # Errors
/// When the database fails.
pub fn district_status(db: &mut Db, district: DistrictId) -> Result<Option<(DistrictStatus, String)>> {
    Ok(store::status(db, district.raw())?)
}

/// These districts with the names above them, by id.
///
/// # Errors
/// When the database fails.
pub fn district_refs(db: &mut Db, ids: &[i64]) -> Result<HashMap<i64, DistrictRef>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = store::districts_with_ids(db, ids)?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let path = path([&row.province, &row.city, &row.county]);
            (row.id, DistrictRef { id: Id::from_raw(row.id), name: row.name, path })
        })
        .collect())
}

/// The province and the city of a district; nothing when there is none.
///
/// # Errors
/// When the database fails.
pub fn place_of(db: &mut Db, district: DistrictId) -> Result<Option<(ProvinceId, CityId)>> {
    let found = store::place_of(db, district.raw())?;
    Ok(found.map(|(province, city)| (Id::from_raw(province), Id::from_raw(city))))
}

/// The province of a city; nothing when there is none.
///
/// # Errors
/// When the database fails.
pub fn province_of(db: &mut Db, city: CityId) -> Result<Option<ProvinceId>> {
    Ok(store::province_of(db, city.raw())?.map(Id::from_raw))
}

/// The names above a district from the province down, each once: Beijing is a province and a city.
pub fn path(names: [&str; 3]) -> String {
    let mut parts: Vec<&str> = names.into_iter().filter(|name| !name.is_empty()).collect();
    parts.dedup();
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::path;

    #[test]
    fn a_path_says_each_name_once() {
        assert_eq!(path(["浙江省", "杭州市", "西湖区"]), "浙江省 杭州市 西湖区");
        assert_eq!(path(["北京市", "北京市", "东城区"]), "北京市 东城区");
        assert_eq!(path(["海南省", "三亚市", ""]), "海南省 三亚市");
    }
}
