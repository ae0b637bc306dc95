//! The search finds what it should, nothing else, and nothing that one may not see.

mod model;

use guike::{
    db::sql,
    permissions::{Access, DirectoryCache, Origin},
    search::{Bounds, search},
};
use serde_json::{Value, json};
use shared::search::SearchQuery;

use crate::{
    common::{App, Caller, World, both, in_force},
    orders::{business, product_line},
};
use model::{KINDS, Seen, Thing, about};

/// Numbers that look random and are the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % end as u64).expect("a small number")
    }

    fn one<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())].clone()
    }

    /// Words that often begin, end and overlap alike.
    fn text(&mut self) -> String {
        const PIECES: [&str; 16] = [
            "夏校", "校园", "怎么报名", "报名", "学生会", "会长", "大学生", "A股", "GPA", "gpa 3.8", "study", "Study-Travel",
            "，", " ", "ＬＯＮＤＯＮ", "王",
        ];
        (0..=self.below(6)).map(|_| self.one(&PIECES)).collect::<String>() + "。"
    }
}

const WORDS: [&str; 16] = [
    "夏校", "报名", "校怎么报", "大学生会长", "学生会 会长", "a股", "gpa", "GPA 夏校", "study", "travel 报名", "london", "stud",
    "3", "园报名", "王报名", "校园怎么报名",
];

/// A company with customers of whom each has a little of everything, and what everybody is called.
struct Company {
    world: World,
    texts: Vec<(String, Vec<String>)>,
    follow_ups: Vec<Thing>,
    category: String,
}

async fn company(app: &App, chance: &mut Chance) -> Company {
    let world = World::build(app).await;
    world.assign(&[&world.districts[0]], "anna").await;
    world.assign(&[&world.districts[1]], "bo").await;
    product_line(app, 7, "study");
    let rule = |key: &str, test: Value, to: &str| {
        json!({"key": key, "name": key, "enabled": true, "when": {"all": [{"test": test}]},
               "routes": [{"to": "person", "employee_id": world.id(to), "even_if_absent": true}]})
    };
    // What comes from schools waits for somebody.
    in_force(&app.database, vec![
        json!({"key": "k", "name": "k", "enabled": true, "when": {"all": [{"test": {"fact": "kind", "is": ["customer"]}}]},
               "routes": [{"to": "district_owner"}]}),
        rule("a", json!({"fact": "entrance", "is": ["course-message"]}), "anna"),
        rule("b", json!({"fact": "entrance", "is": ["summer-school-message"]}), "bo"),
        rule("c", json!({"fact": "channel", "is": ["shop"]}), "anna"),
        rule("d", json!({"fact": "kind", "is": ["order"]}), "bo"),
    ]);
    let shop = business(app, &world.admin).await;
    let category = json!({"name": "价格"});
    let category = world.admin.post("/api/v1/inquiry-categories", category).await.expect(201)["id"].clone();
    let mut company = Company {
        world,
        texts: Vec::new(),
        follow_ups: Vec::new(),
        category: category.as_str().expect("an id").to_owned(),
    };
    let world = &company.world;
    for n in 0..22 {
        let phone = format!("1390000{:04}", n * 37);
        let (name, shop_name) = (chance.one(&["王小明", "李夏", "Ann Lee"]), chance.one(&["", "夏校书店", "GPA 教育"]));
        let (address, more) = (chance.text(), chance.text());
        let body = json!({"name": name, "phone": phone, "company": shop_name, "source": chance.one(&["referral", "search"]),
                          "address": address, "attributes": {"备注": more}});
        let made = world.mini_program.post("/mp/v1/registrations", body).await.expect(201);
        let customer = made["id"].as_str().expect("an id").to_owned();
        company.texts.push((customer.clone(), vec![name.to_owned(), shop_name.to_owned(), address, more]));
        match chance.below(8) {
            0 => {}
            n => drop(world.approve(&customer, &world.districts[n % 3]).await),
        }
        for _ in 0..chance.below(4) {
            let (entrance, text) = (chance.one(&["course-message", "summer-school-message", "school-message"]), chance.text());
            let line = chance.one(&[Value::Null, json!("0000000000007")]);
            let new = json!({"customer_id": customer, "entrance": entrance, "text": text, "product_line_id": line});
            let made = world.admin.post("/api/v1/inquiries", new).await.expect(201);
            let id = made["id"].as_str().expect("an id").to_owned();
            let mut texts = vec![text];
            for _ in 0..chance.below(3) {
                let text = chance.text();
                let kind = chance.one(&["note", "customer"]);
                let path = format!("/api/v1/inquiries/{id}/messages");
                world.admin.post(&path, json!({"kind": kind, "text": text})).await.expect(201);
                texts.push(text);
            }
            if chance.below(3) == 0 {
                let body = json!({"category_id": company.category});
                world.admin.put(&format!("/api/v1/inquiries/{id}/category"), body).await.expect(200);
            }
            company.texts.push((id, texts));
        }
        for order in 0..chance.below(3) {
            let (item, remark) = (chance.text(), chance.text());
            let number = format!("SO-{n}-{order}");
            let push = json!({
                "revision": 1, "customer": {"phone": phone, "name": "x"}, "note": remark,
                "contents": {"currency": chance.one(&["CNY", "USD"]), "items": [
                    {"product_line": chance.one(&[Value::Null, json!("study")]), "name": item, "quantity": 1,
                     "unit_amount": chance.one(&[500, 1_000, 2_000])}]},
                "placed_at": chance.one(&["2026-10-01T02:00:00Z", "2026-10-31T15:59:59Z", "2026-10-31T16:00:00Z"]),
                "channel": chance.one(&["shop", "web"]), "state": chance.one(&["placed", "cancelled"]),
            });
            let put = shop.put(&format!("/api/v1/orders/external/{number}"), push).await.expect(200);
            let id = put["order_id"].as_str().expect("an order").to_owned();
            company.texts.push((id, vec![number, item, remark]));
        }
        for _ in 0..chance.below(3) {
            let content = chance.text();
            let draft = json!({"way": chance.one(&["phone", "wechat"]), "content": content});
            let made = world.admin.post(&format!("/api/v1/customers/{customer}/follow-ups"), draft).await.expect(201);
            let id = made["id"].as_str().expect("an id").to_owned();
            company.follow_ups.push(Thing { id, customer: customer.clone(), row: made, texts: vec![content] });
        }
    }
    company
}

async fn all(caller: &Caller, path: &str) -> Vec<Value> {
    let (mut rows, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = caller.get(&format!("{path}{cursor}")).await.expect(200);
        rows.extend(page["items"].as_array().expect("rows").clone());
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return rows,
        }
    }
}

impl Company {
    /// Everything that the lists show to somebody.
    async fn seen_by(&self, caller: &Caller) -> Seen {
        let mut kinds: [Vec<Thing>; 4] = Default::default();
        let whose = ["id", "customer_id", "customer_id"];
        for (kind, whose) in whose.iter().enumerate() {
            for row in all(caller, &format!("/api/v1/{}?limit=100", KINDS[kind])).await {
                let id = row["id"].as_str().expect("an id").to_owned();
                let texts = self.texts.iter().find(|(of, _)| *of == id).expect("its texts").1.clone();
                kinds[kind].push(Thing { id, customer: row[*whose].as_str().expect("an id").to_owned(), row, texts });
            }
        }
        let sees = |customer: &str| kinds[0].iter().any(|thing| thing.id == customer);
        kinds[3] = self.follow_ups.iter().filter(|thing| sees(&thing.customer)).cloned().collect();
        let cities = self.world.admin.get("/api/v1/cities").await.expect(200);
        let city = |code: &str| {
            cities.as_array().expect("cities").iter().find(|c| c["code"] == code).expect("a city")["id"].clone()
        };
        let districts = self.world.districts.iter().map(|district| json!(district));
        let cities = districts.zip([city("3301"), city("3301"), city("3302")]).collect();
        Seen { kinds, cities }
    }

    /// Some condition.
    fn condition(&self, chance: &mut Chance, seen: &Seen) -> Vec<(String, String)> {
        let today = (chrono::Utc::now() + chrono::TimeDelta::hours(8)).date_naive();
        let days: Vec<String> = [-1, 0, 1].iter().map(|n| (today + chrono::TimeDelta::days(*n)).to_string()).collect();
        let placed = ["2026-09-30", "2026-10-01", "2026-10-31", "2026-11-01"].map(str::to_owned);
        let people = ["anna", "bo", "lead"].map(|who| self.world.id(who).to_owned());
        let words = WORDS.map(str::to_owned);
        let of = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>();
        let cities: Vec<String> = seen.cities.iter().map(|(_, city)| city.as_str().expect("an id").to_owned()).collect();
        let all: Vec<(&str, Vec<String>)> = vec![
            ("customer", of(&["王", "夏", "夏校", "13900", "139000000", "0037", "Ann", "13900000074", "nobody"])),
            ("customer_words", words.to_vec()),
            ("customer_status", of(&["owned", "queued", "pending"])),
            ("customer_level", of(&["c", "a"])),
            ("customer_district", self.world.districts.clone()),
            ("customer_city", cities),
            ("customer_owner", people.to_vec()),
            ("customer_source", of(&["referral", "search", "x"])),
            ("customer_from", days.clone()),
            ("customer_to", days.clone()),
            ("customer_idle_days", of(&["0", "1"])),
            ("inquiry_words", words.to_vec()),
            ("inquiry_status", of(&["waiting", "open", "done"])),
            ("inquiry_stage", of(&["new", "open"])),
            ("inquiry_entrance", of(&["course-message", "school-message", "nowhere"])),
            ("inquiry_category", vec![self.category.clone()]),
            ("inquiry_product_line", of(&["0000000000007"])),
            ("inquiry_owner", people.to_vec()),
            ("inquiry_from", days.clone()),
            ("inquiry_to", days.clone()),
            ("order_number", of(&["SO-1", "SO-3-0", "S", "X"])),
            ("order_words", words.to_vec()),
            ("order_state", of(&["placed", "cancelled"])),
            ("order_product_line", of(&["0000000000007"])),
            ("order_owner", people.to_vec()),
            ("order_currency", of(&["CNY", "USD"])),
            ("order_amount_from", of(&["500", "501", "2000"])),
            ("order_amount_to", of(&["499", "1000"])),
            ("order_from", placed.to_vec()),
            ("order_to", placed.to_vec()),
            ("follow_up_words", words.to_vec()),
            ("follow_up_way", of(&["phone", "wechat"])),
            ("follow_up_author", people.to_vec()),
            ("follow_up_from", days.clone()),
            ("follow_up_to", days),
        ];
        let (name, values) = chance.one(&all);
        let mut conditions = vec![(name.to_owned(), chance.one(&values))];
        if name.starts_with("order_amount") {
            conditions.push(("order_currency".to_owned(), chance.one(&["CNY", "USD"]).to_owned()));
        }
        conditions
    }
}

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
