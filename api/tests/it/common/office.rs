//! An office in which work is handed out: a group of agents who are all there, and a policy that asks the group.

use guike::db::{At, Database, Db, next_id, sql};
use serde_json::{Value, json};
use shared::{
    Id,
    ids::{EmployeeId, GroupId, kinds},
};

/// The group and its members.
pub struct Office {
    pub group: GroupId,
    pub people: Vec<EmployeeId>,
}

impl Office {
    /// Makes it, quicker than through the API, with so many agents, each with this capacity.
    pub fn open(database: &Database, people: i64, capacity: Option<i32>) -> Self {
        let group: GroupId = next_id::<kinds::Group>();
        let people: Vec<EmployeeId> = (0..people).map(|_| next_id::<kinds::Employee>()).collect();
        let made = database.write(|db: &mut Db| {
            sql::<()>("INSERT INTO groups (id, name, description, version, created_at) VALUES ($1, $2, '', 1, $3)")
                .bind(group)
                .bind(group.to_string())
                .bind(At::now())
                .run(db)?;
            for (number, id) in people.iter().enumerate() {
                let number = format!("{group}-{number}");
                sql::<()>(
                    "INSERT INTO employees (id, number, name, unit_id, is_agent, status, search, version, created_at) \
                     SELECT $1, $2, $2, min(id), TRUE, 'active', $2, 1, $3 FROM org_units",
                )
                .bind(*id)
                .bind(number)
                .bind(At::now())
                .run(db)?;
                let capacity = capacity.map_or("NULL".to_owned(), |capacity| capacity.to_string());
                sql::<()>(format!(
                    "UPDATE agent_states SET presence = 'online', capacity = {capacity} WHERE employee_id = $1"
                ))
                .bind(*id)
                .run(db)?;
                sql::<()>(
                    "INSERT INTO group_members (group_id, employee_id, weight, paused, joined_at) \
                     VALUES ($1, $2, 1, FALSE, $3)",
                )
                .bind(group)
                .bind(*id)
                .bind(At::now())
                .run(db)?;
            }
            sql::<()>("UPDATE access_version SET version = version + 1").run(db)
        });
        made.expect("an office");
        Self { group, people }
    }

    /// A rule for everything that asks this group, after whoever owns the customer when `sticky`.
    pub fn rule(&self, strategy: &str, sticky: bool) -> Value {
        let mut routes = vec![json!({"to": "group", "group_id": self.group, "strategy": strategy})];
        if sticky {
            routes.insert(0, json!({"to": "sticky_owner"}));
        }
        json!({"key": "all", "name": "all", "enabled": true, "when": {"all": []}, "routes": routes})
    }
}

/// Puts a policy in force, quicker than through the API.
pub fn in_force(database: &Database, rules: Vec<Value>) {
    in_force_with(database, rules, Vec::new());
}

/// The same with timers.
pub fn in_force_with(database: &Database, rules: Vec<Value>, timers: Vec<Value>) {
    let id = next_id::<kinds::PolicyVersion>();
    let document = json!({"rules": rules, "otherwise": [], "timers": timers}).to_string();
    let made = database.write(|db: &mut Db| {
        sql::<()>(
            "INSERT INTO policy_versions (id, number, status, name, document, created_at, version) \
             SELECT $1, max(number) + 1, 'published', '', $2, $3, 1 FROM policy_versions",
        )
        .bind(id)
        .bind(document.as_str())
        .bind(At::now())
        .run(db)?;
        sql::<()>(
            "INSERT INTO policy_publications (id, policy_version_id, at, kind, note) VALUES ($1, $2, $3, 'publish', '')",
        )
        .bind(Id::<kinds::PolicyPublication>::from_raw(next_id::<kinds::PolicyPublication>().raw()))
        .bind(id)
        .bind(At::now())
        .run(db)
    });
    made.expect("a policy");
}

/// What somebody asks by one of the entrances that every workspace begins with.
pub fn question(phone: &str) -> Value {
    json!({"phone": phone, "name": "客户", "entrance": "course-message", "channel": "web", "text": "请问怎么报名？"})
}

/// Opens entrances that ask nothing, quicker than through the API.
pub fn open_entrances(database: &Database, codes: &[&str]) {
    let made = database.write(|db: &mut Db| {
        for code in codes {
            sql::<()>(
                "INSERT INTO entrances (id, code, name, channel, status, form_version, version) \
                 VALUES ($1, $2, $2, 'web', 'open', 1, 1)",
            )
            .bind(next_id::<kinds::Entrance>())
            .bind(*code)
            .run(db)?;
            sql::<()>("INSERT INTO entrance_forms (entrance, version, fields, made_at) VALUES ($1, 1, '[]', $2)")
                .bind(*code)
                .bind(At::now())
                .run(db)?;
        }
        Ok::<_, guike::error::Error>(())
    });
    made.expect("entrances");
}
