//! Whom the customers of orders see.

use guike::db::sql;
use serde_json::json;

use super::{avatar, hand, id};
use crate::{
    common::{App, Office, World, both, in_force},
    invariants::assert_sound,
    orders::{business, product_line, whole},
    visitors::in_wechat,
};

both! {
    async fn whom_the_customer_of_an_order_sees_is_decided_once(app: App) {
        let office = Office::open(&app.database, 2, None);
        let world = World::build(&app).await;
        let admin = &world.admin;
        product_line(&app, 7, "study");
        let shop = business(&app, admin).await;
        let order = async |number: u32| {
            let placed = shop.put(&format!("/api/v1/orders/external/SO-{number}"), whole(1, "13600000009")).await.expect(200);
            format!("/api/v1/orders/{}", placed["order_id"].as_str().expect("an order"))
        };
        let name = async |order: &str| {
            admin.get(order).await.expect(200)["avatar"]["name"].as_str().expect("a name").to_owned()
        };
        avatar(admin, "小研", json!([office.group]), json!([])).await;

        // One that waits, and one that waited before its line had a face.
        in_force(&app.database, vec![]);
        let (waits, waits_longer) = (order(1).await, order(2).await);
        assert_eq!(name(&waits).await, "小归", "nobody has it yet");
        hand(admin, &waits_longer, world.id("anna")).await;
        assert_eq!(name(&waits_longer).await, "小归", "its line has no group");
        let of_the_line = "UPDATE groups SET product_line_id = 7";
        app.database.write(|db| sql::<()>(of_the_line).run(db)).expect("a group of the line");
        hand(admin, &waits, world.id("anna")).await;
        assert_eq!(name(&waits).await, "小研", "by its product line");

        // By a person at once, by the line; by the group; by who has a face of their own.
        in_force(&app.database, vec![json!({
            "key": "all", "name": "all", "enabled": true, "when": {"all": []},
            "routes": [{"to": "person", "employee_id": world.id("anna"), "even_if_absent": true}],
        })]);
        let by_line = order(3).await;
        assert_eq!(name(&by_line).await, "小研");
        in_force(&app.database, vec![office.rule("round_robin", false)]);
        let no_line = "UPDATE groups SET product_line_id = NULL";
        app.database.write(|db| sql::<()>(no_line).run(db)).expect("no line");
        let by_group = order(4).await;
        assert_eq!(name(&by_group).await, "小研");
        avatar(admin, "小学", json!([]), json!(office.people)).await;
        let by_person = order(5).await;
        assert_eq!(name(&by_person).await, "小学");

        // What has ended when it is told has a face as well, and every change of consultant leaves them all as they are.
        let mut ended = whole(1, "13600000009");
        ended["state"] = json!("completed");
        shop.put("/api/v1/orders/external/SO-6", ended).await.expect(200);
        for to in ["bo", "anna", "bo"] {
            for order in [&waits_longer, &waits, &by_line, &by_group, &by_person] {
                hand(admin, order, world.id(to)).await;
            }
        }
        let me = in_wechat(&app, "login oOrders").await;
        me.post("/mp/v1/me/phone", json!({"code": "phone 86 13600000009"})).await.expect(200);
        let mine = me.get("/mp/v1/me/orders").await.expect(200);
        let seen: Vec<(&str, &str)> = mine["items"]
            .as_array()
            .expect("orders")
            .iter()
            .map(|row| (row["external_id"].as_str().expect("it"), row["avatar"]["name"].as_str().expect("a name")))
            .collect();
        let all = [("SO-6", "小学"), ("SO-5", "小学"), ("SO-4", "小研"), ("SO-3", "小研"), ("SO-2", "小归"), ("SO-1", "小研")];
        assert_eq!(seen, all);
        assert_eq!(mine["items"][0]["avatar"], admin.get(&by_person).await.expect(200)["avatar"]);
        let again = me.get("/mp/v1/me/orders?limit=2").await.expect(200);
        assert_eq!((again["items"][1]["avatar"]["name"].as_str(), again["items"].as_array().map(Vec::len)), (Some("小学"), Some(2)));
        assert!(!id(&mine["items"][0]["avatar"]).is_empty());
        assert_sound(&app);
    }
}
