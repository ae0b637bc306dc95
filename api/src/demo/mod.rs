//! Demo data: deterministic but for the day on which it is made, through the product's own import where the product has
//! one, and with the skew that real data has.

mod acted;
mod asked;
mod cast;
mod desks;
mod faces;
mod history;
mod ordered;
mod store;
mod talk;

use std::path::Path;

use anyhow::{Context, bail};
use chrono::{DateTime, TimeDelta, Utc};
use shared::imports::ImportKind;

use crate::{
    db::Database,
    files::Shelf,
    imports, merges,
    permissions::{self, Actor},
    search,
};

/// The districts of the demo: every township-level unit of China (see NOTICE).
const DISTRICTS: &[u8] = include_bytes!("subdistricts_cn.csv.gz");

/// The password of the demo's accounts.
pub const PASSWORD: &str = "guike-demo-2026";

/// Of how many things the words are put into the index at once.
const WORDS: i64 = 10_000;
/// How many customers are compared at once.
const COMPARED: i64 = 2_000;

/// How much demo data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Size {
    /// A company of a dozen agents and 600 customers: made in seconds, to look around.
    Small,
    /// 2,000 agents in five levels and 1,000,000 customers: made in minutes, to measure.
    Large,
}

/// The shape of a size.
#[derive(Debug, Clone)]
pub(crate) struct Scale {
    /// How many units each unit of a level has below it.
    branching: &'static [usize],
    agents_per_team: usize,
    /// The codes with which held districts begin; all when empty.
    held_prefixes: &'static [&'static str],
    districts_per_agent: usize,
    customers: i64,
    days: i64,
    /// One customer in so many belongs to the first agent, on top of that agent's share.
    hot_one_in: i64,
    /// How many of the newest wait for review.
    pending: i64,
    /// How many have asked something.
    inquiries: i64,
    /// How many orders the business system has told of.
    orders: i64,
    /// Of how many owned customers, the newest, the business system tells what they do.
    actors: i64,
    /// How many, the newest, are compared with all others. Each is looked for by a hundred numbers that are a typo away, so a
    /// million would take as long as everything else.
    compared: i64,
}

impl Size {
    const fn scale(self) -> Scale {
        match self {
            Self::Small => Scale {
                branching: &[3, 2],
                agents_per_team: 2,
                held_prefixes: &["3301", "3101", "4401", "4403", "1101", "5101"],
                districts_per_agent: 40,
                customers: 600,
                days: 120,
                hot_one_in: 8,
                pending: 24,
                inquiries: 40,
                orders: 260,
                actors: 600,
                compared: 10_000,
            },
            Self::Large => Scale {
                branching: &[4, 5, 4, 5],
                agents_per_team: 5,
                held_prefixes: &[],
                districts_per_agent: 20,
                customers: 1_000_000,
                days: 720,
                hot_one_in: 20,
                pending: 5_000,
                inquiries: 6_000,
                orders: 20_000,
                actors: 20_000,
                compared: 50_000,
            },
        }
    }
}

impl Scale {
    /// Whether nobody is to look at it but to measure.
    const fn is_to_measure(&self) -> bool {
        self.customers >= 100_000
    }

    /// How many customers ask and order.
    const fn callers(&self) -> i64 {
        if self.is_to_measure() { 10_000 } else { 100 }
    }
}

/// An account that one can sign in with.
#[derive(Debug, Clone)]
pub struct Login {
    /// The user name.
    pub username: &'static str,
    /// Who that is.
    pub who: &'static str,
}

/// The accounts of the demo.
pub const LOGINS: [Login; 6] = [
    Login { username: "admin", who: "管理员 administrator" },
    Login { username: "reviewer", who: "审核 reviewer" },
    Login { username: "operations", who: "运营 operations" },
    Login { username: "lead", who: "华东大区主管 lead of a region" },
    Login { username: "partner", who: "跨部门数据角色 holder of a cross-department data role" },
    Login { username: "agent", who: "客服 agent" },
];

/// Whether there is anybody yet.
///
/// # Errors
/// When the database fails.
pub fn is_empty(database: &Database) -> anyhow::Result<bool> {
    Ok(database.read(store::employees)? == 0)
}

/// Fills an empty database; `files` is where its pictures go.
///
/// # Errors
/// When there is anybody already, or the database or the disk fails.
pub fn fill(database: &Database, files: &Path, size: Size, mut say: impl FnMut(&str)) -> anyhow::Result<()> {
    if !is_empty(database)? {
        bail!("the database has employees already; demo data goes into an empty one only");
    }
    fill_to(database, files, &size.scale(), &mut say)
}

fn fill_to(database: &Database, files: &Path, scale: &Scale, say: &mut impl FnMut(&str)) -> anyhow::Result<()> {
    let now = Utc::now();
    say("importing districts");
    let file = unpack(DISTRICTS)?;
    let actor = Actor::system("guike demo");
    let done =
        imports::import_bytes(database, &actor, ImportKind::Districts, "subdistricts_cn.csv", &file, false, |_| {})?;
    if done.bad > 0 {
        bail!("{} lines of the demo's districts are bad", done.bad);
    }
    say("hiring people");
    let cast = cast::hire(database, scale, began(now, scale))?;
    desks::arrange(database, &cast.agents, began(now, scale), now)?;
    say("winning customers");
    history::live(database, scale, &cast, now, say)?;
    database.write(permissions::changed)?;
    say("answering inquiries");
    let shelf = database.write(|db| Shelf::open(db, files))?;
    asked::ask(database, &shelf, scale, &cast)?;
    say("taking orders");
    ordered::order(database, scale, cast.administrator, now)?;
    say("watching customers come by");
    acted::act(database, scale, cast.administrator, now)?;
    say("indexing words");
    while database.write(|db| search::catch_up(db, WORDS))? > 0 {}
    say("comparing customers");
    let mut compared = 0;
    while compared < scale.compared {
        match database.write(|db| merges::compare(db, COMPARED.min(scale.compared - compared)))? {
            0 => break,
            some => compared += i64::try_from(some)?,
        }
    }
    database.write(merges::compare_nobody)?;
    database.read(store::analyze)?;
    Ok(())
}

/// When the demo's company began.
fn began(now: DateTime<Utc>, scale: &Scale) -> DateTime<Utc> {
    now - TimeDelta::days(scale.days + 1)
}

fn unpack(packed: &[u8]) -> anyhow::Result<Vec<u8>> {
    use std::io::Read;
    let mut file = Vec::new();
    flate2::read::GzDecoder::new(packed).read_to_end(&mut file).context("the demo's districts are damaged")?;
    Ok(file)
}

/// A number that looks random and is the same each time (SplitMix64, Steele, Lea and Flood 2014).
pub(crate) const fn mix(seed: i64, salt: i64) -> u64 {
    let mut z = (seed.cast_unsigned()).wrapping_add((salt.cast_unsigned()).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// One of `list`.
pub(crate) fn pick<T: Copy>(list: &[T], seed: i64, salt: i64) -> T {
    list[usize::try_from(mix(seed, salt) % list.len() as u64).unwrap_or(0)]
}

/// Between 0 and 1.
pub(crate) fn share(seed: i64, salt: i64) -> f64 {
    (mix(seed, salt) >> 11) as f64 / (1_u64 << 53) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    /// Several groups serve one product line as soon as there are more than some thirty agents.
    #[test]
    fn a_company_with_more_groups_than_product_lines_is_made() {
        let folder = tempfile::tempdir().expect("a folder");
        let config = Config { database_url: None, data_dir: folder.path().to_owned(), ..Config::default() };
        let database = crate::setup::open(&config).expect("a database");
        let scale =
            Scale { agents_per_team: 12, customers: 200, pending: 4, inquiries: 6, orders: 12, ..Size::Small.scale() };
        fill_to(&database, &config.files_dir(), &scale, &mut |_| {}).expect("a company");
        let lines = database.read(store::groups_of_lines).expect("lines");
        let groups = database.read(store::groups).expect("groups");
        assert!(groups.len() > lines.len() + 1, "{groups:?}");
    }
}
