//! Finds the districts that an address names.
//!
//! An index of every open district's name lives in each process, as of one stamp that the database changes with the
//! districts; so it is never behind, and a page of addresses costs as many look-ups as it has pieces of text.

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock},
};

use arc_swap::ArcSwapOption;
use shared::{
    Id,
    customers::{DistrictRef, DistrictSuggestion},
};

use super::{
    find::path,
    store::{self, NamedRow},
};
use crate::{db::Db, error::Result, permissions::Directory};

/// What a district's name may lack in an address.
const SUFFIXES: [&str; 4] = ["街道", "地区", "镇", "乡"];
/// What a province's, city's or county's name may lack in an address, the longest first.
const REGION_SUFFIXES: [&str; 14] = [
    "维吾尔自治区",
    "特别行政区",
    "壮族自治区",
    "回族自治区",
    "自治区",
    "自治州",
    "自治县",
    "地区",
    "新区",
    "省",
    "市",
    "区",
    "县",
    "旗",
];
/// A name of one character says nothing.
const SHORTEST: usize = 2;

static INDEX: LazyLock<ArcSwapOption<Index>> = LazyLock::new(ArcSwapOption::empty);

/// The open districts that an address names, best first: by how many of province, city and county it names too, then whole
/// names, then the longest. A name that stands in many places says nothing alone.
///
/// # Errors
/// When the database fails.
pub fn suggest(db: &mut Db, directory: &Directory, address: &str, limit: usize) -> Result<Vec<DistrictSuggestion>> {
    Ok(suggest_many(db, directory, &[address], limit)?.pop().unwrap_or_default())
}

/// [`suggest`] for each of several addresses.
///
/// # Errors
/// When the database fails.
pub fn suggest_many(
    db: &mut Db,
    directory: &Directory,
    addresses: &[&str],
    limit: usize,
) -> Result<Vec<Vec<DistrictSuggestion>>> {
    let index = index(db)?;
    let found: Vec<Vec<&Named>> = addresses.iter().map(|address| index.find(address, limit)).collect();
    let ids: Vec<i64> = found.iter().flatten().map(|named| named.id).collect();
    let agents: HashMap<i64, i64> = if ids.is_empty() {
        HashMap::new()
    } else {
        store::districts_with_ids(db, &ids)?.into_iter().filter_map(|row| Some((row.id, row.agent_id?))).collect()
    };
    let suggestion = |named: &Named| DistrictSuggestion {
        district: DistrictRef { id: Id::from_raw(named.id), name: named.name.clone(), path: named.path.clone() },
        agent: directory.opt_person(agents.get(&named.id).copied()),
    };
    Ok(found.into_iter().map(|names| names.into_iter().map(suggestion).collect()).collect())
}

fn index(db: &mut Db) -> Result<Arc<Index>> {
    let stamp = store::stamp(db)?;
    if let Some(index) = INDEX.load_full().filter(|index| index.stamp == stamp) {
        return Ok(index);
    }
    let index = Arc::new(Index::new(stamp, store::named_districts(db, true)?));
    INDEX.store(Some(index.clone()));
    Ok(index)
}

struct Named {
    id: i64,
    name: String,
    path: String,
    /// Province, city and county without their suffixes.
    regions: [String; 3],
}

struct Index {
    stamp: i64,
    districts: Vec<Named>,
    /// Which districts have a name, or have it but for a suffix.
    by_name: HashMap<String, Vec<usize>>,
    longest: usize,
}

impl Index {
    fn new(stamp: i64, rows: Vec<NamedRow>) -> Self {
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        let mut districts = Vec::with_capacity(rows.len());
        for (at, row) in rows.into_iter().enumerate() {
            let short = without(&row.name, &SUFFIXES);
            if short != row.name {
                by_name.entry(short.to_owned()).or_default().push(at);
            }
            by_name.entry(row.name.clone()).or_default().push(at);
            let regions = [&row.province, &row.city, &row.county].map(|name| without_region_suffix(name).to_owned());
            let path = path([&row.province, &row.city, &row.county]);
            districts.push(Named { id: row.id, name: row.name, path, regions });
        }
        let longest = by_name.keys().map(|name| name.chars().count()).max().unwrap_or(0);
        Self { stamp, districts, by_name, longest }
    }

    fn find(&self, address: &str, limit: usize) -> Vec<&Named> {
        let address: String = address.chars().filter(|c| !c.is_whitespace()).collect();
        let bounds: Vec<usize> = address.char_indices().map(|(at, _)| at).chain([address.len()]).collect();
        // By district the longest piece that names it, the last of several.
        let mut named: HashMap<usize, (usize, usize)> = HashMap::new();
        for first in 0..bounds.len() {
            for length in SHORTEST..=self.longest.min(bounds.len() - 1 - first) {
                let piece = &address[bounds[first]..bounds[first + length]];
                for at in self.by_name.get(piece).into_iter().flatten() {
                    let known = named.entry(*at).or_default();
                    *known = (*known).max((length, first));
                }
            }
        }
        let mut ranked: Vec<(usize, bool, usize, usize)> = named
            .into_iter()
            .map(|(at, (length, first))| {
                // The name itself does not count for a region: the town of Chengguan names no district of Chengguan.
                let (before, after) = (&address[..bounds[first]], &address[bounds[first + length]..]);
                let says = |region: &&String| {
                    !region.is_empty() && (before.contains(region.as_str()) || after.contains(region.as_str()))
                };
                let district = &self.districts[at];
                let whole = district.name.chars().count() == length;
                (district.regions.iter().filter(says).count(), whole, length, at)
            })
            .collect();
        let best = ranked.iter().map(|(regions, ..)| *regions).max().unwrap_or(0);
        if best > 0 {
            ranked.retain(|(regions, ..)| *regions > 0);
        } else {
            ranked.retain(|(_, whole, ..)| *whole);
            if ranked.len() > limit {
                return Vec::new();
            }
        }
        ranked.sort_by(|a, b| (b.0, b.1, b.2, a.3).cmp(&(a.0, a.1, a.2, b.3)));
        ranked.into_iter().take(limit).map(|(.., at)| &self.districts[at]).collect()
    }
}

/// The name of a province, city or county as people shorten it.
pub(super) fn without_region_suffix(name: &str) -> &str {
    without(name, &REGION_SUFFIXES)
}

/// The name without the first of these suffixes that it has, if enough remains.
fn without<'a>(name: &'a str, suffixes: &[&str]) -> &'a str {
    suffixes
        .iter()
        .find_map(|suffix| name.strip_suffix(suffix))
        .filter(|short| short.chars().count() >= SHORTEST)
        .unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index() -> Index {
        let rows = [
            (1, "北山街道", "浙江省", "杭州市", "西湖区"),
            (2, "北山街道", "浙江省", "金华市", "婺城区"),
            (3, "西溪街道", "浙江省", "杭州市", "西湖区"),
            (4, "城关镇", "甘肃省", "兰州市", "城关区"),
            (5, "城关镇", "河南省", "周口市", "扶沟县"),
            (6, "城关镇", "西藏自治区", "拉萨市", "城关区"),
            (7, "城关镇", "贵州省", "毕节市", "黔西市"),
            (8, "五常街道", "浙江省", "杭州市", "余杭区"),
            (10, "五常大道街道", "浙江省", "杭州市", "西湖区"),
            (9, "五常镇", "黑龙江省", "哈尔滨市", "五常市"),
        ];
        let row = |(id, name, province, city, county): (i64, &str, &str, &str, &str)| NamedRow {
            id,
            name: name.into(),
            province: province.into(),
            city: city.into(),
            county: county.into(),
        };
        Index::new(1, rows.into_iter().map(row).collect())
    }

    fn found(address: &str) -> Vec<i64> {
        index().find(address, 3).iter().map(|named| named.id).collect()
    }

    #[test]
    fn the_district_with_the_most_named_regions_is_first() {
        assert_eq!(found("浙江省杭州市西湖区北山街道88号"), [1, 2]);
        assert_eq!(found("金华 婺城 北山 12 号"), [2]);
        assert_eq!(found("杭州余杭区五常大道 1 号"), [8, 10]);
        assert_eq!(found("杭州北山街道五常大道 1 号"), [1, 10, 8]);
    }

    #[test]
    fn a_name_that_stands_in_many_places_says_nothing_alone() {
        assert!(found("城关镇人民路 1 号").is_empty());
        assert_eq!(found("扶沟城关镇人民路 1 号"), [5]);
        assert_eq!(found("西溪街道文三路"), [3]);
        assert!(found("").is_empty());
        assert!(found("x").is_empty());
    }
}
