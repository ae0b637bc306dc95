//! Inquiries that nobody answers.

use serde_json::{Value, json};

use super::{later, notices, pass, people, settle, stages, timer, told};
use crate::{
    common::{App, Office, World, both, in_force, in_force_with, question},
    invariants::{assert_sound, number},
};

const THREE: [(i64, &str); 3] = [(30, "remind"), (60, "tell_lead"), (120, "reassign")];

fn watched(world: &World, app: &App) {
    let rule = people(&[world.id("anna"), world.id("bo")]);
    in_force_with(&app.database, vec![rule], vec![timer("not_answered", stages(&THREE))]);
}

async fn inquiry(world: &World, id: &Value) -> Value {
    world.admin.get(&format!("/api/v1/inquiries/{}", id.as_str().expect("an id"))).await.expect(200)
}

both! {
    async fn who_does_not_answer_is_reminded_then_the_lead_is_told_then_somebody_else_has_it(app: App) {
        let world = World::build(&app).await;
        watched(&world, &app);
        let asked = world.admin.post("/api/v1/inquiries", question("13800000001")).await.expect(201);
        assert_eq!(asked["owner"]["id"], world.ids["anna"]);
        let customer = &asked["customer_id"];
        later(&app.database, 29);
        assert_eq!(notices(&world.anna).await, []);
        later(&app.database, 2);
        settle(&app.database);
        assert_eq!(notices(&world.anna).await, [("reminder".to_owned(), 1)]);
        assert_eq!(notices(&world.lead).await, []);
        let entries = told(&world.admin, customer).await;
        let step = &entries[0]["timer"];
        assert_eq!(entries.len(), 1);
        assert_eq!((&entries[0]["kind"], &step["then"], &step["stage"]), (&json!("timer_reminded"), &json!("remind"), &json!(0)));
        assert_eq!((&step["key"], &step["name"], &step["waited_minutes"]), (&json!("slow"), &json!("太慢"), &json!(31)));
        assert_eq!((&step["case"], &step["owner"]["name"]), (&asked["id"], &json!("安娜")));
        later(&app.database, 30);
        let of_lead = world.lead.get("/api/v1/me/notices").await.expect(200);
        assert_eq!(of_lead["items"][0]["kind"], "late_owner");
        assert_eq!(of_lead["items"][0]["person"]["name"], "安娜");
        assert_eq!(of_lead["items"][0]["case"], asked["id"]);
        assert_eq!(of_lead["unread"], 1);
        assert_eq!(told(&world.admin, customer).await[0]["timer"]["told"][0]["name"], "王强");
        later(&app.database, 60);
        let now = inquiry(&world, &asked["id"]).await;
        assert_eq!((&now["owner"]["id"], &now["reason"]), (&world.ids["bo"], &json!("timer")));
        assert_eq!(number(&app, "SELECT CAST(sum(lost) AS BIGINT) FROM fairness_ledger"), 1);
        let ledger = world.admin.get("/api/v1/fairness").await.expect(200);
        let anna = ledger["agents"].as_array().expect("agents").iter().find(|a| a["agent"]["id"] == world.ids["anna"]);
        assert_eq!(anna.expect("her part")["lost"], 1);
        let moved = &told(&world.admin, customer).await[0];
        assert_eq!((&moved["kind"], &moved["timer"]["new_owner"]["name"]), (&json!("timer_reassigned"), &json!("李波")));
        let path = format!("/api/v1/inquiries/{}/decisions", asked["id"].as_str().expect("an id"));
        let decisions = world.admin.get(&path).await.expect(200);
        assert_eq!(decisions["items"][0]["id"], moved["timer"]["decision"]);
        let removed = &decisions["items"][0]["explanation"]["rules"][0]["routes"][0]["candidates"][0]["removed"];
        assert_eq!(removed["code"], "declined");
        assert_eq!(notices(&world.anna).await[0].0, "taken_away");
        assert_eq!(notices(&world.bo).await, [("received".to_owned(), 1)]);
        assert_eq!(number(&app, "SELECT count(*) FROM audit_log WHERE action = 'inquiry.timer' AND actor_id IS NULL"), 1);
        // The new owner has a time of their own, and after them there is nobody.
        later(&app.database, 31);
        later(&app.database, 30);
        later(&app.database, 60);
        let now = inquiry(&world, &asked["id"]).await;
        assert_eq!((&now["owner"]["id"], &now["status"]), (&world.ids["bo"], &json!("open")));
        assert_eq!(notices(&world.lead).await[0].0, "kept_by_owner");
        let kept = &told(&world.admin, customer).await[0];
        assert_eq!((&kept["kind"], &kept["timer"]["new_owner"]), (&json!("timer_kept"), &Value::Null));
        assert!(kept["timer"]["decision"].is_string());
        later(&app.database, 10_000);
        assert_eq!(number(&app, "SELECT count(*) FROM timeline WHERE kind LIKE 'timer%'"), 6);
        assert_eq!(number(&app, "SELECT CAST(sum(lost) AS BIGINT) FROM fairness_ledger"), 1);
        assert_sound(&app);
    }
}

both! {
    async fn what_is_answered_or_given_to_somebody_else_is_not_waited_for(app: App) {
        let world = World::build(&app).await;
        watched(&world, &app);
        let step = |id: &Value, verb: &str| format!("/api/v1/inquiries/{}/{verb}", id.as_str().expect("an id"));
        let answered = world.admin.post("/api/v1/inquiries", question("13800000001")).await.expect(201);
        let handed = world.admin.post("/api/v1/inquiries", question("13800000002")).await.expect(201);
        let resolved = world.admin.post("/api/v1/inquiries", question("13800000003")).await.expect(201);
        assert_eq!(number(&app, "SELECT count(*) FROM timers"), 3);
        pass(&app.database, 29);
        world.admin.post(&step(&answered["id"], "answer"), json!({"version": answered["version"]})).await.expect(200);
        world.admin.post(&step(&resolved["id"], "resolve"), json!({"version": resolved["version"]})).await.expect(200);
        let body = json!({"owner_id": world.ids["bo"], "version": handed["version"]});
        world.admin.post(&step(&handed["id"], "hand-over"), body).await.expect(200);
        assert_eq!(number(&app, "SELECT count(*) FROM timers"), 1);
        later(&app.database, 2);
        assert_eq!(number(&app, "SELECT count(*) FROM notices"), 0, "the new owner's time has only begun");
        later(&app.database, 29);
        assert_eq!(notices(&world.bo).await, [("reminder".to_owned(), 1)]);
        assert_eq!(notices(&world.anna).await, []);
        assert_sound(&app);
    }
}

both! {
    async fn a_new_timer_counts_for_what_is_open_and_takes_nothing_unannounced(app: App) {
        let world = World::build(&app).await;
        let rule = people(&[world.id("anna"), world.id("bo")]);
        in_force(&app.database, vec![rule.clone()]);
        let asked = world.admin.post("/api/v1/inquiries", question("13800000001")).await.expect(201);
        settle(&app.database);
        assert_eq!(number(&app, "SELECT count(*) FROM timers"), 0);
        in_force_with(&app.database, vec![rule.clone()], vec![timer("not_answered", stages(&THREE))]);
        settle(&app.database);
        assert_eq!(number(&app, "SELECT count(*) FROM timers"), 1);
        // As if the server had stood still over all three stages.
        later(&app.database, 500);
        assert_eq!(notices(&world.lead).await, [("late_owner".to_owned(), 1)]);
        assert_eq!(notices(&world.anna).await, [("reminder".to_owned(), 1)], "behind nobody's back");
        assert_eq!(number(&app, "SELECT count(*) FROM timeline WHERE kind LIKE 'timer%'"), 1, "one stage comes and not three");
        later(&app.database, 59);
        assert_eq!(inquiry(&world, &asked["id"]).await["owner"]["id"], world.ids["anna"]);
        later(&app.database, 2);
        assert_eq!(inquiry(&world, &asked["id"]).await["owner"]["id"], world.ids["bo"]);
        in_force(&app.database, vec![rule]);
        settle(&app.database);
        assert_eq!(number(&app, "SELECT count(*) FROM timers"), 0, "no policy, no timers");
        assert_sound(&app);
    }
}

both! {
    async fn with_no_lead_to_tell_the_next_stage_comes_all_the_same(app: App) {
        // They sit at the top of the tree, where nobody leads.
        let office = Office::open(&app.database, 2, None);
        let steps = stages(&[(30, "tell_lead"), (60, "reassign")]);
        in_force_with(&app.database, vec![office.rule("round_robin", false)], vec![timer("not_answered", steps)]);
        let admin = app.admin().await;
        let asked = admin.post("/api/v1/inquiries", question("13800000001")).await.expect(201);
        later(&app.database, 31);
        let entries = told(&admin, &asked["customer_id"]).await;
        assert_eq!((&entries[0]["kind"], &entries[0]["timer"]["told"]), (&json!("timer_lead_told"), &json!([])));
        later(&app.database, 30);
        let entries = told(&admin, &asked["customer_id"]).await;
        assert_eq!((entries.len(), &entries[0]["kind"]), (2, &json!("timer_reassigned")));
        assert_ne!(entries[0]["timer"]["new_owner"]["id"], asked["owner"]["id"]);
        assert_sound(&app);
    }
}

both! {
    async fn everybody_has_their_own_notices(app: App) {
        let world = World::build(&app).await;
        watched(&world, &app);
        for n in 1..=3 {
            world.admin.post("/api/v1/inquiries", question(&format!("1380000000{n}"))).await.expect(201);
        }
        later(&app.database, 31);
        let first = world.anna.get("/api/v1/me/notices?limit=2").await.expect(200);
        assert_eq!((first["items"].as_array().map(Vec::len), &first["unread"]), (Some(2), &json!(3)));
        assert_eq!(first["items"][0]["customer"]["name"], "客户");
        let next = format!("/api/v1/me/notices?limit=2&cursor={}", first["next_cursor"].as_str().expect("a cursor"));
        let second = world.anna.get(&next).await.expect(200);
        assert_eq!((second["items"].as_array().map(Vec::len), &second["next_cursor"]), (Some(1), &Value::Null));
        let ids = json!({"ids": [first["items"][0]["id"]]});
        assert_eq!(world.bo.post("/api/v1/me/notices/read", ids.clone()).await.expect(200), json!({"unread": 0}));
        assert_eq!(world.anna.get("/api/v1/me/notices").await.expect(200)["unread"], 3, "what is not one's own is left alone");
        assert_eq!(world.anna.post("/api/v1/me/notices/read", ids).await.expect(200), json!({"unread": 2}));
        let unread = world.anna.get("/api/v1/me/notices?unread=true").await.expect(200);
        assert_eq!(unread["items"].as_array().map(Vec::len), Some(2));
        let all = json!({"up_to": first["items"][0]["id"]});
        assert_eq!(world.anna.post("/api/v1/me/notices/read", all).await.expect(200), json!({"unread": 0}));
        assert_eq!(world.anna.post("/api/v1/me/notices/read", json!({})).await.problem(422), "invalid");
        assert_eq!(notices(&world.bo).await, []);
    }
}
