//! The conversation about an inquiry, and how far it is.

use serde_json::{Value, json};

use crate::{
    common::{App, Caller, Office, World, both, in_force, question},
    invariants::{assert_sound, at_once, number},
};

async fn say(caller: &Caller, path: &str, kind: &str, text: &str) -> Value {
    caller.post(&format!("{path}/messages"), json!({"kind": kind, "text": text})).await.expect(201)
}

async fn step(caller: &Caller, path: &str, verb: &str) -> Value {
    let version = caller.get(path).await.expect(200)["version"].clone();
    caller.post(&format!("{path}/{verb}"), json!({"version": version})).await.expect(200)
}

fn path(made: &Value) -> String {
    format!("/api/v1/inquiries/{}", made["id"].as_str().expect("an id"))
}

both! {
    async fn what_is_said_moves_the_inquiry_and_a_note_does_not(app: App) {
        let office = Office::open(&app.database, 2, None);
        in_force(&app.database, vec![office.rule("round_robin", true)]);
        let admin = app.admin().await;
        let made = admin.post("/api/v1/inquiries", question("13600000001")).await.expect(201);
        let inquiry = path(&made);
        let now = || async { admin.get(&inquiry).await.expect(200) };
        assert_eq!((&made["stage"], &made["response_minutes"]), (&json!("new"), &Value::Null));
        say(&admin, &inquiry, "note", "先查一下名额").await;
        assert_eq!(now().await["stage"], "new");
        say(&admin, &inquiry, "reply", "您好，还有名额。").await;
        let answered = now().await;
        assert_eq!((&answered["stage"], &answered["response_minutes"]), (&json!("waiting_for_customer"), &json!(0)));
        assert!(answered["answered_at"].is_string());
        say(&admin, &inquiry, "customer", "那请帮我报名。").await;
        assert_eq!(now().await["stage"], "open");
        say(&admin, &inquiry, "reply", "已报名。").await;
        assert_eq!(now().await["answered_at"], answered["answered_at"], "the first answer counts");

        let page = admin.get(&format!("{inquiry}/messages?limit=3")).await.expect(200);
        let said = |page: &Value| -> Vec<String> {
            let items = page["items"].as_array().expect("items").iter();
            items.map(|one| one["text"].as_str().expect("words").to_owned()).collect()
        };
        assert_eq!(said(&page), ["已报名。", "那请帮我报名。", "您好，还有名额。"]);
        let next = page["next_cursor"].as_str().expect("more");
        let rest = admin.get(&format!("{inquiry}/messages?limit=3&cursor={next}")).await.expect(200);
        assert_eq!((said(&rest), &rest["items"][0]["kind"]), (vec!["先查一下名额".to_owned()], &json!("note")));

        let empty = admin.post(&format!("{inquiry}/messages"), json!({"kind": "reply", "text": " "})).await;
        assert_eq!(empty.problem(422), "invalid");
        for statement in ["UPDATE messages SET text = 'x'", "DELETE FROM messages", "UPDATE interpretations SET text = 'x'"] {
            let done = app.database.write(|db| guike::db::sql::<()>(statement).run(db));
            assert!(done.is_err() || statement.contains("interpretations"), "{statement}");
        }
        let customer = format!("/api/v1/customers/{}/timeline?kind=message", made["customer_id"].as_str().expect("an id"));
        let told = admin.get(&customer).await.expect(200);
        assert_eq!(told["items"].as_array().map(Vec::len), Some(3), "notes are not told");
        assert_eq!((&told["items"][1]["case"], &told["items"][1]["by"]), (&made["id"], &Value::Null));
        assert_sound(&app);
    }
}

both! {
    async fn what_was_resolved_opens_again_for_whoever_had_it_and_what_is_closed_does_not(app: App) {
        let office = Office::open(&app.database, 2, Some(1));
        in_force(&app.database, vec![office.rule("round_robin", false)]);
        let admin = app.admin().await;
        let first = admin.post("/api/v1/inquiries", question("13600000001")).await.expect(201);
        let inquiry = path(&first);
        let resolved = step(&admin, &inquiry, "resolve").await;
        assert_eq!((&resolved["stage"], &resolved["resolution_minutes"]), (&json!("resolved"), &json!(0)));
        let refused = admin.post(&format!("{inquiry}/messages"), json!({"kind": "reply", "text": "x"})).await;
        assert_eq!(refused.problem(409), "wrong_state");
        say(&admin, &inquiry, "customer", "还有一个问题").await;
        let again = admin.get(&inquiry).await.expect(200);
        assert_eq!((&again["stage"], &again["status"]), (&json!("reopened"), &json!("open")));
        assert_eq!((&again["owner"], &again["done_at"]), (&first["owner"], &Value::Null));
        assert_eq!(again["resolution_minutes"], Value::Null);
        assert_sound(&app);

        // Whoever had it has no room now: the policy gives it to the other, and then lets it wait.
        step(&admin, &inquiry, "resolve").await;
        let (mut busy, mut n) = (0, 10);
        while busy < 2 {
            let made = admin.post("/api/v1/inquiries", question(&format!("136000000{n}"))).await.expect(201);
            busy += usize::from(made["status"] == "open");
            n += 1;
        }
        let waits = step(&admin, &inquiry, "reopen").await;
        assert_eq!((&waits["stage"], &waits["status"], &waits["owner"]), (&json!("reopened"), &json!("waiting"), &Value::Null));
        assert_sound(&app);

        step(&admin, &inquiry, "resolve").await;
        assert_eq!(step(&admin, &inquiry, "close").await["stage"], "closed");
        let late = admin.post(&format!("{inquiry}/messages"), json!({"kind": "customer", "text": "x"})).await;
        assert_eq!(late.problem(409), "wrong_state");
        let version = admin.get(&inquiry).await.expect(200)["version"].clone();
        let reopen = admin.post(&format!("{inquiry}/reopen"), json!({"version": version})).await;
        assert_eq!(reopen.problem(409), "wrong_state");
        assert_sound(&app);
    }
}

both! {
    async fn what_customers_say_at_once_opens_an_inquiry_once_and_loses_nothing(app: App) {
        let office = Office::open(&app.database, 3, Some(9));
        in_force(&app.database, vec![office.rule("least_loaded", false)]);
        let world = World::build(&app).await;
        let entrances = world.mini_program.get("/mp/v1/entrances").await.expect(200);
        assert_eq!(entrances[0]["code"], "course-message");
        let mut body = question("13600000001");
        body["external_id"] = json!("mp-1");
        let sent = world.mini_program.post("/mp/v1/inquiries", body.clone()).await.expect(201);
        assert_eq!(world.mini_program.post("/mp/v1/inquiries", body.clone()).await.expect(201), sent);
        body["owner_id"] = json!(world.id("anna"));
        body["external_id"] = json!("mp-2");
        assert_eq!(world.mini_program.post("/mp/v1/inquiries", body).await.problem(422), "invalid");
        let inquiry = path(&sent);
        say(&world.admin, &inquiry, "note", "悄悄话").await;
        step(&world.admin, &inquiry, "resolve").await;
        let theirs = format!("/mp/v1/inquiries/{}/messages", sent["id"].as_str().expect("an id"));
        let statuses = at_once(24, |n| {
            let (caller, theirs) = (world.mini_program.clone(), theirs.clone());
            // Each is sent twice.
            let said = json!({"text": format!("第 {} 句", n / 2), "external_id": format!("{}", n / 2)});
            async move { caller.post(&theirs, said).await.status }
        }).await;
        assert_eq!(statuses, [(201, 24)].into());
        assert_eq!(number(&app, "SELECT count(*) FROM messages WHERE kind = 'customer'"), 12);
        assert_eq!(number(&app, "SELECT count(*) FROM timeline WHERE kind = 'inquiry_reopened'"), 1);
        assert_eq!(number(&app, "SELECT count(*) FROM work_items WHERE stage = 'reopened' AND status = 'open'"), 1);
        let seen = world.mini_program.get(&theirs).await.expect(200);
        assert!(!seen.to_string().contains("悄悄话"), "no notes");
        assert_eq!(world.anna.get(&format!("{inquiry}/messages")).await.problem(404), "not_found");
        let stranger = world.anna.post(&format!("{inquiry}/messages"), json!({"kind": "reply", "text": "x"})).await;
        assert_eq!(stranger.problem(404), "not_found");
        assert_sound(&app);
    }
}

both! {
    async fn consultants_interpret_file_and_keep_replies(app: App) {
        let office = Office::open(&app.database, 1, None);
        in_force(&app.database, vec![office.rule("round_robin", true)]);
        let world = World::build(&app).await;
        let admin = &world.admin;
        let made = admin.post("/api/v1/inquiries", question("13600000001")).await.expect(201);
        let inquiry = path(&made);
        for text in ["要便宜的", "其实在意安全"] {
            admin.post(&format!("{inquiry}/interpretations"), json!({"text": text})).await.expect(201);
        }
        let fees = admin.post("/api/v1/inquiry-categories", json!({"name": "费用"})).await.expect(201);
        let taken = admin.post("/api/v1/inquiry-categories", json!({"name": "费用"})).await;
        assert_eq!(taken.problem(422), "invalid");
        let filed = admin.put(&format!("{inquiry}/category"), json!({"category_id": fees["id"]})).await.expect(200);
        assert_eq!((&filed["category"]["name"], &filed["interpretations"][1]["text"]), (&json!("费用"), &json!("其实在意安全")));
        let query = format!("/api/v1/inquiries?category_id={}&stage=new&entrance=course-message", fees["id"].as_str().expect("an id"));
        assert_eq!(admin.get(&query).await.expect(200)["items"].as_array().map(Vec::len), Some(1));
        let close = json!({"name": "费用", "status": "closed", "version": 1});
        admin.put(&format!("/api/v1/inquiry-categories/{}", fees["id"].as_str().expect("an id")), close).await.expect(200);
        let again = admin.put(&format!("{inquiry}/category"), json!({"category_id": fees["id"]})).await;
        assert_eq!(again.problem(422), "invalid");
        let none = admin.put(&format!("{inquiry}/category"), json!({"category_id": null})).await.expect(200);
        assert_eq!(none["category"], Value::Null);

        let draft = json!({"title": "退费", "text": "七天前可全额退费。"});
        let reply = admin.post("/api/v1/canned-replies", draft.clone()).await.expect(201);
        assert_eq!(world.anna.post("/api/v1/canned-replies", draft).await.problem(403), "forbidden");
        assert_eq!(world.anna.get("/api/v1/canned-replies").await.expect(200)[0]["title"], "退费");
        let one = format!("/api/v1/canned-replies/{}", reply["id"].as_str().expect("an id"));
        let edit = json!({"title": "退费规则", "text": "七天前可全额退费。", "version": 1});
        admin.put(&one, edit.clone()).await.expect(200);
        assert_eq!(admin.put(&one, edit).await.problem(409), "stale");
        let gone = admin.send(reqwest::Method::DELETE, &format!("{one}?version=2"), None, &[]).await;
        assert_eq!(gone.status, 204);
    }
}
