//! Districts out of a file: what each line would do, and doing it.

use std::collections::HashMap;

use shared::{
    FieldError,
    imports::LineAction,
    problem::FieldCode,
    territory::check_district,
    {Check, Faults},
};

use super::{
    districts::facts,
    store::{self, KnownRow, SheetRow},
    suggest::without_region_suffix,
};
use crate::{
    db::{At, Db, reserve_ids},
    error::Result,
};

/// How many rows go to the database at once.
const BATCH: usize = 2000;

/// A line of a file about districts.
#[derive(Debug, Clone, Copy)]
pub struct DistrictLine<'a> {
    /// Its number in the file.
    pub line: i64,
    /// The district's code.
    pub code: &'a str,
    /// Its province.
    pub province: &'a str,
    /// Its city.
    pub city: &'a str,
    /// Its county; absent when the file does not say counties.
    pub county: Option<&'a str>,
    /// Its name.
    pub name: &'a str,
}

impl Check for DistrictLine<'_> {
    fn check(&self, faults: &mut Faults) {
        check_district(self.code, self.name, self.county.unwrap_or_default(), faults);
        faults.text("/province", self.province, 60);
        faults.text("/city", self.city, 60);
    }
}

/// The lines of a file against the districts of now. Lines are taken one after the other with [`Self::take`]; nothing is
/// changed until [`Self::write`].
pub struct DistrictSheet {
    regions: Regions,
    known: HashMap<String, KnownRow>,
    seen: HashMap<String, i64>,
    added: Vec<SheetRow>,
    changed: Vec<SheetRow>,
}

impl DistrictSheet {
    /// Against the districts of now.
    ///
    /// # Errors
    /// When the database fails.
    pub fn open(db: &mut Db) -> Result<Self> {
        let known = store::known_districts(db)?.into_iter().map(|row| (row.code.clone(), row)).collect();
        let regions = Regions::new(store::named_cities(db)?);
        Ok(Self { regions, known, seen: HashMap::new(), added: Vec::new(), changed: Vec::new() })
    }

    /// Against the districts of now, which nobody else can change until the end of this transaction.
    ///
    /// # Errors
    /// When the database fails.
    pub fn open_to_write(db: &mut Db) -> Result<Self> {
        store::change_stamp(db)?;
        Self::open(db)
    }

    /// What a line does, or everything that is wrong with it.
    ///
    /// # Errors
    /// When it is wrong.
    pub fn take(&mut self, line: &DistrictLine<'_>) -> Result<LineAction, Vec<FieldError>> {
        let mut errors = line.faults();
        let city = self.regions.city(line.province.trim(), line.city.trim());
        if errors.iter().all(|e| e.pointer != "/province" && e.pointer != "/city")
            && let Err(pointer) = city
        {
            errors.push(FieldError::new(pointer, FieldCode::NotFound));
        }
        let code = line.code.trim();
        if !code.is_empty()
            && let Some(earlier) = self.seen.get(code)
        {
            errors.push(FieldError::new("/code", FieldCode::RepeatsLine { line: *earlier }));
        } else {
            self.seen.insert(code.to_owned(), line.line);
        }
        let (Ok(city), []) = (city, errors.as_slice()) else { return Err(errors) };
        let known = self.known.get(code);
        let county = line.county.or(known.map(|k| k.county.as_str())).unwrap_or_default();
        let facts = facts(code, line.name, county, city);
        Ok(match known {
            None => {
                self.added.push(SheetRow { id: 0, facts });
                LineAction::Add
            }
            Some(k) if k.name == facts.name && k.county == facts.county && k.city_id == facts.city_id => {
                LineAction::Keep
            }
            Some(k) => {
                self.changed.push(SheetRow { id: k.id, facts });
                LineAction::Change
            }
        })
    }

    /// Writes what the lines do.
    ///
    /// # Errors
    /// When the database fails.
    pub fn write(mut self, db: &mut Db) -> Result<()> {
        let ids = reserve_ids(i64::try_from(self.added.len()).unwrap_or(i64::MAX));
        for (index, row) in (0..).zip(&mut self.added) {
            row.id = ids.at(index);
        }
        let now = At::now();
        for rows in self.added.chunks(BATCH) {
            store::insert_sheet(db, &serde_json::to_string(rows)?, now)?;
        }
        for rows in self.changed.chunks(BATCH) {
            store::update_sheet(db, &serde_json::to_string(rows)?)?;
        }
        Ok(())
    }
}

/// Cities by the names that people write: as they are, or without 省, 市, 自治区 where that is still one.
struct Regions {
    provinces: HashMap<String, HashMap<String, Option<i64>>>,
}

impl Regions {
    fn new(rows: Vec<(i64, String, String)>) -> Self {
        let mut provinces: HashMap<String, HashMap<String, Option<i64>>> = HashMap::new();
        for (id, province, city) in rows {
            let short = without_region_suffix(&province).to_owned();
            for province in [Some(province.clone()), Some(short).filter(|s| *s != province)].into_iter().flatten() {
                let cities = provinces.entry(province).or_default();
                cities.insert(city.clone(), Some(id));
                let short = without_region_suffix(&city);
                if short != city {
                    cities.entry(short.to_owned()).and_modify(|known| *known = None).or_insert(Some(id));
                }
            }
        }
        Self { provinces }
    }

    /// The city, or which of the two names is unknown.
    fn city(&self, province: &str, city: &str) -> Result<i64, &'static str> {
        let cities = self.provinces.get(province).ok_or("/province")?;
        cities.get(city).copied().flatten().ok_or("/city")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> DistrictSheet {
        let known =
            KnownRow {
                id: 7, code: "1".into(), name: "北山街道".into(), county: "西湖区".into(), city_id: 3301
            };
        DistrictSheet {
            regions: Regions::new(vec![(3301, "浙江省".into(), "杭州市".into())]),
            known: HashMap::from([("1".into(), known)]),
            seen: HashMap::new(),
            added: Vec::new(),
            changed: Vec::new(),
        }
    }

    fn line<'a>(line: i64, code: &'a str, county: Option<&'a str>, name: &'a str) -> DistrictLine<'a> {
        DistrictLine { line, code, province: "浙江", city: "杭州市", county, name }
    }

    #[test]
    fn the_same_code_changes_and_never_doubles() {
        assert_eq!(sheet().take(&line(2, "1", Some("西湖区"), "北山街道")), Ok(LineAction::Keep));
        assert_eq!(sheet().take(&line(2, "1", None, "北山街道")), Ok(LineAction::Keep));
        assert_eq!(sheet().take(&line(2, "1", Some(""), "北山街道")), Ok(LineAction::Change));
        assert_eq!(sheet().take(&line(2, "2", None, "北山街道")), Ok(LineAction::Add));
    }

    #[test]
    fn every_fault_of_a_line_is_told() {
        let mut sheet = sheet();
        assert_eq!(sheet.take(&line(2, "2", None, "a")), Ok(LineAction::Add));
        let wrong =
            DistrictLine { line: 3, code: "2", province: "浙江省", city: "上海市", county: None, name: " " };
        let faults = sheet.take(&wrong).expect_err("wrong");
        let told: Vec<(&str, &FieldCode)> = faults.iter().map(|f| (f.pointer.as_str(), &f.code)).collect();
        assert_eq!(
            told,
            [
                ("/name", &FieldCode::Required),
                ("/city", &FieldCode::NotFound),
                ("/code", &FieldCode::RepeatsLine { line: 2 }),
            ]
        );
    }
}
