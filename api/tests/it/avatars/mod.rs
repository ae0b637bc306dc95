//! Whom customers see.

mod orders;
mod strangers;

use std::collections::BTreeSet;

use guike::db::{next_id, sql};
use reqwest::Method;
use serde_json::{Value, json};
use shared::ids::kinds;

use crate::{
    attachments::png,
    common::{Answer, App, Caller, Office, World, both, in_force, question},
    invariants::{assert_sound, number},
    orders::{business, product_line, whole},
    visitors::in_wechat,
};

fn id(made: &Value) -> &str {
    made["id"].as_str().expect("an id")
}

async fn avatar(admin: &Caller, name: &str, groups: Value, people: Value) -> Value {
    let draft = json!({"name": name, "introduction": "您好", "group_ids": groups, "employee_ids": people});
    admin.post("/api/v1/avatars", draft).await.expect(201)
}

async fn hand(admin: &Caller, inquiry: &str, to: &str) {
    let version = admin.get(inquiry).await.expect(200)["version"].clone();
    let body = json!({"owner_id": to, "version": version, "over_capacity": true});
    admin.post(&format!("{inquiry}/hand-over"), body).await.expect(200);
}

/// The operations about inquiries of customers who are signed in themselves: all, ask, read, say, attach, take.
const OWN: [&str; 6] = [
    "get /mp/v1/me/inquiries",
    "post /mp/v1/me/inquiries",
    "get /mp/v1/me/inquiries/{id}/messages",
    "post /mp/v1/me/inquiries/{id}/messages",
    "post /mp/v1/me/inquiries/{id}/attachments",
    "get /mp/v1/me/inquiries/{id}/attachments/{attachment_id}",
];
/// The same on a website.
const VISITORS: [&str; 6] = [
    "get /public/v1/inquiries",
    "post /public/v1/inquiries",
    "get /public/v1/inquiries/{id}/messages",
    "post /public/v1/inquiries/{id}/messages",
    "post /public/v1/inquiries/{id}/attachments",
    "get /public/v1/inquiries/{id}/attachments/{attachment_id}",
];

both! {
    async fn whom_the_customer_sees_is_decided_once(app: App) {
        let office = Office::open(&app.database, 2, None);
        in_force(&app.database, vec![office.rule("round_robin", false)]);
        let world = World::build(&app).await;
        let admin = &world.admin;
        let ask = async |phone: &str| {
            let made = world.mini_program.post("/mp/v1/inquiries", question(phone)).await.expect(201);
            (format!("/api/v1/inquiries/{}", id(&made)), made["avatar"]["name"].as_str().expect("a name").to_owned())
        };
        let seen = async |inquiry: &str| {
            let detail = admin.get(inquiry).await.expect(200);
            detail["avatar"]["name"].as_str().expect("a name").to_owned()
        };
        let (first, name) = ask("13600000001").await;
        assert_eq!(name, "小归", "the default one");
        let of_group = avatar(admin, "小研", json!([office.group]), json!([])).await;
        let (second, name) = ask("13600000002").await;
        assert_eq!(name, "小研");
        let of_people = avatar(admin, "小学", json!([]), json!(office.people)).await;
        let (third, name) = ask("13600000003").await;
        assert_eq!(name, "小学", "a person's own comes before the group's");
        assert_eq!(seen(&first).await, "小归", "what was decided stays");

        // Whoever has it then, the customer sees the same.
        for to in ["anna", "bo", "anna"] {
            for inquiry in [&first, &second, &third] {
                hand(admin, inquiry, world.id(to)).await;
            }
        }
        assert_eq!((seen(&first).await, seen(&second).await, seen(&third).await), ("小归".into(), "小研".into(), "小学".into()));
        for statement in ["UPDATE work_avatars SET avatar_id = 1", "DELETE FROM work_avatars", "DELETE FROM avatars"] {
            app.database.write(|db| sql::<()>(statement).run(db)).expect_err(statement);
        }

        // One that is inactive is for nobody new.
        let draft = json!({"name": "小学", "is_active": false, "employee_ids": office.people, "version": of_people["version"]});
        let edited = admin.put(&format!("/api/v1/avatars/{}", id(&of_people)), draft.clone()).await.expect(200);
        assert_eq!((&edited["is_active"], edited["people"].as_array().map(Vec::len)), (&json!(false), Some(2)));
        assert_eq!(admin.put(&format!("/api/v1/avatars/{}", id(&of_people)), draft).await.problem(409), "stale");
        assert_eq!(ask("13600000004").await.1, "小研");
        assert_eq!(seen(&third).await, "小学");

        // By the product line, when it came by no group.
        let line = next_id::<kinds::ProductLine>();
        app.database
            .write(|db| {
                sql::<()>("INSERT INTO product_lines (id, code, name, status, version) VALUES ($1, 'x', 'x', 'open', 1)")
                    .bind(line)
                    .run(db)?;
                sql::<()>("UPDATE groups SET product_line_id = $1").bind(line).run(db)
            })
            .expect("a line");
        in_force(&app.database, vec![]);
        let mut waits = question("13600000005");
        waits["product_line_id"] = json!(line);
        let made = world.mini_program.post("/mp/v1/inquiries", waits).await.expect(201);
        assert_eq!(made["avatar"]["name"], "小归", "nobody has it yet");
        let inquiry = format!("/api/v1/inquiries/{}", id(&made));
        hand(admin, &inquiry, world.id("anna")).await;
        assert_eq!(seen(&inquiry).await, "小研");
        assert_eq!(of_group["groups"][0]["id"], json!(office.group));
        assert_sound(&app);
    }
}

both! {
    async fn a_group_and_a_person_have_one_avatar_and_the_default_one_stays(app: App) {
        let office = Office::open(&app.database, 1, None);
        let world = World::build(&app).await;
        let admin = &world.admin;
        let one = avatar(admin, "一", json!([office.group]), json!([world.id("anna")])).await;
        for (draft, pointer, code) in [
            (json!({"name": "二", "group_ids": [office.group]}), "/group_ids/0", "taken"),
            (json!({"name": "二", "employee_ids": [world.id("bo"), world.id("anna")]}), "/employee_ids/1", "taken"),
            (json!({"name": "二", "employee_ids": [office.group]}), "/employee_ids/0", "not_found"),
            (json!({"name": "一"}), "/name", "taken"),
            (json!({"name": " "}), "/name", "required"),
        ] {
            let refused = admin.post("/api/v1/avatars", draft).await;
            assert_eq!((&refused.body["errors"][0]["pointer"], &refused.body["errors"][0]["code"]), (&json!(pointer), &json!(code)));
            assert_eq!(refused.problem(422), "invalid");
        }
        assert_eq!(number(&app, "SELECT count(*) FROM avatars"), 2, "all or nothing");
        let default = admin.get("/api/v1/avatars").await.expect(200)[0].clone();
        assert_eq!((&default["is_default"], &default["is_active"]), (&json!(true), &json!(true)));
        let path = format!("/api/v1/avatars/{}", id(&default));
        let off = json!({"name": "小归", "is_active": false, "version": default["version"]});
        assert_eq!(admin.put(&path, off).await.body["errors"][0]["code"], "fixed");
        let another = json!({"name": "归归", "introduction": "在的", "version": default["version"]});
        assert_eq!(admin.put(&path, another).await.expect(200)["name"], "归归");
        for statement in [
            "UPDATE avatars SET is_default = FALSE WHERE is_default",
            "UPDATE avatars SET is_active = FALSE WHERE is_default",
            "UPDATE avatars SET is_default = TRUE",
        ] {
            app.database.write(|db| sql::<()>(statement).run(db)).expect_err(statement);
        }
        assert_eq!(world.lead.get("/api/v1/avatars").await.problem(403), "forbidden");

        // Pictures.
        let paint = async |bytes: Vec<u8>, version: &Value| {
            admin.send_bytes(Method::PUT, &format!("/api/v1/avatars/{}/picture?version={version}", id(&one)), bytes).await
        };
        let huge = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x10\x01\0\0\0\x03\x08\x06".to_vec();
        assert_eq!(paint(huge, &one["version"]).await.body["errors"][0]["code"], "too_many_pixels");
        assert_eq!(paint(b"%PDF-1.7".to_vec(), &one["version"]).await.body["errors"][0]["code"], "file_kind_refused");
        assert_eq!(paint(vec![b'x'; (2 << 20) + 1], &one["version"]).await.problem(413), "too_large");
        let painted = paint(png(b"one"), &one["version"]).await.expect(200);
        assert_eq!(paint(png(b"two"), &one["version"]).await.problem(409), "stale");
        let address = painted["picture"].as_str().expect("an address").to_owned();
        let anybody = app.anonymous();
        let picture = anybody.get(&address).await;
        assert_eq!((picture.status, &picture.bytes), (200, &png(b"one")));
        assert_eq!(picture.headers["cache-control"].to_str().expect("text"), "public, max-age=86400");
        let etag = picture.headers["etag"].to_str().expect("text").to_owned();
        assert_eq!(anybody.send(Method::GET, &address, None, &[("if-none-match", &etag)]).await.status, 304);
        let again = paint(png(b"three"), &painted["version"]).await.expect(200);
        assert_ne!(again["picture"], painted["picture"]);
        assert_eq!(number(&app, "SELECT count(*) FROM files"), 1, "the former one is forgotten");
        let shown = anybody.get(&format!("/public/v1/avatars/{}", id(&one))).await;
        let etag = shown.headers["etag"].to_str().expect("text").to_owned();
        assert_eq!(shown.expect(200), json!({"id": one["id"], "name": "一", "introduction": "您好", "picture": again["picture"]}));
        let public = format!("/public/v1/avatars/{}", id(&one));
        assert_eq!(anybody.send(Method::GET, &public, None, &[("if-none-match", &etag)]).await.status, 304);
        assert_eq!(anybody.get(&format!("/public/v1/avatars/{}/picture", id(&default))).await.problem(404), "not_found");
        assert_eq!(anybody.get(&format!("/public/v1/avatars/{}", world.id("anna"))).await.problem(404), "not_found");
    }
}

/// Every operation of the contract that the outside may call.
fn public_operations() -> BTreeSet<String> {
    let document = serde_json::to_value(guike::http::document()).expect("the contract");
    let paths = document["paths"].as_object().expect("paths").iter();
    let public = paths.filter(|(path, _)| path.starts_with("/mp/") || path.starts_with("/public/"));
    let methods = |(path, item): (&String, &Value)| {
        let known = ["get", "post", "put", "patch", "delete"].into_iter().filter(|method| item.get(method).is_some());
        known.map(|method| format!("{method} {path}")).collect::<Vec<_>>()
    };
    public.flat_map(methods).collect()
}

both! {
    async fn no_public_answer_tells_who_works_here(app: App) {
        let office = Office::open(&app.database, 2, None);
        in_force(&app.database, vec![office.rule("round_robin", false)]);
        let world = World::build(&app).await;
        let (admin, mini, anybody) = (&world.admin, &world.mini_program, app.anonymous());
        product_line(&app, 7, "study");
        // Names, numbers, user names and telephone numbers that stand nowhere else.
        app.database
            .write(|db| {
                sql::<()>(
                    "UPDATE employees SET name = '员工' || substr(number, 1, 1) || 'Qz' || id, number = 'NR-' || id, \
                     phone = '+8617' || (100000000 + id % 899999999), username = 'login-' || id",
                )
                .run(db)?;
                sql::<()>("UPDATE access_version SET version = version + 1").run(db)
            })
            .expect("other names");
        let stands_for = avatar(admin, "小研", json!([office.group]), json!([world.id("anna"), world.id("bo")])).await;
        let paint = format!("/api/v1/avatars/{}/picture?version=1", id(&stands_for));
        admin.send_bytes(Method::PUT, &paint, png(b"x")).await.expect(200);

        let mut walked: Vec<(&str, Answer)> = Vec::new();
        walked.push(("get /mp/v1/entrances", mini.get("/mp/v1/entrances").await));
        let registration = json!({"name": "客户", "phone": "13600000009", "address": "杭州市西湖区北山街道"});
        walked.push(("post /mp/v1/registrations", mini.post("/mp/v1/registrations", registration).await));
        let asked = mini.post("/mp/v1/inquiries", question("13600000001")).await;
        let inquiry = id(&asked.body).to_owned();
        walked.push(("post /mp/v1/inquiries", asked));
        let (ours, theirs) = (format!("/api/v1/inquiries/{inquiry}"), format!("/mp/v1/inquiries/{inquiry}"));
        let mut sent = Vec::new();
        for (to, caller) in [("anna", &world.anna), ("bo", &world.bo), ("anna", &world.anna)] {
            hand(admin, &ours, world.id(to)).await;
            let file = caller.upload(&format!("{ours}/attachments?file_name=a.png"), png(to.as_bytes())).await.expect(201);
            let reply = json!({"kind": "reply", "text": "您好，我来为您解答。", "attachments": [file["id"]]});
            caller.post(&format!("{ours}/messages"), reply).await.expect(201);
            caller.post(&format!("{ours}/messages"), json!({"kind": "note", "text": "内部备注"})).await.expect(201);
            sent.push(file);
        }
        // A registration that was reviewed, and somebody who is known and owned.
        let customer = walked[1].1.body["id"].as_str().expect("an id").to_owned();
        world.assign(&[&world.districts[0]], "bo").await;
        world.approve(&customer, &world.districts[0]).await;
        let again = json!({"name": "客户", "phone": "13600000009"});
        walked.push(("post /mp/v1/registrations", mini.post("/mp/v1/registrations", again).await));
        walked.push(("post /mp/v1/inquiries", mini.post("/mp/v1/inquiries", question("13600000009")).await));
        walked.push(("get /mp/v1/inquiries/{id}/messages", mini.get(&format!("{theirs}/messages")).await));
        let upload = mini.upload(&format!("{theirs}/attachments?file_name=b.png"), png(b"y")).await;
        let said = json!({"text": "好的", "attachments": [upload.body["id"]]});
        walked.push(("post /mp/v1/inquiries/{id}/attachments", upload));
        walked.push(("post /mp/v1/inquiries/{id}/messages", mini.post(&format!("{theirs}/messages"), said).await));
        let file = format!("{theirs}/attachments/{}", id(&sent[1]));
        walked.push(("get /mp/v1/inquiries/{id}/attachments/{attachment_id}", mini.get(&file).await));
        let public = format!("/public/v1/avatars/{}", id(&stands_for));
        walked.push(("get /public/v1/avatars/{id}", anybody.get(&public).await));
        walked.push(("get /public/v1/avatars/{id}/picture", anybody.get(&format!("{public}/picture")).await));

        // Customers who are signed in themselves, in a mini-program and on a website.
        let me = in_wechat(&app, "login oLeak").await;
        let widget = json!({"name": "官网", "entrance": "web-form", "origins": [], "colour": "#112233"});
        let key = json!(admin.post("/api/v1/widgets", widget).await.expect(201)["key"]);
        let shown = format!("/public/v1/widgets/{}", key.as_str().expect("a key"));
        walked.push(("get /public/v1/widgets/{key}", anybody.get(&shown).await));
        let welcome = anybody.post("/public/v1/visitors", json!({"widget": key})).await;
        let visitor = app.with_token(welcome.body["token"].as_str().expect("a token"));
        walked.push(("post /public/v1/visitors", welcome));
        let words = json!({"code": format!("login oLeak {}", app.base)});
        walked.push(("post /mp/v1/sessions", anybody.post("/mp/v1/sessions", words).await));
        walked.push(("get /mp/v1/me", me.get("/mp/v1/me").await));
        walked.push(("post /mp/v1/me/phone", me.post("/mp/v1/me/phone", json!({"code": "phone 86 13600000009"})).await));
        walked.push(("get /mp/v1/me/entrances", me.get("/mp/v1/me/entrances").await));
        let shop = business(&app, admin).await;
        let placed = shop.put("/api/v1/orders/external/SO-1", whole(1, "13600000009")).await.expect(200);
        let order = format!("/api/v1/orders/{}", placed["order_id"].as_str().expect("an order"));
        for to in ["bo", "anna"] {
            hand(admin, &order, world.id(to)).await;
        }
        let mine = me.get("/mp/v1/me/orders").await;
        assert_eq!(mine.body["items"][0]["avatar"]["name"], "小研");
        walked.push(("get /mp/v1/me/orders", mine));
        for (caller, root, body, routes) in [
            (&me, "/mp/v1/me", json!({"entrance": "mini-program", "text": "您好"}), OWN),
            (&visitor, "/public/v1", json!({"phone": "13600000010", "text": "您好"}), VISITORS),
        ] {
            let asked = caller.post(&format!("{root}/inquiries"), body).await;
            let inquiry = id(&asked.body).to_owned();
            let (ours, theirs) = (format!("/api/v1/inquiries/{inquiry}"), format!("{root}/inquiries/{inquiry}"));
            hand(admin, &ours, world.id("anna")).await;
            let file = world.anna.upload(&format!("{ours}/attachments?file_name=c.png"), png(b"z")).await.expect(201);
            let reply = json!({"kind": "reply", "text": "我来为您解答。", "attachments": [file["id"]]});
            world.anna.post(&format!("{ours}/messages"), reply).await.expect(201);
            let note = world.anna.upload(&format!("{ours}/attachments?file_name=n.png"), png(b"n")).await.expect(201);
            let hidden = json!({"kind": "note", "text": "内部备注", "attachments": [note["id"]]});
            world.anna.post(&format!("{ours}/messages"), hidden).await.expect(201);
            let upload = caller.upload(&format!("{theirs}/attachments?file_name=d.png"), png(b"w")).await;
            let said = json!({"text": "", "attachments": [upload.body["id"]]});
            assert_eq!(caller.get(&format!("{theirs}/attachments/{}", id(&note))).await.problem(404), "not_found");
            let [all, ask, list, send, attach, read] = routes;
            walked.push((ask, asked));
            walked.push((attach, upload));
            walked.push((send, caller.post(&format!("{theirs}/messages"), said).await));
            walked.push((all, caller.get(&format!("{root}/inquiries")).await));
            walked.push((list, caller.get(&format!("{theirs}/messages")).await));
            walked.push((read, caller.get(&format!("{theirs}/attachments/{}", id(&file))).await));
        }
        let gone = me.send(Method::DELETE, "/mp/v1/sessions/current", None, &[]).await;
        walked.push(("delete /mp/v1/sessions/current", gone));

        let replied = &walked.iter().find(|(route, _)| *route == "get /mp/v1/inquiries/{id}/messages").expect("it").1.body;
        let replies: Vec<&Value> = replied["items"].as_array().expect("items").iter().map(|one| &one["avatar"]["name"]).collect();
        assert_eq!(replies, ["小研"; 3], "one face for three changes of consultant, and no notes");

        let people: Vec<(i64, String, String, String, String)> = app
            .database
            .read(|db| {
                use diesel::sql_types::{BigInt, Text};
                let all = sql::<(BigInt, Text, Text, Text, Text)>(
                    "SELECT id, name, number, phone, username FROM employees",
                );
                diesel::RunQueryDsl::load(all, db)
            })
            .expect("people");
        assert!(people.len() >= 7);
        for (route, answer) in &walked {
            assert!((200..300).contains(&answer.status), "{route}: {}", answer.text);
            let whole = format!("{:?} {}", answer.headers, answer.text);
            for (raw, name, number, phone, username) in &people {
                let tail = phone.trim_start_matches("+86").to_owned();
                let employee = shared::Id::<kinds::Employee>::from_raw(*raw).to_string();
                for secret in [&raw.to_string(), &employee, name, number, phone, &tail, username] {
                    assert!(secret.is_empty() || !whole.contains(secret.as_str()), "{route} tells `{secret}`: {whole}");
                }
            }
        }
        let walked: BTreeSet<String> = walked.into_iter().map(|(route, _)| route.to_owned()).collect();
        assert_eq!(walked, public_operations(), "every public operation is looked at");
    }
}
