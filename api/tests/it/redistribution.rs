//! Customers and work of some people given to others: evenly, within reach, all or nothing, and back again.

use std::collections::BTreeMap;

use diesel::{RunQueryDsl, sql_types::BigInt};
use guike::db::{Db, sql};
use serde_json::{Value, json};

use crate::{
    common::{App, Caller, Office, World, both, fill_district, in_force, question},
    invariants::{assert_sound, at_once, number},
};

const PATH: &str = "/api/v1/redistributions";

/// What is asked for.
fn from_agent(agent: impl serde::Serialize, moving: &str, to: &[impl serde::Serialize]) -> Value {
    let agents: Vec<Value> = to.iter().map(|id| json!({"agent_id": id})).collect();
    json!({"source": {"kind": "agent", "agent_id": agent}, "moving": moving, "targets": {"kind": "agents", "agents": agents}})
}

async fn preview(caller: &Caller, plan: &Value) -> Value {
    caller.post(&format!("{PATH}/preview"), plan.clone()).await.expect(200)
}

/// The same with a confirmation.
fn confirmed(plan: &Value, seen: &Value) -> Value {
    let mut request = plan.clone();
    request["reason"] = json!("transfer");
    request["note"] = json!("重新分配");
    request["confirm"] = seen["token"].clone();
    request
}

async fn redistribute(caller: &Caller, plan: &Value) -> Value {
    let seen = preview(caller, plan).await;
    caller.post(PATH, confirmed(plan, &seen)).await.expect(201)
}

fn undo_path(done: &Value) -> String {
    format!("{PATH}/{}/undo", done["id"].as_str().expect("an id"))
}

/// How many customers each owner has.
fn owned(app: &App) -> BTreeMap<i64, i64> {
    counts(app, "SELECT owner_id, count(*) FROM ownerships GROUP BY owner_id")
}

/// How many open work items each has.
fn in_hand(app: &App) -> BTreeMap<i64, i64> {
    counts(app, "SELECT owner_id, count(*) FROM work_items WHERE status = 'open' GROUP BY owner_id")
}

fn counts(app: &App, statement: &'static str) -> BTreeMap<i64, i64> {
    let rows: Vec<(i64, i64)> = app.database.read(|db| sql::<(BigInt, BigInt)>(statement).load(db)).expect("counts");
    rows.into_iter().collect()
}

/// Puts customers into a district and gives it to an agent.
async fn fill(app: &App, world: &World, district: usize, count: i64, agent: &str) {
    fill_district(&app.database, &world.districts[district], count);
    world.assign(&[&world.districts[district]], agent).await;
}

/// Enters inquiries, each of a new customer.
async fn ask(caller: &Caller, numbers: std::ops::Range<usize>) -> Vec<Value> {
    let mut made = Vec::new();
    for n in numbers {
        made.push(caller.post("/api/v1/inquiries", question(&format!("138{n:08}"))).await.expect(201));
    }
    made
}

both! {
    async fn customers_are_shared_out_evenly_and_go_back(app: App) {
        let world = World::build(&app).await;
        fill(&app, &world, 0, 1_000, "anna").await;
        let office = Office::open(&app.database, 7, None);
        let plan = from_agent(world.id("anna"), "customers", &office.people);
        let seen = preview(&world.admin, &plan).await;
        assert_eq!((&seen["customers"], &seen["customers_stay"]), (&json!(1_000), &json!(0)));
        assert_eq!((&seen["sources"][0]["customers_before"], &seen["sources"][0]["customers_after"]), (&json!(1_000), &json!(0)));
        let after: Vec<i64> =
            seen["targets"].as_array().expect("targets").iter().filter_map(|t| t["customers_after"].as_i64()).collect();
        assert_eq!(after.iter().sum::<i64>(), 1_000);
        assert!(after.len() == 7 && after.iter().all(|n| (142..=143).contains(n)), "{after:?}");
        assert_eq!(owned(&app).len(), 1, "nothing happened yet");
        let done = world.admin.post(PATH, confirmed(&plan, &seen)).await.expect(201);
        assert_eq!((&done["customers"], &done["customers_undoable"]), (&json!(1_000), &json!(1_000)));
        assert_eq!(done["flows"].as_array().map(Vec::len), Some(7));
        assert!(owned(&app).values().all(|n| (142..=143).contains(n)));
        assert_eq!(number(&app, "SELECT count(DISTINCT change_id) FROM ownerships WHERE reason = 'redistributed'"), 1);
        assert_sound(&app);
        let listed = world.admin.get(PATH).await.expect(200);
        assert_eq!((&listed["items"][0]["from_count"], &listed["items"][0]["to_count"]), (&json!(1), &json!(7)));
        let undone = world.admin.post(&undo_path(&done), json!({})).await.expect(200);
        assert_eq!((&undone["undone"]["customers"], &undone["undone"]["customers_left"]), (&json!(1_000), &json!(0)));
        assert_eq!(owned(&app).len(), 1);
        assert_eq!(number(&app, "SELECT count(*) FROM ownerships WHERE reason = 'undone'"), 1_000);
        assert_eq!(world.admin.post(&undo_path(&done), json!({})).await.problem(409), "wrong_state");
        assert_sound(&app);
    }
}

both! {
    async fn weights_and_what_one_has_already_count(app: App) {
        let world = World::build(&app).await;
        fill(&app, &world, 0, 60, "anna").await;
        let office = Office::open(&app.database, 3, None);
        let mut plan = from_agent(world.id("anna"), "customers", &office.people);
        plan["targets"]["agents"][2]["weight"] = json!(4);
        redistribute(&world.admin, &plan).await;
        let of = |n: usize| owned(&app).get(&office.people[n].raw()).copied().unwrap_or(0);
        assert_eq!((of(0), of(1), of(2)), (10, 10, 40));
        // A district's customers, whoever has them: who has enough keeps theirs, who has too many gives the rest.
        let plan = json!({"source": {"kind": "districts", "district_ids": [world.districts[0]]}, "moving": "customers",
                          "targets": {"kind": "agents", "agents": [{"agent_id": office.people[0]}, {"agent_id": office.people[1]},
                                                                   {"agent_id": office.people[2]}]}});
        let seen = preview(&world.admin, &plan).await;
        assert_eq!((&seen["customers"], &seen["customers_stay"]), (&json!(20), &json!(40)));
        redistribute(&world.admin, &plan).await;
        assert_eq!((of(0), of(1), of(2)), (20, 20, 20));
        let seen = preview(&world.admin, &plan).await;
        assert_eq!(seen["customers"], json!(0));
        assert_eq!(world.admin.post(PATH, confirmed(&plan, &seen)).await.problem(409), "wrong_state");
        assert_sound(&app);
    }
}

both! {
    async fn work_goes_where_there_is_room_and_over_capacity_only_when_said(app: App) {
        let world = World::build(&app).await;
        let office = Office::open(&app.database, 1, None);
        in_force(&app.database, vec![office.rule("round_robin", false)]);
        ask(&world.admin, 0..10).await;
        let (small, large) = (Office::open(&app.database, 1, Some(2)), Office::open(&app.database, 1, Some(5)));
        let mut plan = from_agent(office.people[0], "both", &[small.people[0], large.people[0]]);
        let seen = preview(&world.admin, &plan).await;
        assert_eq!((&seen["work_items"], &seen["customers"], &seen["over_capacity"]), (&json!(10), &json!(10), &json!(true)));
        let mut request = confirmed(&plan, &seen);
        assert_eq!(world.admin.post(PATH, request.clone()).await.problem(409), "over_capacity");
        assert_eq!(in_hand(&app), [(office.people[0].raw(), 10)].into());
        request["over_capacity"] = json!(true);
        world.admin.post(PATH, request).await.expect(201);
        assert_eq!(in_hand(&app).values().sum::<i64>(), 10);
        assert_sound(&app);
        // Back among three, of whom one has no limit.
        plan = json!({"source": {"kind": "filter"}, "moving": "work", "targets": {"kind": "agents", "agents":
            [{"agent_id": office.people[0]}, {"agent_id": small.people[0]}, {"agent_id": large.people[0]}]}});
        let seen = preview(&world.admin, &plan).await;
        assert_eq!(seen["over_capacity"], json!(false));
        let done = redistribute(&world.admin, &plan).await;
        let has = in_hand(&app);
        assert_eq!(has.get(&small.people[0].raw()), Some(&2));
        assert_eq!(has.values().sum::<i64>(), 10);
        assert_eq!(number(&app, "SELECT count(*) FROM agent_states WHERE open_work > capacity"), 0);
        let undone = world.admin.post(&undo_path(&done), json!({})).await.expect(200);
        assert_eq!(undone["undone"]["work_items_left"], json!(0));
        assert_sound(&app);
    }
}

both! {
    async fn a_group_gives_its_work_to_the_members_of_another(app: App) {
        let admin = app.admin().await;
        let (first, second) = (Office::open(&app.database, 2, None), Office::open(&app.database, 3, None));
        in_force(&app.database, vec![first.rule("round_robin", false)]);
        ask(&admin, 0..9).await;
        let plan = json!({"source": {"kind": "group", "group_id": first.group}, "moving": "work",
                          "targets": {"kind": "group", "group_id": second.group}});
        redistribute(&admin, &plan).await;
        let has = in_hand(&app);
        assert_eq!(second.people.iter().map(|id| has.get(&id.raw()).copied()).collect::<Vec<_>>(), [Some(3); 3]);
        assert_eq!(number(&app, "SELECT CAST(sum(open_work) AS BIGINT) FROM group_members"), 9);
        let mut wrong = plan.clone();
        wrong["moving"] = json!("both");
        assert_eq!(admin.post(&format!("{PATH}/preview"), wrong).await.problem(422), "invalid");
        assert_sound(&app);
    }
}

both! {
    async fn the_policy_decides_anew_and_what_it_has_nobody_for_waits(app: App) {
        let world = World::build(&app).await;
        fill(&app, &world, 0, 12, "anna").await;
        let office = Office::open(&app.database, 3, Some(2));
        let asked = json!({"key": "anna", "name": "anna", "enabled": true, "when": {"all": []},
                           "routes": [{"to": "person", "employee_id": world.id("anna")}]});
        in_force(&app.database, vec![asked]);
        ask(&world.admin, 0..8).await;
        in_force(&app.database, vec![office.rule("round_robin", false)]);
        let plan = json!({"source": {"kind": "agent", "agent_id": world.id("anna")}, "moving": "both", "targets": {"kind": "policy"}});
        let seen = preview(&world.admin, &plan).await;
        assert_eq!((&seen["customers"], &seen["work_items"], &seen["work_items_wait"]), (&json!(20), &json!(8), &json!(2)));
        let done = redistribute(&world.admin, &plan).await;
        assert_eq!(done["work_items"], json!(8));
        let has = in_hand(&app);
        assert_eq!(office.people.iter().map(|id| has.get(&id.raw()).copied()).collect::<Vec<_>>(), [Some(2); 3]);
        let has = owned(&app);
        assert!(office.people.iter().all(|id| has.get(&id.raw()).is_some_and(|n| (6..=7).contains(n))), "{has:?}");
        assert_eq!(number(&app, "SELECT count(*) FROM waiting"), 2);
        assert_sound(&app);
        let undone = world.admin.post(&undo_path(&done), json!({})).await.expect(200);
        assert_eq!(undone["undone"]["customers"], json!(20));
        assert_eq!(undone["undone"]["work_items_left"], json!(2), "what waited was given to those who have room again");
        assert_eq!(number(&app, "SELECT count(*) FROM waiting"), 0);
        assert_sound(&app);
    }
}

both! {
    async fn a_lead_moves_what_they_reach_and_learns_nothing_else(app: App) {
        let world = World::build(&app).await;
        fill(&app, &world, 0, 30, "anna").await;
        let office = Office::open(&app.database, 2, None);
        redistribute(&world.admin, &from_agent(world.id("anna"), "customers", &[json!(world.id("bo")), json!(office.people[0])])).await;
        // 15 with bo, 15 with somebody outside the lead's region.
        let plan = json!({"source": {"kind": "districts", "district_ids": [world.districts[0]]}, "moving": "both",
                          "targets": {"kind": "agents", "agents": [{"agent_id": world.id("anna")}, {"agent_id": office.people[0]}]}});
        let seen = preview(&world.lead, &plan).await;
        assert_eq!((&seen["customers"], &seen["customers_stay"]), (&json!(15), &json!(0)));
        let stranger = seen["targets"].as_array().expect("targets").iter().find(|t| t["agent"]["id"] == json!(office.people[0]));
        assert_eq!(stranger.expect("the stranger")["customers_before"], json!(0), "how many a stranger has is not told");
        let out = preview(&world.lead, &from_agent(office.people[0], "both", &[world.id("anna")])).await;
        assert_eq!((&out["customers"], out["sources"].as_array().map(Vec::len)), (&json!(0), Some(0)));
        let done = world.lead.post(PATH, confirmed(&plan, &seen)).await.expect(201);
        let of_admin = redistribute(&world.admin, &from_agent(office.people[0], "customers", &[office.people[1]])).await;
        let listed = world.lead.get(PATH).await.expect(200);
        let ids: Vec<&Value> = listed["items"].as_array().expect("items").iter().map(|r| &r["id"]).collect();
        assert_eq!(ids.len(), 2, "their own and the one that took from anna");
        assert!(ids.contains(&&done["id"]) && !ids.contains(&&of_admin["id"]));
        let path = format!("{PATH}/{}", of_admin["id"].as_str().expect("an id"));
        assert_eq!(world.lead.get(&path).await.problem(404), "not_found");
        assert_eq!(world.lead.post(&format!("{path}/undo"), json!({})).await.problem(404), "not_found");
        assert_eq!(world.anna.get(PATH).await.problem(403), "forbidden");
        assert_eq!(world.anna.post(&format!("{PATH}/preview"), plan).await.problem(403), "forbidden");
        assert_sound(&app);
    }
}

both! {
    async fn what_changed_after_the_preview_is_looked_at_again(app: App) {
        let world = World::build(&app).await;
        fill(&app, &world, 0, 20, "anna").await;
        let office = Office::open(&app.database, 2, None);
        let plan = from_agent(world.id("anna"), "customers", &office.people);
        let seen = preview(&world.admin, &plan).await;
        let customer = world.register("13800000001").await;
        world.approve(&customer, &world.districts[0]).await;
        assert_eq!(world.admin.post(PATH, confirmed(&plan, &seen)).await.problem(409), "preview_outdated");
        let mut other = confirmed(&from_agent(world.id("anna"), "customers", &[world.id("bo")]), &preview(&world.admin, &plan).await);
        assert_eq!(world.admin.post(PATH, other.clone()).await.problem(409), "preview_outdated");
        other["confirm"] = json!("nonsense");
        assert_eq!(world.admin.post(PATH, other.clone()).await.problem(409), "preview_outdated");
        other["note"] = json!(" ");
        assert_eq!(world.admin.post(PATH, other).await.problem(422), "invalid");
        let none = from_agent(world.id("anna"), "customers", &[world.id("reviewer")]);
        assert_eq!(world.admin.post(&format!("{PATH}/preview"), none).await.problem(422), "invalid");
        let oneself = from_agent(world.id("anna"), "customers", &[world.id("anna")]);
        assert_eq!(world.admin.post(&format!("{PATH}/preview"), oneself).await.problem(422), "invalid");
        // The same request twice has the effect of once.
        let request = confirmed(&plan, &preview(&world.admin, &plan).await);
        let key = [("idempotency-key", "once")];
        let first = world.admin.send(reqwest::Method::POST, PATH, Some(request.clone()), &key).await.expect(201);
        let second = world.admin.send(reqwest::Method::POST, PATH, Some(request), &key).await.expect(201);
        assert_eq!(first["id"], second["id"]);
        assert_eq!(number(&app, "SELECT count(*) FROM redistributions"), 1);
    }
}

both! {
    async fn only_what_nothing_newer_happened_to_goes_back(app: App) {
        let world = World::build(&app).await;
        let office = Office::open(&app.database, 1, None);
        fill(&app, &world, 0, 4, "anna").await;
        in_force(&app.database, vec![office.rule("round_robin", false)]);
        let asked = ask(&world.admin, 0..6).await;
        let both_givers = json!({"source": {"kind": "filter"}, "moving": "both",
                                 "targets": {"kind": "agents", "agents": [{"agent_id": world.id("bo")}]}});
        let done = redistribute(&world.admin, &both_givers).await;
        assert_eq!((&done["customers"], &done["work_items"], &done["from_count"]), (&json!(10), &json!(6), &json!(2)));
        // One customer is handed on, one item is done, and anna leaves for good.
        let customer = asked[0]["customer_id"].as_str().expect("an id").to_owned();
        let body = json!({"owner_id": world.id("anna"), "from_id": world.id("bo")});
        world.admin.post(&format!("/api/v1/customers/{customer}/hand-over"), body).await.expect(200);
        let path = format!("/api/v1/inquiries/{}", asked[1]["id"].as_str().expect("an id"));
        let version = world.admin.get(&path).await.expect(200)["version"].clone();
        world.admin.post(&format!("{path}/resolve"), json!({"version": version})).await.expect(200);
        let anna = format!("/api/v1/employees/{}", world.id("anna"));
        let version = world.admin.get(&anna).await.expect(200)["version"].clone();
        let body = json!({"version": version, "successor_id": world.id("bo")});
        world.admin.post(&format!("{anna}/deactivate"), body).await.expect(200);
        let path = format!("{PATH}/{}", done["id"].as_str().expect("an id"));
        let detail = world.admin.get(&path).await.expect(200);
        assert_eq!((&detail["customers_undoable"], &detail["work_items_undoable"]), (&json!(5), &json!(5)));
        let undone = world.admin.post(&undo_path(&done), json!({})).await.expect(200)["undone"].clone();
        assert_eq!((&undone["customers"], &undone["customers_left"]), (&json!(5), &json!(5)));
        assert_eq!((&undone["work_items"], &undone["work_items_left"]), (&json!(5), &json!(1)));
        assert_eq!(owned(&app).get(&office.people[0].raw()), Some(&5));
        assert_sound(&app);
        let version = world.admin.get(&anna).await.expect(200)["version"].clone();
        world.admin.post(&format!("{anna}/activate"), json!({"version": version})).await.expect(200);
        assert_eq!(world.admin.post(&undo_path(&done), json!({})).await.problem(409), "wrong_state");
    }
}

both! {
    async fn many_redistribute_and_approve_and_leave_at_once(app: App) {
        let world = World::build(&app).await;
        fill(&app, &world, 0, 200, "anna").await;
        let office = Office::open(&app.database, 6, Some(8));
        in_force(&app.database, vec![office.rule("least_loaded", true)]);
        ask(&world.admin, 0..30).await;
        let mut pending = Vec::new();
        for n in 0..16 {
            pending.push(world.register(&format!("1390000{n:04}")).await);
        }
        let everyone: Vec<Value> = office.people.iter().map(|id| json!({"agent_id": id})).chain([json!({"agent_id": world.id("anna")})]).collect();
        let undone = redistribute(&world.admin, &json!({"source": {"kind": "filter", "district_id": world.districts[0]}, "moving": "both",
            "targets": {"kind": "agents", "agents": everyone}})).await;
        let statuses = at_once(64, |n| {
            let (admin, reviewer) = (world.admin.clone(), world.reviewer.clone());
            let (customer, district) = (pending[n / 4].clone(), world.districts[0].clone());
            let (giver, taker) = (office.people[n / 4 % 6], office.people[(n / 4 + 1) % 6]);
            let back = undo_path(&undone);
            async move {
                match n % 4 {
                    0 => {
                        let path = format!("/api/v1/reviews/{customer}/approve");
                        reviewer.post(&path, json!({"district_id": district})).await.status
                    }
                    1 => admin.post("/api/v1/inquiries", question(&format!("1370000{n:04}"))).await.status,
                    2 if n == 34 => admin.post(&back, json!({})).await.status,
                    _ => {
                        let plan = from_agent(giver, "both", &[taker]);
                        let seen = preview(&admin, &plan).await;
                        let mut request = confirmed(&plan, &seen);
                        request["over_capacity"] = json!(true);
                        admin.post(PATH, request).await.status
                    }
                }
            }
        }).await;
        // Done, or something was otherwise by then.
        assert!(statuses.keys().all(|status| [200, 201, 409].contains(status)), "{statuses:?}");
        assert_eq!(number(&app, "SELECT count(*) FROM customers WHERE status = 'pending'"), 0);
        assert_eq!(number(&app, "SELECT count(*) FROM redistributions r WHERE r.customers <> (SELECT sum(s.customers) \
                                 FROM redistribution_shares s WHERE s.redistribution_id = r.id)"), 0);
        assert_sound(&app);
    }
}

both! {
    async fn a_target_who_leaves_meanwhile_gets_nothing(app: App) {
        let world = World::build(&app).await;
        fill(&app, &world, 0, 50, "anna").await;
        let office = Office::open(&app.database, 2, None);
        let plan = from_agent(world.id("anna"), "customers", &office.people);
        let seen = preview(&world.admin, &plan).await;
        let statement = "UPDATE employees SET status = 'inactive' WHERE id = $1";
        app.database.write(|db: &mut Db| sql::<()>(statement).bind(office.people[1]).run(db)).expect("a departure");
        assert_eq!(world.admin.post(PATH, confirmed(&plan, &seen)).await.problem(422), "invalid");
        assert_eq!(owned(&app).len(), 1);
        assert_sound(&app);
    }
}
