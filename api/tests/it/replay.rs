//! A real service desk's year, told to Guike as it happened: its groups as groups, its assignees as agents, its incidents as
//! inquiries. The data is an excerpt of the "Incident management process enriched event log" (see NOTICE).

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Read,
};

use chrono::NaiveDateTime;
use flate2::read::GzDecoder;
use serde_json::{Value, json};

use crate::common::{App, Caller, both, open_entrances};

const LOG: &[u8] = include_bytes!("../data/incidents_uci.csv.gz");
const STRATEGIES: [&str; 3] = ["round_robin", "least_loaded", "longest_idle"];

/// An incident as its first event tells it, with when it was resolved.
struct Incident {
    first: BTreeMap<String, String>,
    opened: NaiveDateTime,
    resolved: Option<NaiveDateTime>,
}

/// The incidents by number, and the assignees of each group.
struct Desk {
    incidents: BTreeMap<String, Incident>,
    groups: BTreeMap<String, BTreeSet<String>>,
}

impl Desk {
    /// Reads the log, up to so many incidents.
    fn read(limit: usize) -> Self {
        let mut text = String::new();
        GzDecoder::new(LOG).read_to_string(&mut text).expect("the log");
        let mut desk = Self { incidents: BTreeMap::new(), groups: BTreeMap::new() };
        for event in csv::Reader::from_reader(text.as_bytes()).deserialize() {
            let event: BTreeMap<String, String> = event.expect("an event");
            let (group, assignee) = (&event["assignment_group"], &event["assigned_to"]);
            if group != "?" {
                let members = desk.groups.entry(group.clone()).or_default();
                if assignee != "?" {
                    members.insert(assignee.clone());
                }
            }
            let number = event["number"].clone();
            if desk.incidents.len() < limit || desk.incidents.contains_key(&number) {
                let opened = time(&event["opened_at"]).expect("opened");
                // Who was never resolved, or before it was opened, as the log has it of some, stays open.
                let resolved = time(&event["resolved_at"]).filter(|at| *at > opened);
                desk.incidents.entry(number).or_insert(Incident { first: event, opened, resolved });
            }
        }
        desk
    }

    fn largest(&self) -> &str {
        self.groups.iter().max_by_key(|(_, members)| members.len()).expect("a group").0
    }
}

fn time(text: &str) -> Option<NaiveDateTime> {
    NaiveDateTime::parse_from_str(text, "%d-%m-%Y %H:%M").ok()
}

/// Hires everybody, makes the groups, and publishes a rule for each group, the strategies in turn.
async fn staff(admin: &Caller, desk: &Desk, capacity: Option<u32>) {
    let unit = admin.get("/api/v1/org-units").await.expect(200)[0]["id"].clone();
    let mut people = BTreeMap::new();
    for name in desk.groups.values().flatten().collect::<BTreeSet<_>>() {
        let body = json!({"number": name, "name": name, "unit_id": unit, "is_agent": true});
        let id = id(&admin.post("/api/v1/employees", body).await.expect(201));
        admin.put(&format!("/api/v1/agents/{id}/presence"), json!({"presence": "online"})).await.expect(200);
        people.insert(name, id);
    }
    let mut groups = BTreeMap::new();
    for (name, members) in &desk.groups {
        let group = id(&admin.post("/api/v1/groups", json!({"name": name, "description": ""})).await.expect(201));
        for member in members {
            let path = format!("/api/v1/groups/{group}/members/{}", people[member]);
            admin.put(&path, json!({"weight": 1, "capacity": capacity, "paused": false})).await.expect(200);
        }
        groups.insert(name.as_str(), group);
    }
    let rules: Vec<Value> = groups
        .iter()
        .zip(0..)
        .map(|((name, group), n)| {
            let route = json!({"to": "group", "group_id": group, "strategy": STRATEGIES[n % STRATEGIES.len()]});
            let when = json!({"test": {"fact": "attribute", "name": "group", "is": [name]}});
            json!({"key": format!("rule-{n}"), "name": name, "enabled": true, "when": when, "routes": [route]})
        })
        .collect();
    let otherwise = json!([{"to": "group", "group_id": groups[desk.largest()], "strategy": "round_robin"}]);
    let body = json!({"name": "desk", "document": {"rules": rules, "otherwise": otherwise}});
    let draft = admin.post("/api/v1/policies", body).await.expect(201);
    let publish = json!({"note": "as it was", "version": draft["version"]});
    admin.post(&format!("/api/v1/policies/{}/publish", id(&draft)), publish).await.expect(200);
}

fn id(made: &Value) -> String {
    made["id"].as_str().expect("an id").to_owned()
}

/// Opens and resolves in the order of the log; tells the inquiries by incident.
async fn replay(admin: &Caller, desk: &Desk) -> BTreeMap<String, String> {
    let mut events = Vec::new();
    for (number, incident) in &desk.incidents {
        events.push((incident.opened, true, number));
        events.extend(incident.resolved.map(|at| (at, false, number)));
    }
    events.sort_unstable();
    let mut made = BTreeMap::new();
    for (_, opens, number) in events {
        if opens {
            let inquiry = admin.post("/api/v1/inquiries", inquiry(number, &desk.incidents[number].first)).await;
            made.insert(number.clone(), id(&inquiry.expect(201)));
        } else {
            let path = format!("/api/v1/inquiries/{}", made[number]);
            let version = admin.get(&path).await.expect(200)["version"].clone();
            admin.post(&format!("{path}/resolve"), json!({"version": version})).await.expect(200);
        }
    }
    made
}

/// By what a desk was contacted, as the code of an entrance.
fn entrance(incident: &BTreeMap<String, String>) -> String {
    incident["contact_type"].to_lowercase().replace(' ', "-")
}

fn inquiry(number: &str, incident: &BTreeMap<String, String>) -> Value {
    let caller: u32 = incident["caller_id"].split(' ').next_back().and_then(|n| n.parse().ok()).unwrap_or(99_999_999);
    json!({
        "external_id": number,
        "phone": format!("138{caller:08}"),
        "name": incident["caller_id"],
        "entrance": entrance(incident),
        "channel": incident["contact_type"],
        "text": format!("{} {} {}", incident["category"], incident["subcategory"], incident["u_symptom"]),
        "attributes": {"group": incident["assignment_group"], "priority": incident["priority"]},
    })
}

/// Every decision of the replay has its reasons, and simulating the same policy gives the same, decision by decision.
async fn the_same_again(app: &App, incidents: usize, capacity: Option<u32>) -> Value {
    let desk = Desk::read(incidents);
    let admin = app.admin().await;
    staff(&admin, &desk, capacity).await;
    let ways: BTreeSet<String> = desk.incidents.values().map(|incident| entrance(&incident.first)).collect();
    open_entrances(&app.database, &ways.iter().map(String::as_str).collect::<Vec<_>>());
    let from = chrono::Utc::now();
    let made = replay(&admin, &desk).await;
    assert_eq!(made.len(), desk.incidents.len());
    for (number, inquiry) in &made {
        let decisions = admin.get(&format!("/api/v1/inquiries/{inquiry}/decisions")).await.expect(200);
        let decisions = decisions["items"].as_array().expect("decisions").clone();
        assert!(!decisions.is_empty(), "nobody decided about {number}");
        for decision in decisions {
            assert!(decision["explanation"]["rules"].as_array().is_some_and(|rules| !rules.is_empty()), "{decision:#}");
        }
    }
    let request = json!({"from": from, "to": chrono::Utc::now()});
    let simulated = admin.post("/api/v1/simulations", request).await.expect(200);
    assert_eq!(simulated["beside_happened"]["compared"], made.len());
    assert_eq!(simulated["beside_happened"]["changed"], 0, "{:#}", simulated["explained"][0]);
    assert_eq!(simulated["report"]["assigned"], simulated["happened"]["assigned"]);
    simulated["report"].clone()
}

both! {
    async fn of_every_incident_is_assigned_and_explained(app: App) {
        let report = the_same_again(&app, usize::MAX, None).await;
        assert_eq!((&report["arrivals"], &report["assigned"]), (&json!(890), &json!(890)));
    }
}

both! {
    async fn of_a_desk_without_room_waits_and_gives_up_as_it_did(app: App) {
        let report = the_same_again(&app, 300, Some(1)).await;
        assert!(report["waits"]["waited"].as_u64() > Some(50), "{:#}", report["waits"]);
        assert!(report["waits"]["given_up"].as_u64() > Some(10), "{:#}", report["waits"]);
    }
}
