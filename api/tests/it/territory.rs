//! Provinces, cities, districts and who held them.

use serde_json::{Value, json};

use crate::common::{App, Caller, World, both};

async fn codes(caller: &Caller, query: &str) -> Vec<String> {
    let page = caller.get(&format!("/api/v1/districts?{query}")).await.expect(200);
    page["items"].as_array().expect("items").iter().map(|d| d["code"].as_str().expect("a code").to_owned()).collect()
}

both! {
    async fn the_regions_of_china_are_there_from_the_start(app: App) {
        let admin = app.admin().await;
        let provinces = admin.get("/api/v1/provinces").await.expect(200);
        assert_eq!(provinces.as_array().expect("provinces").len(), 31);
        let zhejiang = provinces.as_array().expect("provinces").iter().find(|p| p["code"] == "33").expect("33").clone();
        let path = format!("/api/v1/cities?province={}", zhejiang["id"].as_str().expect("an id"));
        let cities = admin.get(&path).await.expect(200);
        assert_eq!(cities.as_array().expect("cities").len(), 11);
        let draft = json!({"code": "33", "name": "浙江省"});
        let refused = admin.post("/api/v1/provinces", draft).await.expect(422);
        assert_eq!(refused["errors"].as_array().map(Vec::len), Some(2));
        let taiwan = admin.post("/api/v1/provinces", json!({"code": "71", "name": "台湾省"})).await.expect(201);
        let city = json!({"province_id": taiwan["id"], "code": "7101", "name": "台北市"});
        admin.post("/api/v1/cities", city.clone()).await.expect(201);
        admin.post("/api/v1/cities", city).await.expect(422);
        assert_eq!(admin.get("/api/v1/cities").await.expect(200).as_array().map(Vec::len), Some(370));
    }
}

both! {
    async fn districts_are_listed_by_code_and_filtered(app: App) {
        let world = World::build(&app).await;
        world.assign(&[&world.districts[1]], "anna").await;
        let anna = &world.anna;
        assert_eq!(codes(anna, "").await, ["330106001", "330106002", "330203001"]);
        assert_eq!(codes(anna, "held=true").await, ["330106002"]);
        assert_eq!(codes(anna, "held=false").await, ["330106001", "330203001"]);
        assert_eq!(codes(anna, &format!("agent={}", world.id("anna"))).await, ["330106002"]);
        assert!(codes(anna, &format!("agent={}&held=false", world.id("anna"))).await.is_empty());
        for (q, found) in [("北山", 1), ("街道", 3), ("xxj", 1), ("nanmen", 1), ("3301", 2), ("jiedao", 0)] {
            assert_eq!(codes(anna, &format!("q={q}")).await.len(), found, "{q}");
        }
        let page = anna.get("/api/v1/districts?limit=2").await.expect(200);
        let next = page["next_cursor"].as_str().expect("more");
        assert_eq!(codes(anna, &format!("limit=2&cursor={next}")).await, ["330203001"]);
        let first = anna.get(&format!("/api/v1/districts/{}", world.districts[0])).await.expect(200);
        assert_eq!((&first["city"], &first["province"]), (&json!("杭州市"), &json!("浙江省")));
        let query = format!("city={}&status=open", first["city_id"].as_str().expect("an id"));
        assert_eq!(codes(anna, &query).await.len(), 2);
        assert_eq!(anna.get("/api/v1/districts?limit=0").await.problem(422), "invalid");
        assert_eq!(anna.get("/api/v1/districts?unknown=1").await.problem(422), "invalid");
    }
}

both! {
    async fn a_district_is_edited_and_its_history_is_told(app: App) {
        let world = World::build(&app).await;
        let admin = &world.admin;
        let path = format!("/api/v1/districts/{}", world.districts[0]);
        let before = admin.get(&path).await.expect(200);
        let mut edit = json!({"code": "330106002", "name": "北山", "county": "西湖区", "city_id": before["city_id"],
                              "status": "closed", "version": 1});
        assert_eq!(admin.put(&path, edit.clone()).await.expect(422)["errors"][0]["pointer"], "/code");
        edit["code"] = json!("330106001");
        let after = admin.put(&path, edit.clone()).await.expect(200);
        assert_eq!((&after["name"], &after["status"], &after["version"]), (&json!("北山"), &json!("closed"), &json!(2)));
        assert_eq!(admin.put(&path, edit).await.problem(409), "stale");
        assert_eq!(world.anna.put(&path, json!({})).await.status, 422);

        let draft = json!({"code": "9", "name": "x", "city_id": before["city_id"]});
        let (one, other) = tokio::join!(
            admin.post("/api/v1/districts", draft.clone()),
            admin.post("/api/v1/districts", draft.clone()),
        );
        let mut statuses = [one.status, other.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 422]);

        world.assign(&[&world.districts[1]], "anna").await;
        world.assign(&[&world.districts[1]], "bo").await;
        let path = format!("/api/v1/districts/{}/holdings", world.districts[1]);
        let held = world.anna.get(&path).await.expect(200);
        let who: Vec<&Value> = held.as_array().expect("holdings").iter().map(|h| &h["agent"]["name"]).collect();
        assert_eq!(who, ["李波", "安娜"]);
        assert_eq!((&held[0]["to"], &held[0]["by"]["name"]), (&Value::Null, &json!("管理员")));
        assert_eq!(held[1]["to"], held[0]["from"]);
        // The closed district does not count.
        let path = format!("/api/v1/cities/{}/coverage", before["city_id"].as_str().expect("an id"));
        let coverage = world.anna.get(&path).await.expect(200);
        assert_eq!((&coverage["city"]["districts"], &coverage["city"]["held"]), (&json!(2), &json!(1)));
        assert_eq!(coverage["agents"], json!([{"agent": {"id": world.id("bo"), "name": "李波"}, "districts": 1}]));
    }
}

both! {
    async fn a_reviewer_is_shown_the_districts_that_an_address_names(app: App) {
        let world = World::build(&app).await;
        world.assign(&[&world.districts[0]], "anna").await;
        world.register("13600000002").await;
        let reviews = world.reviewer.get("/api/v1/reviews").await.expect(200);
        let suggestions = &reviews["items"][0]["suggestions"];
        assert_eq!(suggestions[0]["district"]["name"], "北山街道");
        assert_eq!(suggestions[0]["district"]["path"], "浙江省 杭州市 西湖区");
        assert_eq!(suggestions[0]["agent"]["name"], "安娜");
        // A closed district is suggested to nobody, at once.
        let path = format!("/api/v1/districts/{}", world.districts[0]);
        let district = world.admin.get(&path).await.expect(200);
        let edit = json!({"code": district["code"], "name": district["name"], "county": district["county"],
                          "city_id": district["city_id"], "status": "closed", "version": district["version"]});
        world.admin.put(&path, edit).await.expect(200);
        let reviews = world.reviewer.get("/api/v1/reviews").await.expect(200);
        assert!(reviews["items"][0]["suggestions"].as_array().expect("a list").is_empty());
    }
}
