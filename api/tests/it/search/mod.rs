//! The search finds what it should, nothing else, and nothing that one may not see.

mod company;
mod model;

use guike::{
    db::sql,
    permissions::{Access, DirectoryCache, Origin},
    search::{Bounds, search},
};
use serde_json::{Value, json};
use shared::search::SearchQuery;

use crate::common::{App, World, both};
use company::{Chance, all, company};
use model::{KINDS, about};

fn query(kind: usize, conditions: &[(String, String)]) -> String {
    let mut text = format!("/api/v1/search?find={}", KINDS[kind]);
    for (name, value) in conditions {
        let value: String = value.bytes().map(|byte| format!("%{byte:02X}")).collect();
        text.push_str(&format!("&{name}={value}"));
    }
    text
}

/// The same search by other bounds, asked of the server's own function, page after page.
fn bounded(app: &App, access: &Access, path: &str, bounds: Bounds) -> Vec<String> {
    let (_, text) = path.split_once('?').expect("a question");
    let mut query = actix_web::web::Query::<SearchQuery>::from_query(text).expect("a query").into_inner();
    query.limit = Some(2);
    let mut ids = Vec::new();
    loop {
        let page = app.database.read(|db| search(db, access, &query, bounds)).expect("a page");
        assert!(page.searched_through.is_none() || page.items.len() <= 2 && page.next_cursor.is_some());
        ids.extend(page.items.iter().map(|found| found.row.id()));
        if page.next_cursor.is_none() {
            return ids;
        }
        assert_ne!(page.next_cursor, query.cursor, "it goes on");
        query.cursor = page.next_cursor;
    }
}

both! {
    async fn it_finds_what_a_look_at_everything_finds_whoever_asks(app: App) {
        let mut chance = Chance(20_261_125);
        let company = company(&app, &mut chance).await;
        let world = &company.world;
        let callers = [&world.admin, &world.lead, &world.anna, &world.bo];
        let mut seen = Vec::new();
        for caller in callers {
            seen.push(company.seen_by(caller).await);
        }
        let sizes: Vec<[usize; 4]> = seen.iter().map(|seen| [0, 1, 2, 3].map(|kind| seen.kinds[kind].len())).collect();
        assert!(sizes[2][1] < sizes[1][1] && sizes[1][1] < sizes[0][1] && sizes[2][0] > 2 && sizes[3][0] > 2, "{sizes:?}");
        let mut accesses = Vec::new();
        for caller in callers {
            let me = caller.get("/api/v1/me").await.expect(200)["employee_id"].clone();
            let me = me.as_str().and_then(|id| id.parse().ok()).expect("an id");
            let directory = app.database.read(|db| DirectoryCache::default().current(db)).expect("a directory");
            accesses.push(Access::new(me, directory, Origin::default()));
        }
        let mut found_some = 0;
        for round in 0..500 {
            let (who, kind) = (chance.below(4), chance.below(4));
            let mut conditions: Vec<(String, String)> = Vec::new();
            // Each condition alone often enough, and combinations.
            for _ in 0..=[0, 0, 1, 1, 2, 3][chance.below(6)] {
                for (name, value) in company.condition(&mut chance, &seen[who]) {
                    if conditions.iter().all(|(known, _)| *known != name) {
                        conditions.push((name, value));
                    }
                }
            }
            let path = query(kind, &conditions);
            let rows = all(callers[who], &format!("{path}&limit={}", 1 + chance.below(8))).await;
            let ids: Vec<String> = rows.iter().map(|row| row["row"]["id"].as_str().expect("an id").to_owned()).collect();
            let expected = seen[who].find(kind, &conditions);
            assert_eq!(ids, expected, "round {round}, caller {who}, {} {conditions:?}", KINDS[kind]);
            // The same on every other way: by narrower bounds others are taken, and requests end early.
            let bounds = Bounds { few: chance.one(&[0, 3]), most: chance.one(&[1, 7, 100]), first: 1 + chance.below(5) };
            let ids = bounded(&app, &accesses[who], &path, bounds);
            assert_eq!(ids, expected, "{bounds:?}, caller {who}, {} {conditions:?}", KINDS[kind]);
            found_some += usize::from(!ids.is_empty());
            // Why it was found is said of each kind whose words were asked for, with the words in it.
            for row in &rows {
                let matches = row["matches"].as_array().expect("matches");
                let asked = conditions.iter().filter(|(name, _)| name.ends_with("_words"));
                for (name, _) in asked {
                    let of = matches.iter().find(|one| one["kind"] == KINDS[about(name)]).expect("a match of that kind");
                    let excerpt: Vec<char> = of["excerpt"].as_str().expect("a text").chars().collect();
                    let mark = &of["marks"][0];
                    let place = |end: &str| usize::try_from(mark[end].as_u64().expect("a place")).expect("small");
                    assert!(place("from") < place("to") && place("to") <= excerpt.len(), "{of}");
                }
                let can_see = row["customer"]["can_see"] == true;
                let customer = row["customer"]["id"].as_str().expect("an id");
                assert_eq!(can_see, seen[who].kinds[0].iter().any(|thing| thing.id == customer));
                assert_eq!(row["customer"]["phone"].is_string(), can_see);
            }
        }
        assert!(found_some > 100, "only {found_some} of 500 questions had an answer");
        // Everything was put into the index by whoever wrote it.
        let due = app.database.read(|db| {
            use diesel::RunQueryDsl;
            sql::<(diesel::sql_types::BigInt,)>("SELECT count(*) FROM search_due").get_result::<(i64,)>(db)
        });
        assert_eq!(due.expect("a count").0, 0);
    }
}

both! {
    async fn what_one_may_not_see_cannot_be_asked_about(app: App) {
        let world = World::build(&app).await;
        let role = |name: &str, permission: &str| json!({"name": name, "grants": [{"permission": permission, "scope": "all"}]});
        let role = world.admin.post("/api/v1/roles", role("asker", "inquiry.read")).await.expect(201)["id"].clone();
        let path = format!("/api/v1/employees/{}/roles", world.id("reviewer"));
        world.admin.put(&path, json!({"roles": [role], "data_roles": []})).await.expect(200);
        let made = world.admin.post("/api/v1/inquiries", crate::common::question("13800138000")).await.expect(201);
        let found = world.reviewer.get("/api/v1/search?find=inquiries").await.expect(200);
        let one = &found["items"][0];
        assert_eq!((&one["row"]["id"], &one["customer"]["can_see"]), (&made["id"], &json!(false)));
        assert_eq!((&one["customer"]["phone"], &one["customer"]["owner"]), (&Value::Null, &Value::Null));
        for find in ["customers", "orders", "follow_ups"] {
            assert_eq!(world.reviewer.get(&format!("/api/v1/search?find={find}")).await.problem(403), "forbidden");
        }
        for condition in ["customer_level=a", "order_number=S", "follow_up_way=phone", "customer=138"] {
            let refused = world.reviewer.get(&format!("/api/v1/search?find=inquiries&{condition}")).await.expect(422);
            let name = condition.split('=').next().expect("a name");
            assert_eq!(refused["errors"][0]["pointer"], format!("/{name}"));
        }
        // The quick search looks at what one may see and passes over the rest.
        let quick = world.reviewer.get("/api/v1/search/quick?q=%E6%8A%A5%E5%90%8D").await.expect(200);
        let kinds: Vec<&str> = quick["items"].as_array().expect("rows").iter().filter_map(|one| one["row"]["kind"].as_str()).collect();
        assert_eq!(kinds, ["inquiry"]);
    }
}

both! {
    async fn words_are_words_whatever_they_mean_to_an_index(app: App) {
        let world = World::build(&app).await;
        world.admin.post("/api/v1/inquiries", crate::common::question("13800138000")).await.expect(201);
        let ask = |words: &str| {
            let path = query(1, &[("inquiry_words".to_owned(), words.to_owned())]);
            let admin = world.admin.clone();
            async move { admin.get(&path).await }
        };
        let count = |page: Value| page["items"].as_array().expect("rows").len();
        for words in ["怎么报名", "\"怎么\" 报名", "怎么* -报名", "怎么|报名", "'怎么' & !报名:*", "(怎么)^报名", "请问'怎么报名"] {
            assert_eq!(count(ask(words).await.expect(200)), 1, "{words}");
        }
        for words in ["怎么 NEAR 报名", "怎么 OR 夏校", "words:怎么", "怎么 AND NOT 报名", "#|怎么", "怎么报名\u{0}夏校", "％怎么％ x"] {
            let answer = ask(words).await;
            if answer.status == 422 {
                assert_eq!(answer.problem(422), "invalid");
                continue;
            }
            assert_eq!(count(answer.expect(200)), usize::from(words == "#|怎么"), "{words}");
        }
        for words in ["", "  ", "夏", "*", "\"\"", "- -", &"夏".repeat(101), "夏\u{7}校"] {
            assert_eq!(ask(words).await.problem(422), "invalid", "{words}");
        }
        for wrong in ["", "find=nothing", "find=customers&x=1", "find=orders&order_amount_from=1", "find=orders&limit=0",
                      "find=orders&cursor=x", "find=orders&order_from=9999-01-01", "find=orders&order_from=soon"] {
            let status = world.admin.get(&format!("/api/v1/search?{wrong}")).await.status;
            assert_eq!(status, 422, "{wrong}");
        }
        for q in ["%20", "", &"x".repeat(101)] {
            assert_eq!(world.admin.get(&format!("/api/v1/search/quick?q={q}")).await.problem(422), "invalid");
        }
    }
}

both! {
    async fn pages_join_while_more_comes_in_and_what_was_edited_is_found_anew(app: App) {
        let world = World::build(&app).await;
        let ask = |n: usize| {
            let mut body = crate::common::question(&format!("1380013{n:04}"));
            body["text"] = json!(format!("第{n}次夏校报名"));
            let admin = world.admin.clone();
            async move { admin.post("/api/v1/inquiries", body).await.expect(201)["id"].clone() }
        };
        let mut made = Vec::new();
        for n in 0..9 {
            made.insert(0, ask(n).await);
        }
        let path = query(1, &[("inquiry_words".to_owned(), "夏校报名".to_owned())]);
        let (mut ids, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = world.admin.get(&format!("{path}&limit=2{cursor}")).await.expect(200);
            ids.extend(page["items"].as_array().expect("rows").iter().map(|row| row["row"]["id"].clone()));
            let Some(next) = page["next_cursor"].as_str() else { break };
            cursor = format!("&cursor={next}");
            ask(100 + ids.len()).await;
        }
        assert_eq!(ids, made);
        // A name that was edited is found, and the one before is not.
        let customers = |words: &str| {
            let path = query(0, &[("customer_words".to_owned(), words.to_owned())]);
            let admin = world.admin.clone();
            async move { admin.get(&path).await.expect(200)["items"].as_array().expect("rows").len() }
        };
        let customer = world.register("13900001000").await;
        assert_eq!((customers("北山街道").await, customers("建国五金").await), (1, 0));
        let edit = json!({"name": "陈建国", "company": "建国五金店", "level": "c", "address": "", "version": 1});
        world.admin.put(&format!("/api/v1/customers/{customer}"), edit).await.expect(200);
        assert_eq!((customers("北山街道").await, customers("建国五金").await), (0, 1));
    }
}

both! {
    async fn what_nobody_put_into_the_index_is_put_there_by_and_by(app: App) {
        let world = World::build(&app).await;
        crate::common::fill_district(&app.database, &world.districts[0], 30);
        let rename = "UPDATE customers SET name = '夏校' || id WHERE id < 20";
        app.database.write(|db| sql::<()>(rename).run(db)).expect("names");
        let mut done = Vec::new();
        loop {
            match app.database.write(|db| guike::search::catch_up(db, 12)).expect("words") {
                0 => break,
                count => done.push(count),
            }
        }
        assert!(done.iter().sum::<usize>() <= 30, "{done:?}");
        let path = query(0, &[("customer_words".to_owned(), "夏校".to_owned())]);
        assert_eq!(all(&world.admin, &format!("{path}&limit=7")).await.len(), 19);
    }
}
