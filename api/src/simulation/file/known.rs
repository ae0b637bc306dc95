//! What the words of a file stand for.

use std::collections::HashMap;

use chrono_tz::Tz;
use shared::{
    Id,
    ids::{CityId, DistrictId, EmployeeId, ProductLineId, ProvinceId},
};

use super::super::store;
use crate::{
    db::Db,
    error::Result,
    permissions::{Directory, Granted, PolicyManage},
};

/// A district and what goes with it.
#[derive(Debug, Clone, Copy)]
pub struct KnownDistrict {
    /// Which.
    pub id: DistrictId,
    /// Its city.
    pub city: CityId,
    /// Its province.
    pub province: ProvinceId,
    /// Who holds it now.
    pub holder: Option<EmployeeId>,
}

/// Everything that a file can name, as it is now.
pub struct Known {
    /// The tenant's time zone.
    pub tz: Tz,
    product_lines: HashMap<String, ProductLineId>,
    people: HashMap<String, EmployeeId>,
    districts: HashMap<String, KnownDistrict>,
    provinces: HashMap<String, ProvinceId>,
    cities: HashMap<String, Vec<(ProvinceId, CityId)>>,
}

impl Known {
    /// Reads it.
    ///
    /// # Errors
    /// When the database fails.
    pub fn read(db: &mut Db, directory: &Directory, _: Granted<PolicyManage>) -> Result<Self> {
        let mut known = Self {
            tz: directory.time_zone,
            product_lines: HashMap::new(),
            people: HashMap::new(),
            districts: HashMap::new(),
            provinces: HashMap::new(),
            cities: HashMap::new(),
        };
        for (id, code, name) in store::product_lines(db)? {
            // Where a name is another one's code, the code counts.
            known.product_lines.entry(name.to_lowercase()).or_insert(Id::from_raw(id));
            known.product_lines.insert(code.to_lowercase(), Id::from_raw(id));
        }
        for (id, number, username) in store::employees(db)? {
            if let Some(username) = username {
                known.people.entry(username.to_lowercase()).or_insert(Id::from_raw(id));
            }
            known.people.insert(number.to_lowercase(), Id::from_raw(id));
        }
        for (id, code, city, province, holder) in store::districts(db)? {
            let district = KnownDistrict {
                id: Id::from_raw(id),
                city: Id::from_raw(city),
                province: Id::from_raw(province),
                holder: holder.map(Id::from_raw),
            };
            known.districts.insert(code.to_lowercase(), district);
        }
        for (city, name, province, its_name) in store::cities(db)? {
            known.provinces.insert(its_name, Id::from_raw(province));
            known.cities.entry(name).or_default().push((Id::from_raw(province), Id::from_raw(city)));
        }
        Ok(known)
    }

    /// A product line by code or name.
    pub fn product_line(&self, word: &str) -> Option<ProductLineId> {
        self.product_lines.get(&word.to_lowercase()).copied()
    }

    /// Somebody by number or user name.
    pub fn person(&self, word: &str) -> Option<EmployeeId> {
        self.people.get(&word.to_lowercase()).copied()
    }

    /// A district by code.
    pub fn district(&self, code: &str) -> Option<KnownDistrict> {
        self.districts.get(&code.to_lowercase()).copied()
    }

    /// A province by name.
    pub fn province(&self, name: &str) -> Option<ProvinceId> {
        self.provinces.get(name).copied()
    }

    /// A city by name, with its province; none when several have that name and no province tells which.
    pub fn city(&self, name: &str, within: Option<ProvinceId>) -> Option<(ProvinceId, CityId)> {
        let mut found =
            self.cities.get(name)?.iter().filter(|(province, _)| within.is_none_or(|within| within == *province));
        let first = found.next().copied();
        first.filter(|_| found.next().is_none())
    }
}
