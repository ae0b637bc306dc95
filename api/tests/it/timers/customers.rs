//! Customers whom nobody follows up.

use guike::{
    assignment,
    db::{Db, sql},
    error::Error,
};
use serde_json::{Value, json};

use super::{later, notices, people, settle, stages, timer, told};
use crate::{
    common::{App, World, both, in_force, in_force_with, question},
    invariants::{assert_sound, number},
};

/// Everybody is due since days.
fn overdue(app: &App) {
    let made = app.database.write::<_, Error>(|db: &mut Db| {
        sql::<()>("UPDATE ownerships SET idle_since = idle_since - 60, due_on = due_on - 60").run(db)?;
        assignment::look_again_at_all(db)
    });
    made.expect("due days");
    settle(&app.database);
}

async fn owner(world: &World, customer: &str) -> Value {
    world.admin.get(&format!("/api/v1/customers/{customer}")).await.expect(200)["owner"]["id"].clone()
}

async fn three_of_anna(world: &World) -> Vec<String> {
    world.assign(&[&world.districts[0]], "anna").await;
    let mut customers = Vec::new();
    for n in 1..=3 {
        let customer = world.register(&format!("1380000000{n}")).await;
        world.approve(&customer, &world.districts[0]).await;
        customers.push(customer);
    }
    customers
}

both! {
    async fn customers_who_are_not_followed_up_go_to_somebody_else_and_notices_count(app: App) {
        let world = World::build(&app).await;
        let customers = three_of_anna(&world).await;
        let from = chrono::Utc::now();
        let steps = stages(&[(1, "remind"), (480, "tell_lead"), (960, "reassign")]);
        let mut rule = people(&[world.id("bo")]);
        rule["routes"].as_array_mut().expect("routes").insert(0, json!({"to": "district_owner"}));
        in_force_with(&app.database, vec![rule], vec![timer("not_followed_up", steps)]);
        settle(&app.database);
        assert_eq!(number(&app, "SELECT count(*) FROM timers"), 0, "nobody is due yet");
        overdue(&app);
        assert_eq!(number(&app, "SELECT count(*) FROM timers WHERE kind = 'customer'"), 3);
        later(&app.database, 2);
        assert_eq!(notices(&world.anna).await, [("reminder".to_owned(), 3)], "one that counts");
        let entries = told(&world.anna, &json!(customers[2])).await;
        assert_eq!((&entries[0]["kind"], &entries[0]["timer"]["case"]), (&json!("timer_reminded"), &Value::Null));
        later(&app.database, 480);
        assert_eq!(notices(&world.lead).await, [("late_owner".to_owned(), 3)]);
        let path = format!("/api/v1/customers/{}/follow-ups", customers[0]);
        world.anna.post(&path, json!({"way": "phone", "content": "聊过了"})).await.expect(201);
        assert_eq!(number(&app, "SELECT count(*) FROM timers"), 2);
        later(&app.database, 480);
        assert_eq!(owner(&world, &customers[0]).await, world.ids["anna"]);
        for customer in &customers[1..] {
            assert_eq!(owner(&world, customer).await, world.ids["bo"]);
            let entries = told(&world.admin, &json!(customer)).await;
            assert_eq!((&entries[0]["kind"], entries.len()), (&json!("timer_reassigned"), 3));
            let path = format!("/api/v1/customers/{customer}/decisions");
            let decisions = world.admin.get(&path).await.expect(200);
            assert_eq!(decisions["items"][0]["id"], entries[0]["timer"]["decision"]);
            let holder = &decisions["items"][0]["explanation"]["rules"][0]["routes"][0]["candidates"][0];
            assert_eq!(holder["removed"]["code"], "declined");
        }
        assert_eq!(number(&app, "SELECT count(*) FROM ownerships WHERE reason = 'timer'"), 2);
        let page = world.anna.get("/api/v1/me/notices").await.expect(200);
        let gone = &page["items"][0];
        assert_eq!((&gone["kind"], &gone["customers"], &gone["person"]["name"]), (&json!("taken_away"), &json!(2), &json!("李波")));
        assert_eq!(gone["customer"], Value::Null, "whose they are she may not see any more");
        let page = world.bo.get("/api/v1/me/notices").await.expect(200);
        assert_eq!((&page["items"][0]["kind"], &page["items"][0]["customer"]["name"]), (&json!("received"), &json!("客户")));
        // What they ask later goes to the new owner, in a simulation as it did: there, a timer's gift is given.
        let mut sticky = people(&[world.id("anna")]);
        sticky["routes"].as_array_mut().expect("routes").insert(0, json!({"to": "sticky_owner"}));
        in_force_with(&app.database, vec![sticky], vec![timer("not_followed_up", stages(&[(1, "remind")]))]);
        let asked = world.admin.post("/api/v1/inquiries", question("13800000002")).await.expect(201);
        assert_eq!(asked["owner"]["id"], world.ids["bo"]);
        let request = json!({"from": from, "to": chrono::Utc::now()});
        let simulated = world.admin.post("/api/v1/simulations", request).await.expect(200);
        let beside = &simulated["beside_happened"];
        assert_eq!((&beside["compared"], &beside["changed"]), (&json!(1), &json!(0)), "{simulated:#}");
        // They are due still, and the new owner has time of their own.
        settle(&app.database);
        assert_eq!(number(&app, "SELECT count(*) FROM timers WHERE passed_at IS NULL AND due_at IS NOT NULL"), 2);
        later(&app.database, 2);
        assert_eq!(notices(&world.bo).await[0], ("reminder".to_owned(), 2));
        assert_sound(&app);
    }
}

both! {
    async fn with_nobody_else_customers_stay_and_the_lead_is_told(app: App) {
        let world = World::build(&app).await;
        let customers = three_of_anna(&world).await;
        let rule = json!({"key": "all", "name": "all", "enabled": true, "when": {"all": []}, "routes": [{"to": "district_owner"}]});
        in_force_with(&app.database, vec![rule], vec![timer("not_followed_up", stages(&[(10, "reassign")]))]);
        overdue(&app);
        later(&app.database, 11);
        assert_eq!(owner(&world, &customers[0]).await, world.ids["anna"]);
        assert_eq!(notices(&world.lead).await, [("kept_by_owner".to_owned(), 3)]);
        assert_eq!(told(&world.anna, &json!(customers[0])).await[0]["kind"], "timer_kept");
        later(&app.database, 1_000);
        assert_eq!(number(&app, "SELECT count(*) FROM timeline WHERE kind = 'timer_kept'"), 3, "once");
        assert_sound(&app);
    }
}

both! {
    async fn a_day_a_level_and_a_new_owner_change_what_is_waited_for(app: App) {
        let world = World::build(&app).await;
        let customers = three_of_anna(&world).await;
        let steps = stages(&[(60, "remind")]);
        in_force_with(&app.database, vec![people(&[world.id("bo")])], vec![timer("not_followed_up", steps)]);
        overdue(&app);
        later(&app.database, 30);
        let body = json!({"owner_id": world.ids["bo"], "from_id": world.ids["anna"]});
        world.lead.post(&format!("/api/v1/customers/{}/hand-over", customers[0]), body).await.expect(200);
        later(&app.database, 31);
        assert_eq!(notices(&world.anna).await, [("reminder".to_owned(), 2)]);
        assert_eq!(notices(&world.bo).await, [], "half an hour is not an hour");
        later(&app.database, 30);
        assert_eq!(notices(&world.bo).await, [("reminder".to_owned(), 1)]);
        // Many move at once, and nobody waits for that: they are gone through afterwards.
        world.assign(&[&world.districts[0]], "bo").await;
        later(&app.database, 61);
        assert_eq!(notices(&world.bo).await, [("reminder".to_owned(), 3)]);
        in_force(&app.database, vec![people(&[world.id("bo")])]);
        settle(&app.database);
        assert_eq!(number(&app, "SELECT count(*) FROM timers"), 0);
        assert_sound(&app);
    }
}
