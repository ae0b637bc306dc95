//! The provinces and cities of China, with which a new database begins. Where they come from is said in NOTICE.

use std::collections::BTreeMap;

use super::store::{self, CityRow, ProvinceRow};
use crate::{
    db::{Db, next_id},
    error::Result,
};

const REGIONS: &str = include_str!("regions_cn.csv");

/// Makes the provinces and cities when there are none.
///
/// # Errors
/// When the database fails.
pub fn seed_regions(db: &mut Db) -> Result<()> {
    // Locks first, so that of two processes that start at once the second sees what the first made.
    store::change_stamp(db)?;
    if !store::provinces(db)?.is_empty() {
        return Ok(());
    }
    let (provinces, cities) = regions();
    store::insert_provinces(db, &provinces)?;
    store::insert_cities(db, &cities)?;
    Ok(())
}

fn regions() -> (Vec<ProvinceRow>, Vec<CityRow>) {
    let mut provinces: BTreeMap<&str, ProvinceRow> = BTreeMap::new();
    let mut cities = Vec::new();
    for line in REGIONS.lines().skip(1) {
        let mut cells = line.split(',');
        let (Some(code), Some(name), Some(city_code), Some(city)) =
            (cells.next(), cells.next(), cells.next(), cells.next())
        else {
            continue;
        };
        let province = provinces.entry(code).or_insert_with(|| ProvinceRow {
            id: next_id::<shared::ids::kinds::Province>().raw(),
            code: code.to_owned(),
            name: name.to_owned(),
        });
        cities.push(CityRow {
            id: next_id::<shared::ids::kinds::City>().raw(),
            province_id: province.id,
            code: city_code.to_owned(),
            name: city.to_owned(),
        });
    }
    (provinces.into_values().collect(), cities)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::regions;

    #[test]
    fn every_line_is_understood_and_codes_are_unique() {
        let (provinces, cities) = regions();
        assert_eq!((provinces.len(), cities.len()), (31, 369));
        let codes: BTreeSet<&str> = cities.iter().map(|city| city.code.as_str()).collect();
        assert_eq!(codes.len(), cities.len());
        assert!(cities.iter().any(|city| city.code == "3301" && city.name == "杭州市"));
    }
}
