//! Who received how much: what the ledger says is what happened, and nobody sees more of it than they may.

use guike::db::{Db, sql};
use serde_json::{Value, json};

use crate::common::{App, Office, World, both, in_force, question};

fn share<'a>(ledger: &'a Value, person: &Value) -> &'a Value {
    let agents = ledger["agents"].as_array().expect("agents");
    agents.iter().find(|one| one["agent"]["id"] == *person).unwrap_or(&Value::Null)
}

both! {
    async fn the_ledger_sums_what_was_received_and_declined_and_says_how_even_it_is(app: App) {
        let office = Office::open(&app.database, 4, Some(9));
        in_force(&app.database, vec![office.rule("round_robin", false)]);
        let admin = app.admin().await;
        let mut made = Vec::new();
        for n in 0..8 {
            made.push(admin.post("/api/v1/inquiries", question(&format!("1380000{n:04}"))).await.expect(201));
        }
        let path = format!("/api/v1/fairness?group_id={}&by=day", office.group);
        let even = admin.get(&path).await.expect(200);
        assert_eq!(even["agents"].as_array().map(Vec::len), Some(4));
        for person in &office.people {
            let one = share(&even, &json!(person)).clone();
            assert_eq!((one["received"].clone(), one["open"].clone()), (json!(2), json!(2)), "{one}");
            assert_eq!((one["capacity"].clone(), one["weight"].clone()), (Value::Null, json!(1)));
        }
        assert_eq!(even["evenness"], 1.0);
        assert_eq!((even["days"][0]["received"].clone(), even["days"][0]["day"].clone()), (json!(8), even["to"].clone()));
        let everybody = admin.get("/api/v1/fairness").await.expect(200);
        assert_eq!(share(&everybody, &json!(office.people[0]))["capacity"], 9);
        assert_eq!((everybody["evenness"].clone(), everybody["days"].clone()), (Value::Null, json!([])));

        let first = made[0].clone();
        let path_of = format!("/api/v1/inquiries/{}/decline", first["id"].as_str().expect("an id"));
        admin.post(&path_of, json!({"version": first["version"]})).await.expect(200);
        let after = admin.get(&path).await.expect(200);
        assert_eq!(share(&after, &first["owner"]["id"])["declined"], 1);
        assert_eq!(after["agents"][0]["received"], 3, "whoever received most is first");
        let evenness = after["evenness"].as_f64().expect("an index");
        assert!((evenness - 81.0 / 84.0).abs() < 1e-9, "{evenness}");
        let one = admin.get(&format!("/api/v1/fairness?employee_id={}", office.people[1])).await.expect(200);
        assert_eq!(one["agents"].as_array().map(Vec::len), Some(1));
    }
}

both! {
    async fn a_weight_is_counted_in_and_days_outside_the_range_are_not(app: App) {
        let office = Office::open(&app.database, 2, None);
        let rows = [(0, 30, 0), (1, 10, 0), (0, 90, 1)];
        app.database.write(|db: &mut Db| {
            sql::<()>("UPDATE group_members SET weight = 3 WHERE employee_id = $1").bind(office.people[0]).run(db)?;
            for (person, received, later) in rows {
                sql::<()>(
                    "INSERT INTO fairness_ledger (day, employee_id, group_id, received, declined, lost, given_back) \
                     VALUES ($1, $2, $3, $4, 0, 2, 1)",
                )
                .bind(20_000 + later)
                .bind(office.people[person])
                .bind(office.group)
                .bind(received)
                .run(db)?;
            }
            Ok::<_, guike::error::Error>(())
        }).expect("a ledger");
        let admin = app.admin().await;
        // Day 20,000 is 2024-10-04.
        let path = format!("/api/v1/fairness?group_id={}&from=2024-10-01&to=2024-10-04", office.group);
        let ledger = admin.get(&path).await.expect(200);
        let heavy = share(&ledger, &json!(office.people[0]));
        assert_eq!((heavy["received"].clone(), heavy["lost"].clone(), heavy["given_back"].clone()), (json!(30), json!(2), json!(1)));
        assert_eq!(ledger["evenness"], 1.0, "three times the turns for three times the weight");
        for wrong in ["from=2026-02-02&to=2026-02-01", "from=2020-01-01&to=2026-01-01", "from=yesterday", "by=hour", "x=1"] {
            let answer = admin.get(&format!("/api/v1/fairness?{wrong}")).await;
            assert!(matches!(answer.status, 400 | 422), "{wrong}: {}", answer.status);
        }
    }
}

both! {
    async fn nobody_sees_the_part_of_somebody_out_of_reach(app: App) {
        let world = World::build(&app).await;
        let office = Office::open(&app.database, 1, None);
        for name in ["anna", "bo"] {
            app.database.write(|db: &mut Db| {
                sql::<()>(
                    "INSERT INTO fairness_ledger (day, employee_id, group_id, received, declined, lost, given_back) \
                     VALUES (20000, $1, $2, 5, 0, 0, 0)",
                )
                .bind(world.id(name).parse::<shared::ids::EmployeeId>().expect("an id"))
                .bind(office.group)
                .run(db)
            }).expect("a row");
        }
        let path = "/api/v1/fairness?from=2024-10-04&to=2024-10-04&by=day";
        let seen = |ledger: &Value| ledger["agents"].as_array().map(Vec::len);
        let mine = world.anna.get(path).await.expect(200);
        assert_eq!(seen(&mine), Some(1));
        assert_eq!(mine["agents"][0]["agent"]["id"], world.ids["anna"]);
        assert_eq!(mine["days"][0]["received"], 5, "a sum does not tell what others received, either");
        assert_eq!(seen(&world.lead.get(path).await.expect(200)), Some(2));
        let other = format!("/api/v1/fairness?employee_id={}", world.id("bo"));
        assert_eq!(world.anna.get(&other).await.problem(404), "not_found");
        assert_eq!(world.reviewer.get(path).await.problem(403), "forbidden");
    }
}
