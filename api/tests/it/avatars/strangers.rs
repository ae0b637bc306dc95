//! Whoever types a phone that is not theirs learns nothing of whose it is.

use guike::db::sql;
use serde_json::{Value, json};

use super::{avatar, hand, id};
use crate::{
    common::{App, Caller, Office, World, both, in_force, question},
    orders::product_line,
    visitors::in_wechat,
};

/// The same answer of anybody: without ids and times.
fn bare(answer: &Value) -> String {
    fn strip(value: &mut Value) {
        match value {
            Value::Object(parts) => {
                for (name, part) in parts.iter_mut() {
                    match name.as_str() {
                        // The avatar's id is what could tell.
                        "avatar" => {}
                        "id" | "at" | "arrived_at" => *part = Value::Null,
                        _ => strip(part),
                    }
                }
            }
            Value::Array(items) => items.iter_mut().for_each(strip),
            _ => {}
        }
    }
    let mut answer = answer.clone();
    strip(&mut answer);
    answer.to_string()
}

both! {
    async fn a_known_phone_is_answered_like_an_unknown_one(app: App) {
        let office = Office::open(&app.database, 2, None);
        let world = World::build(&app).await;
        let admin = &world.admin;
        product_line(&app, 7, "study");
        app.database
            .write(|db| {
                sql::<()>("UPDATE groups SET product_line_id = 7").run(db)?;
                sql::<()>("UPDATE entrances SET product_line_id = 7 WHERE code = 'mini-program'").run(db)
            })
            .expect("lines");
        in_force(&app.database, vec![office.rule("round_robin", true)]);
        avatar(admin, "小研", json!([office.group]), json!([])).await;
        avatar(admin, "小安", json!([]), json!([world.id("anna")])).await;
        let presence = "UPDATE agent_states SET presence = 'online', capacity = 100";
        app.database.write(|db| sql::<()>(presence).run(db)).expect("everybody is there");
        // Somebody whose consultant has a face of their own.
        let mut known = question("13600000001");
        known["owner_id"] = json!(world.id("anna"));
        let known = admin.post("/api/v1/inquiries", known).await.expect(201);
        assert_eq!(known["owner"]["id"], json!(world.id("anna")));

        let draft = json!({"name": "官网", "entrance": "web-form", "origins": [], "colour": "#112233"});
        let key = json!(admin.post("/api/v1/widgets", draft).await.expect(201)["key"]);
        let visitor = async || {
            let made = app.anonymous().post("/public/v1/visitors", json!({"widget": key})).await.expect(201);
            app.with_token(made["token"].as_str().expect("a token"))
        };
        // All that somebody sees who asks with a phone, until somebody has answered.
        let story = async |caller: &Caller, root: &str, mut ask: Value, phone: &str| {
            ask["phone"] = json!(phone);
            let asked = caller.post(&format!("{root}/inquiries"), ask).await.expect(201);
            let mut seen = vec![bare(&asked)];
            let (ours, theirs) = (format!("/api/v1/inquiries/{}", id(&asked)), format!("{root}/inquiries/{}", id(&asked)));
            for to in ["bo", "anna"] {
                hand(admin, &ours, world.id(to)).await;
                seen.push(bare(&caller.get(&format!("{root}/inquiries")).await.expect(200)));
            }
            world.anna.post(&format!("{ours}/messages"), json!({"kind": "reply", "text": "您好。"})).await.expect(201);
            seen.push(bare(&caller.get(&format!("{theirs}/messages")).await.expect(200)));
            (seen, asked["avatar"]["name"].clone())
        };
        let words = json!({"name": "李雷", "text": "请问怎么报名？"});
        let known = story(&visitor().await, "/public/v1", words.clone(), "13600000001").await;
        let unknown = story(&visitor().await, "/public/v1", words.clone(), "13600000002").await;
        assert_eq!(known, unknown);
        assert_eq!(known.1, "小归", "the entrance has no product line");

        // In a mini-program as long as the phone is only typed; the entrance's line has a face.
        let words = json!({"name": "李雷", "text": "请问怎么报名？", "entrance": "mini-program"});
        let known = story(&in_wechat(&app, "login oOne").await, "/mp/v1/me", words.clone(), "13600000001").await;
        let unknown = story(&in_wechat(&app, "login oTwo").await, "/mp/v1/me", words.clone(), "13600000003").await;
        assert_eq!(known, unknown);
        assert_eq!(known.1, "小研");
        // Also when nobody could have it at once.
        app.database.write(|db| sql::<()>("UPDATE agent_states SET presence = 'offline'").run(db)).expect("nobody there");
        let unknown = story(&in_wechat(&app, "login oThree").await, "/mp/v1/me", words.clone(), "13600000004").await;
        assert_eq!(known, unknown);
        app.database.write(|db| sql::<()>(presence).run(db)).expect("everybody is there");

        // Whoever has proven it sees their consultant's face.
        let me = in_wechat(&app, "login oProven").await;
        me.post("/mp/v1/me/phone", json!({"code": "phone 86 13600000001"})).await.expect(200);
        let asked = me.post("/mp/v1/me/inquiries", words).await.expect(201);
        assert_eq!(asked["avatar"]["name"], "小安");
    }
}
