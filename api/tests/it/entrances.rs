//! Entrances as data, and originals that cannot be changed without that it shows.

use diesel::{RunQueryDsl, connection::SimpleConnection, sql_types::BigInt};
use guike::db::{Db, sql};
use serde_json::{Value, json};

use crate::{
    common::{App, Office, World, both, in_force, question},
    invariants::at_once,
};

const INQUIRIES: &str = "/api/v1/inquiries";
const ENTRANCES: &str = "/api/v1/entrances";

fn pointers(body: &Value) -> Vec<(String, String)> {
    let word = |error: &Value, key: &str| error[key].as_str().expect("a word").to_owned();
    let errors = body["errors"].as_array().expect("errors").iter();
    errors.map(|error| (word(error, "pointer"), word(error, "code"))).collect()
}

fn path(made: &Value) -> String {
    format!("{INQUIRIES}/{}", made["id"].as_str().expect("an id"))
}

/// Runs a statement behind the product's back.
fn tamper(app: &App, statement: &str) -> Result<(), String> {
    let done = app.database.write(|db: &mut Db| {
        match db {
            Db::Sqlite(inner) => inner.batch_execute(statement),
            Db::Postgres(inner) => inner.batch_execute(statement),
        }
        .map_err(guike::error::Error::Database)
    });
    done.map_err(|error| error.to_string())
}

both! {
    async fn every_workspace_begins_with_entrances_and_an_administrator_changes_them(app: App) {
        let world = World::build(&app).await;
        let seeded = world.anna.get(ENTRANCES).await.expect(200);
        let codes: Vec<&str> = seeded.as_array().expect("entrances").iter().filter_map(|one| one["code"].as_str()).collect();
        assert_eq!(codes, ["course-message", "summer-school-message", "school-message", "study-travel-message",
                           "custom-travel-form", "manual-entry", "mini-program", "web-form", "order"]);
        let field = json!({"key": "room", "label": "房型", "kind": "choice", "required": true, "choices": ["大床", "双床"]});
        let draft = json!({"code": "hotel", "name": "酒店咨询", "channel": "web", "fields": [field]});
        assert_eq!(world.anna.post(ENTRANCES, draft.clone()).await.problem(403), "forbidden");
        let made = world.admin.post(ENTRANCES, draft.clone()).await.expect(201);
        let twice = world.admin.post(ENTRANCES, draft).await.expect(422);
        assert_eq!(pointers(&twice), [("/code".into(), "taken".into())]);

        let mut body = question("13600000001");
        body["entrance"] = json!("hotel");
        let unanswered = world.anna.post(INQUIRIES, body.clone()).await.expect(422);
        assert_eq!(pointers(&unanswered), [("/form/room".into(), "required".into())]);
        body["form"] = json!({"room": "套房", "beds": 3});
        let wrong = world.anna.post(INQUIRIES, body.clone()).await.expect(422);
        assert_eq!(pointers(&wrong), [("/form/beds".into(), "unknown_field".into()), ("/form/room".into(), "unknown_value".into())]);
        body["form"] = json!({"room": "双床"});
        let first = world.admin.post(INQUIRIES, body.clone()).await.expect(201);
        assert_eq!((&first["entrance_name"], &first["channel"]), (&json!("酒店咨询"), &json!("web")));

        // Another form is another version; what was asked before stays as it was asked.
        let entrance = format!("{ENTRANCES}/{}", made["id"].as_str().expect("an id"));
        let mut edit = json!({"name": "酒店", "channel": "app", "status": "open", "fields": [], "version": 1});
        let edited = world.admin.put(&entrance, edit.clone()).await.expect(200);
        assert_eq!((&edited["form_version"], &edited["version"]), (&json!(2), &json!(2)));
        assert_eq!(world.admin.put(&entrance, edit.clone()).await.problem(409), "stale");
        let again = world.admin.get(&path(&first)).await.expect(200);
        assert_eq!((&again["form"][0]["label"], &again["form_version"]), (&json!("房型"), &json!(1)));
        assert_eq!((&again["answers"], &again["entrance_name"]), (&json!({"room": "双床"}), &json!("酒店")));

        edit["status"] = json!("closed");
        edit["version"] = json!(2);
        assert_eq!(world.admin.put(&entrance, edit).await.expect(200)["form_version"], 2);
        body["form"] = json!({});
        let closed = world.admin.post(INQUIRIES, body).await.expect(422);
        assert_eq!(pointers(&closed), [("/entrance".into(), "not_found".into())]);
        assert!(!world.anna.get(ENTRANCES).await.text.contains("酒店"), "who enters sees the open ones");
        assert!(world.admin.get(ENTRANCES).await.text.contains("酒店"));
        for statement in ["UPDATE entrances SET code = 'x' WHERE code = 'hotel'", "DELETE FROM entrances WHERE code = 'hotel'",
                          "UPDATE entrance_forms SET fields = '[]'", "DELETE FROM entrance_forms"] {
            assert!(tamper(&app, statement).is_err(), "{statement}");
        }
    }
}

both! {
    async fn the_enterer_names_the_owner_of_somebody_new_and_nobody_else_s(app: App) {
        let world = World::build(&app).await;
        let office = Office::open(&app.database, 2, None);
        in_force(&app.database, vec![office.rule("round_robin", true)]);
        let mut body = question("13600000007");
        body["owner_id"] = json!(world.id("lead"));
        assert_eq!(pointers(&world.admin.post(INQUIRIES, body.clone()).await.expect(422)),
                   [("/owner_id".into(), "not_an_agent".into())]);
        body["owner_id"] = json!(world.id("bo"));
        world.admin.put(&format!("/api/v1/agents/{}/presence", world.id("bo")), json!({"presence": "online"})).await.expect(200);
        let made = world.admin.post(INQUIRIES, body.clone()).await.expect(201);
        let customer = format!("/api/v1/customers/{}", made["customer_id"].as_str().expect("an id"));
        assert_eq!(world.admin.get(&customer).await.expect(200)["owner"]["id"], json!(world.id("bo")));
        assert_eq!(made["owner"]["id"], json!(world.id("bo")), "the rule asks for the owner first");
        let periods = world.admin.get(&format!("{customer}/ownership")).await.expect(200);
        assert_eq!(periods[0]["reason"], "named");
        // Who is known keeps the owner, whomever the next one names.
        body["owner_id"] = json!(world.id("anna"));
        let again = world.admin.post(INQUIRIES, body).await.expect(201);
        assert_eq!(again["customer_id"], made["customer_id"]);
        assert_eq!(world.admin.get(&customer).await.expect(200)["owner"]["id"], json!(world.id("bo")));
    }
}

both! {
    async fn originals_are_chained_and_whatever_was_tampered_with_shows(app: App) {
        let office = Office::open(&app.database, 3, None);
        in_force(&app.database, vec![office.rule("round_robin", true)]);
        let admin = app.admin().await;
        let statuses = at_once(8, |_| {
            let admin = admin.clone();
            async move { admin.post(INQUIRIES, question("13600000009")).await.status }
        }).await;
        assert_eq!(statuses, [(201, 8)].into(), "eight at once of one customer");
        let listed = admin.get(&format!("{INQUIRIES}?limit=20")).await.expect(200);
        let mut seals = Vec::new();
        for item in listed["items"].as_array().expect("items") {
            let seal = admin.get(&path(item)).await.expect(200)["seal"].clone();
            assert_eq!(seal["intact"], true, "{seal}");
            seals.push((seal["number"].as_i64().expect("a number"), path(item)));
        }
        seals.sort();
        assert_eq!(seals.iter().map(|seal| seal.0).collect::<Vec<_>>(), (1..=8).collect::<Vec<_>>());
        for statement in ["UPDATE inquiries SET text = 'x'", "DELETE FROM inquiries"] {
            assert!(tamper(&app, statement).is_err(), "{statement}");
        }
        let loose = "INSERT INTO inquiries SELECT id, customer_id, 9, 'y', entrance, form_version, answers, channel, \
                     product_line_id, language, value, text, attributes, created_by, hash, hash FROM inquiries WHERE number = 3";
        assert!(tamper(&app, loose).is_err(), "one that does not follow the last");

        let triggers = match app.database.read(|db| Ok::<_, guike::error::Error>(db.dialect())).expect("it") {
            guike::db::Dialect::Sqlite => "DROP TRIGGER inquiries_not_changed; DROP TRIGGER inquiries_kept;",
            guike::db::Dialect::Postgres => "DROP TRIGGER inquiries_kept ON inquiries;",
        };
        tamper(&app, triggers).expect("whoever has the database can");
        tamper(&app, "UPDATE inquiries SET text = 'forged' WHERE number = 4").expect("whoever has the database can");
        let intact = |number: i64| {
            let (admin, path) = (admin.clone(), seals[usize::try_from(number - 1).expect("small")].1.clone());
            async move { admin.get(&path).await.expect(200)["seal"]["intact"].as_bool() }
        };
        for number in 1..=8 {
            assert_eq!(intact(number).await, Some(number != 4), "{number}");
        }
        // One that is taken out leaves a gap on both sides.
        tamper(&app, "DELETE FROM inquiries WHERE number = 7").expect("whoever has the database can");
        assert_eq!((intact(5).await, intact(8).await), (Some(true), Some(false)));
        let row: (i64,) = app.database.read(|db| sql::<(BigInt,)>("SELECT count(*) FROM inquiries").get_result(db)).expect("it");
        assert_eq!(row.0, 7);
    }
}
