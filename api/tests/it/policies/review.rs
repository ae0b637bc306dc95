//! What is wrong or unwise in a document.

use serde_json::json;

use super::{POLICIES, add_group, draft, in_force, path, pointers, rule};
use crate::common::{App, World, both};

both! {
    async fn what_is_unwise_is_found_and_keeps_a_draft_from_being_published(app: App) {
        let admin = app.admin().await;
        let document = json!({"rules": [
            rule("all", json!({"all": []}), json!([{"to": "queue"}])),
            rule("late", json!({"test": {"fact": "level", "is": ["a"]}}), json!([{"to": "sticky_owner"}])),
        ], "otherwise": []});
        let found = admin.post(&format!("{POLICIES}/lint"), json!({"document": document})).await.expect(200);
        assert_eq!((&found["fit"], &found["faults"]), (&json!(false), &json!([])));
        let finding = &found["findings"][0];
        assert_eq!((&finding["code"], &finding["pointer"]), (&json!("unreachable"), &json!("/rules/1")));
        assert_eq!((&finding["severity"], &finding["others"]), (&json!("error"), &json!([0])));
        let made = draft(&admin, "", document).await;
        assert_eq!(made["review"], found);
        let body = json!({"note": "x", "version": 1});
        assert_eq!(admin.post(&format!("{}/publish", path(&made)), body).await.problem(409), "policy_unfit");
        assert_eq!(in_force(&admin).await["number"], json!(1));
    }
}

both! {
    async fn what_does_not_exist_is_named_by_its_place(app: App) {
        let world = World::build(&app).await;
        let group = add_group(&app, 7, "研学组");
        let nowhere = "05xk3v0q8g000";
        let document = json!({"rules": [
            rule("a", json!({"all": [
                {"test": {"fact": "district", "is": [world.districts[0], nowhere]}},
                {"not": {"test": {"fact": "product_line", "is": [nowhere]}}},
            ]}), json!([
                {"to": "group", "group_id": group, "strategy": "round_robin"},
                {"to": "group", "group_id": nowhere, "strategy": "round_robin"},
                {"to": "person", "employee_id": world.id("anna")},
                {"to": "person", "employee_id": world.id("lead")},
            ])),
            {"key": "b", "name": "", "enabled": false, "when": {"any": []},
             "routes": [{"to": "person", "employee_id": world.id("lead")}]},
        ], "otherwise": [{"to": "person", "employee_id": nowhere}]});
        let wrong = [
            ("/rules/1/name", "required"),
            ("/rules/0/when/all/0/test/is/1", "not_found"),
            ("/rules/0/when/all/1/not/test/is/0", "not_found"),
            ("/rules/0/routes/1/group_id", "not_found"),
            ("/rules/0/routes/3/employee_id", "not_an_agent"),
            ("/otherwise/0/employee_id", "not_found"),
        ];
        let at = |prefix: &str, wrong: &[(&str, &str)]| -> Vec<(String, String)> {
            wrong.iter().map(|(pointer, code)| (format!("{prefix}{pointer}"), (*code).to_owned())).collect()
        };
        // What is malformed is told first, then what does not exist.
        let refused = world.admin.post(POLICIES, json!({"document": document})).await.expect(422);
        assert_eq!(pointers(&refused), at("/document", &wrong[..1]));
        let mut named = document.clone();
        named["rules"][1]["name"] = json!("b");
        let refused = world.admin.post(POLICIES, json!({"document": named})).await.expect(422);
        assert_eq!(pointers(&refused), at("/document", &wrong[1..]));

        let kept = world.admin.post(POLICIES, json!({"document": document, "incomplete": true})).await.expect(201);
        assert_eq!(pointers(&json!({"errors": kept["review"]["faults"]})), at("", &wrong));
        assert_eq!(kept["review"]["fit"], json!(false));
        assert_eq!(kept["names"]["groups"], json!({group: "研学组"}));
        assert_eq!(kept["names"]["people"][world.id("anna")], json!("安娜"));
        assert_eq!(kept["names"]["places"][&world.districts[0]], json!("北山街道 · 浙江省 杭州市 西湖区"));
        let edit = json!({"name": "", "document": named, "version": 1});
        assert_eq!(pointers(&world.admin.put(&path(&kept), edit).await.expect(422)), at("/document", &wrong[1..]));
        let body = json!({"note": "x", "version": 1});
        let refused = world.admin.post(&format!("{}/publish", path(&kept)), body).await.expect(422);
        assert_eq!(pointers(&refused), at("/document", &wrong));
    }
}
