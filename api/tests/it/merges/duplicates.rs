//! Who may be the same person, found by what they share.

use serde_json::{Value, json};

use super::{merge, sorry, undo_path};
use crate::common::{App, World, both};

async fn register(world: &World, name: &str, phone: &str, company: &str) -> String {
    let body = json!({"name": name, "phone": phone, "company": company});
    let made = world.mini_program.post("/mp/v1/registrations", body).await.expect(201);
    made["id"].as_str().expect("an id").to_owned()
}

async fn suggested(world: &World, id: &str) -> Vec<(String, Value)> {
    let found = world.admin.get(&format!("/api/v1/customers/{id}/duplicates")).await.expect(200);
    let row = |row: &Value| (row["customer"]["id"].as_str().expect("an id").to_owned(), row["reasons"].clone());
    let mut found: Vec<_> =
        found.as_array().expect("rows").iter().filter(|row| row["apart"].is_null()).map(row).collect();
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

both! {
    async fn the_same_name_and_shop_a_typo_and_what_sounds_alike_are_suggested(app: App) {
        let world = World::build(&app).await;
        let zhang = register(&world, "张伟", "13600006000", "建国五金").await;
        let shop = register(&world, "张伟", "13911112222", "建国五金").await;
        let digit = register(&world, "张伟", "13600006001", "").await;
        let swapped = register(&world, "张伟", "13600000600", "").await;
        let tail = register(&world, "张伟", "15800006000", "").await;
        let sound = register(&world, "章威", "13700000000", "建国五金").await;
        register(&world, "李雷", "13600006002", "建国五金").await;
        register(&world, "张伟", "13912345678", "别的店").await;
        let mut expected = vec![
            (shop.clone(), json!(["same_name_and_company"])),
            (digit.clone(), json!(["phone_typo"])),
            (swapped.clone(), json!(["phone_typo"])),
            (tail, json!(["same_name_and_phone_tail"])),
            (sound, json!(["sounds_alike"])),
        ];
        expected.sort_by(|a, b| a.0.cmp(&b.0));
        assert_eq!(suggested(&world, &zhang).await, expected);
        // Who is said to be somebody else is suggested no more, from neither side, until that is taken back.
        let said = world.admin.post(&format!("/api/v1/customers/{zhang}/apart"), json!({"other_id": shop})).await.expect(201);
        assert_eq!(said["by"]["name"], "管理员");
        assert!(suggested(&world, &zhang).await.iter().all(|(id, _)| *id != shop));
        assert!(suggested(&world, &shop).await.iter().all(|(id, _)| *id != zhang));
        let delete = reqwest::Method::DELETE;
        let path = format!("/api/v1/customers/{shop}/apart/{zhang}");
        assert_eq!(world.admin.send(delete.clone(), &path, None, &[]).await.status, 204);
        assert_eq!(world.admin.send(delete, &path, None, &[]).await.problem(404), "not_found");
        assert_eq!(suggested(&world, &zhang).await, expected);
        // Who is merged is suggested no more, and is again when that is undone.
        let done = merge(&world.admin, &zhang, &digit).await;
        assert_eq!(suggested(&world, &zhang).await.len(), 4);
        world.admin.post(&undo_path(&done), sorry()).await.expect(200);
        assert_eq!(suggested(&world, &zhang).await, expected);
    }
}

both! {
    async fn nobody_is_suggested_who_is_out_of_scope(app: App) {
        let world = World::build(&app).await;
        world.assign(&[&world.districts[0]], "anna").await;
        world.assign(&[&world.districts[1]], "bo").await;
        let hers = register(&world, "张伟", "13600006100", "建国五金").await;
        world.approve(&hers, &world.districts[0]).await;
        let his = register(&world, "张伟", "13600006101", "建国五金").await;
        world.approve(&his, &world.districts[1]).await;
        assert_eq!(world.anna.get(&format!("/api/v1/customers/{hers}/duplicates")).await.expect(200), json!([]));
        assert_eq!(world.anna.get(&format!("/api/v1/customers/{his}/duplicates")).await.problem(404), "not_found");
        assert_eq!(suggested(&world, &hers).await.len(), 1);
    }
}
