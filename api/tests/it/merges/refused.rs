//! What is refused: without the permission, out of scope, too late, outdated, and behind the product's back.

use guike::db::{Db, Dialect, sql};
use serde_json::json;

use super::{confirmed, look, merge, sorry, undo_path};
use crate::common::{App, World, both};

both! {
    async fn only_who_may_and_who_sees_both_merges_them(app: App) {
        let world = World::build(&app).await;
        world.assign(&[&world.districts[0]], "anna").await;
        world.assign(&[&world.districts[1]], "bo").await;
        let hers = world.register("13600007000").await;
        world.approve(&hers, &world.districts[0]).await;
        let his = world.register("13600007001").await;
        world.approve(&his, &world.districts[1]).await;
        let path = format!("/api/v1/customers/{hers}/merges");
        let seen = look(&world.admin, &hers, &his).await;
        assert_eq!(world.lead.post(&path, confirmed(&seen, &his)).await.problem(403), "forbidden");
        let role = json!({"name": "合并", "grants": [{"permission": "customer.merge", "scope": "all"}]});
        let role = world.admin.post("/api/v1/roles", role).await.expect(201)["id"].clone();
        let known = world.admin.get("/api/v1/roles").await.expect(200);
        for (who, code) in [("anna", "agent"), ("lead", "lead")] {
            let built_in = known.as_array().expect("roles").iter().find(|role| role["code"] == code).expect("a role");
            let path = format!("/api/v1/employees/{}/roles", world.id(who));
            let has = json!({"roles": [built_in["id"], role], "data_roles": []});
            world.admin.put(&path, has).await.expect(200);
        }
        assert_eq!(world.anna.post(&path, confirmed(&seen, &his)).await.problem(404), "not_found");
        let preview = format!("/api/v1/customers/{hers}/merge-preview?with={his}");
        assert_eq!(world.anna.get(&preview).await.problem(404), "not_found");
        assert_eq!(world.anna.post(&format!("/api/v1/customers/{hers}/apart"), json!({"other_id": his})).await.problem(404), "not_found");
        let done = merge(&world.lead, &hers, &his).await;
        assert_eq!(world.bo.get(&format!("/api/v1/customers/{hers}/merges")).await.problem(404), "not_found");
        assert_eq!(world.bo.post(&undo_path(&done), sorry()).await.problem(403), "forbidden");
        world.anna.post(&undo_path(&done), sorry()).await.expect(200);
    }
}

both! {
    async fn what_changed_since_the_preview_is_looked_at_again(app: App) {
        let world = World::build(&app).await;
        world.assign(&[&world.districts[0]], "anna").await;
        let kept = world.register("13600007100").await;
        world.approve(&kept, &world.districts[0]).await;
        let gone = world.register("13600007101").await;
        world.approve(&gone, &world.districts[0]).await;
        let path = format!("/api/v1/customers/{kept}/merges");
        let seen = look(&world.admin, &kept, &gone).await;
        world.assign(&[&world.districts[0]], "bo").await;
        assert_eq!(world.admin.post(&path, confirmed(&seen, &gone)).await.problem(409), "preview_outdated");
        let seen = look(&world.admin, &kept, &gone).await;
        let page = world.admin.get(&format!("/api/v1/customers/{gone}")).await.expect(200);
        let edit = json!({"name": "新名字", "company": "", "level": "c", "address": "", "version": page["version"]});
        world.admin.put(&format!("/api/v1/customers/{gone}"), edit).await.expect(200);
        assert_eq!(world.admin.post(&path, confirmed(&seen, &gone)).await.problem(409), "preview_outdated");
        let same = world.admin.get(&format!("/api/v1/customers/{kept}/merge-preview?with={kept}")).await;
        assert_eq!(same.problem(422), "invalid");
        let mut empty = confirmed(&look(&world.admin, &kept, &gone).await, &gone);
        empty["reason"] = json!(" ");
        assert_eq!(world.admin.post(&path, empty).await.problem(422), "invalid");
        merge(&world.admin, &kept, &gone).await;
    }
}

both! {
    async fn a_merge_is_undone_within_the_days_that_the_settings_say(app: App) {
        let world = World::build(&app).await;
        let (kept, gone) = (world.register("13600007200").await, world.register("13600007201").await);
        let done = merge(&world.admin, &kept, &gone).await;
        let mut settings = world.admin.get("/api/v1/settings").await.expect(200);
        assert_eq!(settings["merge_undo_days"], 30);
        settings["merge_undo_days"] = json!(0);
        assert_eq!(world.admin.put("/api/v1/settings", settings.clone()).await.problem(422), "invalid");
        settings["merge_undo_days"] = json!(1);
        world.admin.put("/api/v1/settings", settings).await.expect(200);
        // Two days go by, which the database would never let pass otherwise.
        app.database.write(|db: &mut Db| {
            let (off, on, back) = match db.dialect() {
                Dialect::Sqlite => ("DROP TRIGGER customer_merges_undone_once", "", "at - 172800000000"),
                Dialect::Postgres => (
                    "ALTER TABLE customer_merges DISABLE TRIGGER customer_merges_undone_once",
                    "ALTER TABLE customer_merges ENABLE TRIGGER customer_merges_undone_once",
                    "at - INTERVAL '2 days'",
                ),
            };
            sql::<()>(off).run(db)?;
            sql::<()>(format!("UPDATE customer_merges SET at = {back}")).run(db)?;
            if on.is_empty() { Ok(0) } else { sql::<()>(on).run(db) }
        }).expect("another day");
        let listed = world.admin.get(&format!("/api/v1/customers/{kept}/merges")).await.expect(200);
        assert_eq!(listed[0]["can_undo"], false);
        assert_eq!(world.admin.post(&undo_path(&done), sorry()).await.problem(409), "undo_too_late");
    }
}

both! {
    async fn the_database_itself_refuses_every_other_way(app: App) {
        let world = World::build(&app).await;
        world.assign(&[&world.districts[0]], "anna").await;
        let mut four = Vec::new();
        for n in 0..4 {
            let customer = world.register(&format!("1360000730{n}")).await;
            world.approve(&customer, &world.districts[0]).await;
            world.admin.post(&format!("/api/v1/customers/{customer}/follow-ups"), json!({"way": "phone", "content": "a"})).await.expect(201);
            four.push(customer);
        }
        let raw = |id: &str| id.parse::<shared::ids::CustomerId>().expect("an id").raw();
        let (kept, gone, other) = (raw(&four[0]), raw(&four[1]), raw(&four[2]));
        merge(&world.admin, &four[0], &four[1]).await;
        let insert = |what: &str| match what {
            "follow_ups" => format!("INSERT INTO follow_ups SELECT id + 1, {gone}, author_id, owner_id, at, way, content, order_id FROM follow_ups WHERE customer_id = {other}"),
            "timeline" => format!("INSERT INTO timeline (id, customer_id, at, kind) SELECT id + 1, {gone}, at, kind FROM timeline WHERE customer_id = {other} AND kind = 'registered'"),
            "ownerships" => format!("INSERT INTO ownerships SELECT {gone}, owner_id, 1, since, reason, by_id, idle_since, due_on FROM ownerships WHERE customer_id = {other}"),
            "waiting" => format!("INSERT INTO waiting SELECT {gone}, 'customer', 1, 0, 0, since, 'x', since FROM ownerships WHERE customer_id = {other}"),
            _ => format!("INSERT INTO channel_identities SELECT 1, 'external', 'x', NULL, {gone}, 'said', since, since FROM ownerships WHERE customer_id = {other}"),
        };
        let mut statements: Vec<String> =
            ["follow_ups", "timeline", "ownerships", "waiting", "channel_identities"].into_iter().map(insert).collect();
        statements.extend([
            format!("UPDATE customers SET name = 'x' WHERE id = {gone}"),
            format!("UPDATE customers SET status = 'pending', merged_into = NULL WHERE id = {gone}"),
            format!("UPDATE customers SET status = 'queued', merged_into = NULL WHERE id = {gone}"),
            format!("UPDATE customers SET merged_into = {other} WHERE id = {gone}"),
            format!("UPDATE customers SET status = 'merged', merged_into = {kept} WHERE id = {other}"),
            format!("UPDATE follow_ups SET customer_id = {gone} WHERE customer_id = {kept}"),
            format!("UPDATE follow_ups SET customer_id = {kept} WHERE customer_id = {other}"),
            "UPDATE follow_ups SET content = 'x'".to_owned(),
            format!("UPDATE timeline SET customer_id = {kept} WHERE customer_id = {other}"),
            "UPDATE timeline SET kind = 'edited'".to_owned(),
            "UPDATE customer_merges SET reason = 'x'".to_owned(),
            "DELETE FROM customer_merges".to_owned(),
            "DELETE FROM customer_merge_rows".to_owned(),
            "UPDATE customer_merge_rows SET row_id = 1".to_owned(),
            format!("INSERT INTO customer_merge_rows SELECT m.id, 'follow_up', f.id FROM customer_merges m JOIN follow_ups f ON f.customer_id = {other}"),
            format!("INSERT INTO customer_merges SELECT 1, gone_id, {other}, at, by_id, reason, 'queued', NULL, memo, NULL, NULL, NULL FROM customer_merges"),
        ]);
        for statement in statements {
            let done = app.database.write(|db: &mut Db| sql::<()>(statement.clone()).run(db));
            assert!(!matches!(done, Ok(rows) if rows > 0), "{statement}: {done:?}");
            assert!(done.is_err(), "{statement} found nothing to do");
        }
    }
}
