//! Cases tried on a policy.

use serde_json::{Value, json};

use super::{POLICIES, add_group, pointers, rule};
use crate::common::{App, World, both};

both! {
    async fn a_case_that_is_tried_is_explained_and_nothing_is_written(app: App) {
        let world = World::build(&app).await;
        let group = add_group(&app, 7, "研学组");
        world.assign(&[&world.districts[0]], "bo").await;
        let customer = world.register("13700000500").await;
        world.approve(&customer, &world.districts[0]).await;
        let document = json!({"rules": [
            rule("vip", json!({"test": {"fact": "level", "is": ["a"]}}), json!([{"to": "sticky_owner"}])),
            rule("here", json!({"all": [
                {"test": {"fact": "city", "is": []}},
            ]}), json!([{"to": "sticky_owner"}])),
            rule("place", json!({"test": {"fact": "district", "is": [world.districts[0]]}}), json!([
                {"to": "group", "group_id": group, "strategy": "least_loaded"},
                {"to": "district_owner"},
            ])),
        ], "otherwise": [{"to": "queue"}]});
        let asked = |facts: Value| {
            let (lead, body) = (world.lead.clone(), json!({"policy": {"document": document}, "facts": facts}));
            async move { lead.post(&format!("{POLICIES}/try"), body).await }
        };
        let seen = asked(json!({"kind": "inquiry", "customer_id": customer})).await.expect(200);
        let rules = &seen["explanation"]["rules"];
        assert_eq!((&rules[0]["verdict"], &rules[0]["tests"][0]["actual"]), (&json!("not_matched"), &json!("c")));
        assert_eq!(seen["tests"]["/rules/0/when/test"], json!({"fact": "level", "is": ["a"]}));
        assert_eq!((&rules[2]["key"], &rules[2]["verdict"]), (&json!("place"), &json!("matched")));
        assert_eq!(rules[2]["routes"][1]["candidates"][0]["employee"], json!(world.id("bo")));
        assert_eq!(seen["names"]["people"][world.id("bo")], json!("李波"));
        assert_eq!(seen["names"]["groups"][&group], json!("研学组"));
        assert_eq!(seen["rules"]["place"], json!("place"));
        assert_eq!(seen["policy"], json!(null));

        // By hand, and on the policy in force, which knows the owner only.
        let by_hand = json!({"facts": {"kind": "inquiry", "owner": world.id("anna"), "level": "a",
                             "moment": {"time": "22:30", "weekday": "saturday", "workday": false}}});
        let seen = world.lead.post(&format!("{POLICIES}/try"), by_hand).await.expect(200);
        assert_eq!(seen["policy"]["number"], json!(1));
        assert_eq!(seen["explanation"]["rules"][0]["routes"][0]["candidates"][0]["employee"], json!(world.id("anna")));

        let refused = asked(json!({"kind": "inquiry", "district": "05xk3v0q8g000"})).await.expect(422);
        assert_eq!(pointers(&refused), [("/facts/district".into(), "not_found".into())]);
        let history = world.admin.get(&format!("/api/v1/customers/{customer}/ownership")).await.expect(200);
        assert_eq!(history.as_array().map(Vec::len), Some(1));
    }
}

both! {
    async fn a_case_of_a_customer_whom_one_does_not_see_cannot_be_tried(app: App) {
        let world = World::build(&app).await;
        world.assign(&[&world.districts[0]], "anna").await;
        world.assign(&[&world.districts[2]], "bo").await;
        let mut customers = Vec::new();
        for (phone, district) in [("13600000601", 0), ("13600000602", 2)] {
            let customer = world.register(phone).await;
            world.approve(&customer, &world.districts[district]).await;
            customers.push(customer);
        }
        let grants = json!([{"permission": "customer.read", "scope": "own"}, {"permission": "policy.read", "scope": "all"}]);
        let role = world.admin.post("/api/v1/roles", json!({"name": "tries", "grants": grants})).await.expect(201);
        let path = format!("/api/v1/employees/{}/roles", world.id("anna"));
        world.admin.put(&path, json!({"roles": [role["id"]], "data_roles": []})).await.expect(200);
        let ask = |customer: &str| {
            let (anna, body) = (world.anna.clone(), json!({"facts": {"kind": "inquiry", "customer_id": customer}}));
            async move { anna.post(&format!("{POLICIES}/try"), body).await }
        };
        ask(&customers[0]).await.expect(200);
        let hidden = ask(&customers[1]).await.expect(422);
        let missing = ask("05xk3v0q8g000").await.expect(422);
        assert_eq!(hidden["errors"], missing["errors"]);
        assert_eq!(pointers(&hidden), [("/facts/customer_id".into(), "not_found".into())]);
    }
}
