//! A small company in which most stories play: two teams below one region, their lead, two agents in each, a reviewer,
//! a key for the mini-program, and districts in two cities.

use guike::db::{Database, Db, sql};
use serde_json::{Value, json};

use super::{App, Caller, app::PASSWORD};

const FIRST: &str = "first-password-2";

/// The company.
pub struct World {
    pub admin: Caller,
    pub reviewer: Caller,
    pub lead: Caller,
    pub anna: Caller,
    pub bo: Caller,
    pub mini_program: Caller,
    pub ids: Value,
    pub districts: Vec<String>,
}

impl World {
    /// Builds it through the API.
    pub async fn build(app: &App) -> Self {
        let admin = app.admin().await;
        let root = admin.get("/api/v1/org-units").await.expect(200)[0]["id"].clone();
        let region = unit(&admin, &root, "华东大区").await;
        let (team_a, team_b) = (unit(&admin, &region, "杭州组").await, unit(&admin, &region, "宁波组").await);
        let roles = admin.get("/api/v1/roles").await.expect(200);
        let role = |code: &str| {
            let found = roles.as_array().expect("roles").iter().find(|r| r["code"] == code);
            found.expect("a built-in role")["id"].clone()
        };
        let reviewer = hire(&admin, "reviewer", "陈静", &root, false, role("reviewer")).await;
        let lead = hire(&admin, "lead", "王强", &region, false, role("lead")).await;
        let anna = hire(&admin, "anna", "安娜", &team_a, true, role("agent")).await;
        let bo = hire(&admin, "bo", "李波", &team_b, true, role("agent")).await;
        let key = admin.post("/api/v1/api-keys", json!({"name": "mini", "kind": "mini_program"})).await.expect(201);
        let cities = admin.get("/api/v1/cities").await.expect(200);
        let city = |code: &str| {
            let found = cities.as_array().expect("cities").iter().find(|c| c["code"] == code);
            found.expect("a seeded city")["id"].clone()
        };
        let mut districts = Vec::new();
        for (code, name, city) in [
            ("330106001", "北山街道", city("3301")),
            ("330106002", "西溪街道", city("3301")),
            ("330203001", "南门街道", city("3302")),
        ] {
            let draft = json!({"code": code, "name": name, "county": "西湖区", "city_id": city});
            let made = admin.post("/api/v1/districts", draft).await.expect(201);
            districts.push(made["id"].as_str().expect("an id").to_owned());
        }
        Self {
            reviewer: app.newcomer("reviewer", FIRST).await,
            lead: app.newcomer("lead", FIRST).await,
            anna: app.newcomer("anna", FIRST).await,
            bo: app.newcomer("bo", FIRST).await,
            mini_program: app.with_token(key["secret"].as_str().expect("a secret")),
            ids: json!({"root": root, "region": region, "team_a": team_a, "team_b": team_b,
                        "reviewer": reviewer, "lead": lead, "anna": anna, "bo": bo}),
            admin,
            districts,
        }
    }

    /// The id of someone or some unit.
    pub fn id(&self, name: &str) -> &str {
        self.ids[name].as_str().expect("a name of this world")
    }

    /// Gives districts to an agent.
    pub async fn assign(&self, districts: &[&str], agent: &str) -> Value {
        let body = json!({"district_ids": districts, "agent_id": self.id(agent), "reason": "test"});
        self.admin.post("/api/v1/districts/assignment", body).await.expect(200)
    }

    /// Registers a customer and gives the id.
    pub async fn register(&self, phone: &str) -> String {
        let body = json!({"name": "客户", "phone": phone, "address": "浙江省杭州市西湖区北山街道1号"});
        let made = self.mini_program.post("/mp/v1/registrations", body).await.expect(201);
        made["id"].as_str().expect("an id").to_owned()
    }

    /// Approves a customer into a district.
    pub async fn approve(&self, customer: &str, district: &str) -> Value {
        let path = format!("/api/v1/reviews/{customer}/approve");
        self.reviewer.post(&path, json!({"district_id": district})).await.expect(200)
    }

    /// The password of everyone, after the forced change.
    pub fn password() -> &'static str {
        PASSWORD
    }
}

async fn unit(admin: &Caller, parent: &Value, name: &str) -> Value {
    admin.post("/api/v1/org-units", json!({"parent_id": parent, "name": name})).await.expect(201)["id"].clone()
}

async fn hire(admin: &Caller, username: &str, name: &str, unit: &Value, is_agent: bool, role: Value) -> Value {
    let draft = json!({"number": username, "name": name, "username": username, "unit_id": unit, "is_agent": is_agent,
                       "initial_password": FIRST});
    let made = admin.post("/api/v1/employees", draft).await.expect(201);
    let path = format!("/api/v1/employees/{}/roles", made["id"].as_str().expect("an id"));
    admin.put(&path, json!({"roles": [role], "data_roles": []})).await.expect(200);
    made["id"].clone()
}

/// Makes many customers who wait in a district, quicker than through the API.
pub fn fill_district(database: &Database, district: &str, count: i64) {
    let district: shared::ids::DistrictId = district.parse().expect("an id");
    database
        .write(|db: &mut Db| {
            sql::<()>(
                "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $1) \
                 INSERT INTO customers (id, phone, phone_tail, name, pinyin, initials, company, source, address, \
                 attributes, level, status, district_id, registered_at, version) \
                 SELECT n.i, '+86' || (13000000000 + n.i), '0000', 'x', 'x', 'x', '', '', '', '{}', 'c', 'queued', d.id, \
                 d.created_at, 1 FROM n CROSS JOIN districts d WHERE d.id = $2",
            )
            .bind(count)
            .bind(district)
            .run(db)
        })
        .expect("many customers");
}
