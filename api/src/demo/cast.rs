//! The demo's people: the org tree, the agents and their districts, the accounts.

use chrono::{DateTime, Utc};
use shared::ids::kinds;

use super::{PASSWORD, Scale, pick, store};
use crate::{
    db::{At, Database, next_id, reserve_ids},
    error::Result,
    identity, names, permissions,
};

const SURNAMES: [&str; 24] = [
    "王", "李", "张", "刘", "陈", "杨", "黄", "赵", "周", "吴", "徐", "孙", "朱", "马", "胡", "郭", "林", "何", "高",
    "罗", "郑", "梁", "谢", "宋",
];
const GIVEN: [&str; 30] = [
    "伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "洋", "艳", "勇", "军", "杰", "娟", "涛", "明", "超", "霞", "平",
    "刚", "建国", "晓燕", "志强", "海燕", "国庆", "雪梅", "文博", "思远", "佳怡", "子涵",
];
const REGIONS: [&str; 4] = ["华东", "华南", "华北", "西南"];
const NUMERALS: [&str; 5] = ["一", "二", "三", "四", "五"];

/// A name.
pub fn person_name(seed: i64) -> String {
    format!("{}{}", pick(&SURNAMES, seed, 1), pick(&GIVEN, seed, 2))
}

/// Who came out of it.
pub struct Cast {
    /// The agents; the first is the one with the most customers.
    pub agents: Vec<i64>,
    /// Each held district with the place of its agent in `agents`.
    pub held: Vec<(i64, usize)>,
    /// Districts without an agent.
    pub vacant: Vec<i64>,
    /// Who may do everything.
    pub administrator: i64,
    /// Who reviews.
    pub reviewer: i64,
}

struct Unit {
    id: i64,
    parent: Option<i64>,
    name: String,
    level: usize,
}

fn tree(branching: &[usize]) -> Vec<Unit> {
    let mut units = vec![Unit { id: next_id::<kinds::OrgUnit>().raw(), parent: None, name: "总部".into(), level: 0 }];
    let mut first = 0;
    for (level, breadth) in branching.iter().enumerate() {
        let above = first..units.len();
        first = units.len();
        for parent in above {
            for n in 0..*breadth {
                let (id, name) = (units[parent].id, &units[parent].name);
                let name = match level {
                    0 => format!("{}大区", REGIONS[n % REGIONS.len()]),
                    1 => format!("{}{}区", name.trim_end_matches("大区"), NUMERALS[n % NUMERALS.len()]),
                    2 => format!("{}{}部", name, NUMERALS[n % NUMERALS.len()]),
                    _ => format!("{}{}组", name, NUMERALS[n % NUMERALS.len()]),
                };
                units.push(Unit { id: next_id::<kinds::OrgUnit>().raw(), parent: Some(id), name, level: level + 1 });
            }
        }
    }
    units
}

/// Makes everybody.
pub fn hire(database: &Database, scale: &Scale, began: DateTime<Utc>) -> Result<Cast> {
    let hash = identity::hash_password(PASSWORD)?;
    let units = tree(scale.branching);
    let deepest = units.last().map_or(0, |u| u.level);
    let districts = database.read(store::districts)?;
    database.write(|db| {
        let at = At::from(began);
        store::insert_units(db, &units.iter().map(|u| (u.id, u.parent, u.name.as_str())).collect::<Vec<_>>(), at)?;
        let mut crew = Crew { at, hash: &hash, next: 1, rows: Vec::new(), accounts: Vec::new(), roles: Vec::new() };
        let root = units[0].id;
        let administrator = crew.add("admin", root, false, permissions::ADMINISTRATOR);
        let reviewer = crew.add("reviewer", root, false, "reviewer");
        crew.add("operations", root, false, "operations");
        let partner = crew.add("partner", root, false, "operations");
        let mut agents = Vec::new();
        for unit in &units[1..] {
            if unit.level == deepest {
                for _ in 0..scale.agents_per_team {
                    let username = if agents.len() == 1 { "agent" } else { "" };
                    agents.push(crew.add(username, unit.id, true, "agent"));
                }
            } else {
                let username = if unit.name == "华东大区" { "lead" } else { "" };
                crew.add(username, unit.id, false, "lead");
            }
        }
        store::insert_employees(db, &crew.rows)?;
        for employee in &crew.accounts {
            store::insert_credentials(db, *employee, crew.hash, at)?;
        }
        store::insert_roles(db, &crew.roles)?;
        // Every third team, across all regions.
        let teams: Vec<i64> = units.iter().filter(|u| u.level == deepest).step_by(3).take(8).map(|u| u.id).collect();
        store::insert_data_role(
            db,
            next_id::<kinds::DataRole>().raw(),
            "重点客户协作 Key account desk",
            &teams,
            partner,
        )?;
        let (held, vacant) = share_out(scale, &districts, agents.len());
        let block = reserve_ids(i64::try_from(held.len()).unwrap_or(i64::MAX));
        let holdings: Vec<(i64, i64, i64)> =
            held.iter().zip(0..).map(|((district, agent), n)| (block.at(n), *district, agents[*agent])).collect();
        store::insert_holdings(db, &holdings, at)?;
        permissions::changed(db)?;
        Ok(Cast { agents, held, vacant, administrator, reviewer })
    })
}

/// Neighbouring districts go to the same agent.
fn share_out(scale: &Scale, districts: &[(i64, String)], agents: usize) -> (Vec<(i64, usize)>, Vec<i64>) {
    let (mut held, mut vacant) = (Vec::new(), Vec::new());
    for (id, code) in districts {
        let wanted = scale.held_prefixes.is_empty() || scale.held_prefixes.iter().any(|p| code.starts_with(p));
        let agent = held.len() / scale.districts_per_agent;
        if wanted && agent < agents { held.push((*id, agent)) } else { vacant.push(*id) }
    }
    (held, vacant)
}

/// Collects people until they are written at once.
struct Crew<'a> {
    at: At,
    hash: &'a str,
    next: i64,
    rows: Vec<store::NewEmployee>,
    accounts: Vec<i64>,
    roles: Vec<(i64, &'static str)>,
}

impl Crew<'_> {
    fn add(&mut self, username: &str, unit: i64, is_agent: bool, role: &'static str) -> i64 {
        let id = next_id::<kinds::Employee>().raw();
        let (name, number) = (person_name(self.next), format!("E{:05}", self.next));
        let username = (!username.is_empty()).then(|| username.to_owned());
        if username.is_some() {
            self.accounts.push(id);
        }
        let search = names::search_text(&name, &number) + username.as_deref().unwrap_or_default() + "|";
        self.rows.push(store::NewEmployee {
            id,
            number,
            name,
            phone: None,
            username,
            unit_id: unit,
            is_agent,
            status: "active".into(),
            search,
            version: 1,
            created_at: self.at,
        });
        self.roles.push((id, role));
        self.next += 1;
        id
    }
}
