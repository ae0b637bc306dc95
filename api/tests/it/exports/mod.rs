//! Exports: what is in a file, who gets it, and what happens when something goes wrong meanwhile.

mod broken;
mod cells;
mod found;
mod holders;

use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};
use guike::db::{At, Db, sql};
use serde_json::{Value, json};

use crate::{
    common::{App, Caller, World, both, in_force},
    orders::{product_line, whole},
};

/// Asks for an export and waits until it has ended.
async fn export(caller: &Caller, kind: &str, filter: Value, format: &str, lang: &str) -> Value {
    let draft = json!({"what": {"kind": kind, "filter": filter}, "format": format, "lang": lang});
    let made = caller.post("/api/v1/exports", draft).await.expect(201);
    ended(caller, made["id"].as_str().expect("an id")).await
}

async fn ended(caller: &Caller, id: &str) -> Value {
    loop {
        let now = caller.get(&format!("/api/v1/exports/{id}")).await.expect(200);
        if !["waiting", "running"].contains(&now["state"].as_str().expect("a state")) {
            return now;
        }
    }
}

fn path(export: &Value) -> String {
    format!("/api/v1/exports/{}/file", export["id"].as_str().expect("an id"))
}

/// The sheets of a workbook that was exported.
async fn sheets(caller: &Caller, export: &Value) -> Vec<(String, Vec<Vec<Data>>)> {
    assert_eq!(export["state"], "done", "{export}");
    let (status, headers, bytes) = caller.download(&path(export)).await;
    assert_eq!(status, 200);
    assert_eq!(headers["content-length"], export["size"].to_string().as_str());
    assert_eq!(headers["cache-control"], "no-store");
    assert_eq!(headers["x-content-type-options"], "nosniff");
    assert!(headers.get("content-encoding").is_none_or(|encoding| encoding == "identity"));
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    for (name, formulas) in book.sheet_names().into_iter().map(|name| (name.clone(), book.worksheet_formula(&name))) {
        assert!(formulas.expect("formulas").is_empty(), "{name} has a formula");
    }
    let rows = |range: calamine::Range<Data>| range.rows().map(<[Data]>::to_vec).collect();
    book.worksheets().into_iter().map(|(name, range)| (name, rows(range))).collect()
}

fn column(rows: &[Vec<Data>], name: &str) -> Vec<Data> {
    let at = rows[0].iter().position(|cell| *cell == Data::String(name.into())).unwrap_or_else(|| panic!("no {name}"));
    rows[1..].iter().map(|row| row[at].clone()).collect()
}

fn texts(cells: &[Data]) -> Vec<String> {
    cells.iter().map(ToString::to_string).collect()
}

/// The files of an archive that was exported.
async fn files(caller: &Caller, export: &Value) -> Vec<(String, String)> {
    assert_eq!(export["state"], "done", "{export}");
    let (status, _, bytes) = caller.download(&path(export)).await;
    assert_eq!(status, 200);
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut found = Vec::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).expect("a file");
        let (name, mut text) = (file.name().expect("a name").into_owned(), String::new());
        file.read_to_string(&mut text).expect("UTF-8");
        found.push((name, text));
    }
    found
}

async fn listed(caller: &Caller, query: &str, field: &str) -> Vec<String> {
    let page = caller.get(query).await.expect(200);
    let items = page["items"].as_array().expect("rows").clone();
    items.iter().map(|item| item[field].as_str().expect("a text").to_owned()).collect()
}

/// Somebody gets more roles than they have, `own` of these permissions.
async fn may_export(world: &World, who: &str, permissions: &[&str], scope: &str) {
    let grants: Vec<Value> = permissions.iter().map(|p| json!({"permission": p, "scope": scope})).collect();
    let role = json!({"name": format!("{who} {scope}"), "grants": grants});
    let role = world.admin.post("/api/v1/roles", role).await.expect(201)["id"].clone();
    let mut now = roles_of(world, who).await;
    now["roles"].as_array_mut().expect("roles").push(role);
    give_roles(world, who, now).await;
}

async fn roles_of(world: &World, who: &str) -> Value {
    let path = format!("/api/v1/employees/{}", world.id(who));
    world.admin.get(&path).await.expect(200)["assignment"].clone()
}

async fn give_roles(world: &World, who: &str, roles: Value) {
    world.admin.put(&format!("/api/v1/employees/{}/roles", world.id(who)), roles).await.expect(200);
}

/// Two customers of Anna's and one of Bo's, each with an order, the second of Anna's with two.
async fn shop(app: &App) -> World {
    let world = World::build(app).await;
    product_line(app, 7, "study");
    world.assign(&[&world.districts[0]], "anna").await;
    world.assign(&[&world.districts[1]], "bo").await;
    in_force(
        &app.database,
        vec![json!({
            "key": "own", "name": "own", "enabled": true, "when": {"all": []}, "routes": [{"to": "sticky_owner"}, {"to": "district_owner"}],
        })],
    );
    for (n, district) in [(1, 0), (2, 0), (3, 1)] {
        let customer = world.register(&format!("1380013800{n}")).await;
        world.approve(&customer, &world.districts[district]).await;
    }
    let push = |number: i32, phone: &str| {
        let (admin, body) = (world.admin.clone(), whole(1, phone));
        async move { admin.put(&format!("/api/v1/orders/external/SO-{number}"), body).await.expect(200) }
    };
    push(1, "13800138001").await;
    push(2, "13800138002").await;
    push(3, "13800138003").await;
    push(4, "13800138002").await;
    world
}

/// A column of a CSV file, without its head.
fn csv_column(text: &str, index: usize) -> Vec<String> {
    let mut file = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    file.records().map(|record| record.expect("a record")[index].to_owned()).collect()
}

both! {
    async fn an_export_holds_what_the_list_shows_within_its_own_scope(app: App) {
        let world = shop(&app).await;
        let draft = json!({"what": {"kind": "orders", "filter": {}}, "format": "xlsx", "lang": "zh-CN"});
        assert_eq!(world.anna.post("/api/v1/exports", draft.clone()).await.problem(403), "forbidden");
        assert_eq!(world.anna.post("/api/v1/exports/preview", draft.clone()).await.problem(403), "forbidden");
        may_export(&world, "anna", &["order.export", "customer.export"], "own").await;
        let count = world.anna.post("/api/v1/exports/preview", draft).await.expect(200);
        assert_eq!(count, json!({"count": 3, "capped": false}));

        let done = export(&world.anna, "orders", json!({}), "xlsx", "zh-CN").await;
        assert_eq!((&done["written"], &done["expected"]["count"]), (&json!(3), &json!(3)));
        let found = sheets(&world.anna, &done).await;
        let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["订单", "订单明细", "跟进"]);
        assert_eq!(texts(&column(&found[0].1, "订单号")), listed(&world.anna, "/api/v1/orders", "external_id").await);
        assert_eq!(found[1].1.len(), 1 + 3 * 2);
        // Of the lead: everybody's. By a filter: what the list shows.
        let done = export(&world.lead, "orders", json!({"q": "13800138002"}), "xlsx", "en").await;
        let found = sheets(&world.lead, &done).await;
        let shown = listed(&world.lead, "/api/v1/orders?q=13800138002", "external_id").await;
        assert_eq!((texts(&column(&found[0].1, "Order")), shown), (vec!["SO-4".into(), "SO-2".into()], vec!["SO-4".into(), "SO-2".into()]));
        for (filter, query) in [
            (json!({"placed_from": "2026-11-20", "placed_to": "2026-11-20"}), "placed_from=2026-11-20&placed_to=2026-11-20"),
            (json!({"owner_id": world.id("bo")}), &*format!("owner_id={}", world.id("bo"))),
            (json!({"state": "placed", "status": "open"}), "state=placed&status=open"),
            (json!({"q": "SO-"}), "q=SO-"),
            (json!({"q": "林"}), "q=林"),
            (json!({"q": "nobody"}), "q=nobody"),
        ] {
            let done = export(&world.lead, "orders", filter, "xlsx", "en").await;
            let found = sheets(&world.lead, &done).await;
            let shown = listed(&world.lead, &format!("/api/v1/orders?{query}"), "external_id").await;
            assert_eq!(texts(&column(&found[0].1, "Order")), shown, "{query}");
        }
        // By a data role.
        let cover = json!({"name": "desk", "people": [world.id("bo")]});
        let data_role = world.admin.post("/api/v1/data-roles", cover).await.expect(201)["id"].clone();
        may_export(&world, "reviewer", &["order.export", "customer.export", "customer.read"], "data_role").await;
        let mut now = roles_of(&world, "reviewer").await;
        now["data_roles"] = json!([data_role]);
        give_roles(&world, "reviewer", now).await;
        let done = export(&world.reviewer, "orders", json!({}), "xlsx", "en").await;
        assert_eq!(texts(&column(&sheets(&world.reviewer, &done).await[0].1, "Order")), ["SO-3"]);
        let done = export(&world.reviewer, "customers", json!({}), "xlsx", "en").await;
        let found = sheets(&world.reviewer, &done).await;
        assert_eq!(texts(&column(&found[0].1, "Phone")), listed(&world.reviewer, "/api/v1/customers", "phone").await);
        // Customers, by the filters of their list.
        for (filter, query) in [
            (json!({}), ""),
            (json!({"sort": "due"}), "sort=newest&status=owned"),
            (json!({"q": "客"}), "q=客"),
            (json!({"q": "8003"}), "q=8003"),
            (json!({"district": world.districts[0]}), &*format!("district={}", world.districts[0])),
            (json!({"level": "a"}), "level=a"),
            (json!({"idle_days": 1}), "idle_days=1"),
        ] {
            for who in [&world.lead, &world.anna, &world.admin] {
                let done = export(who, "customers", filter.clone(), "xlsx", "zh-CN").await;
                let found = sheets(who, &done).await;
                let shown = listed(who, &format!("/api/v1/customers?{query}"), "phone").await;
                assert_eq!(texts(&column(&found[0].1, "电话")), shown, "{query}");
            }
        }
    }
}

/// Orders of one customer whom nobody owns, with ids from 1 on, quicker than through the API.
pub fn fill_orders(app: &guike::db::Database, count: i64) {
    let made = app.write(|db: &mut Db| {
        sql::<()>(
            "INSERT INTO customers (id, phone, phone_tail, name, pinyin, initials, company, source, address, attributes, \
             level, status, registered_at, version) VALUES (1, '+8613900000001', '0001', '甲', 'jia', 'j', '', '', '', '{}', \
             'c', 'pending', $1, 1)",
        )
        .bind(At::now())
        .run(db)?;
        let numbers = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $1)";
        sql::<()>(format!(
            "{numbers} INSERT INTO work_items (id, kind, customer_id, status, facts, arrived_at, version) \
             SELECT i, 'order', 1, 'waiting', '{{}}', $2, 1 FROM n"
        ))
        .bind(count)
        .bind(At::now())
        .run(db)?;
        sql::<()>("UPDATE work_items SET status = 'done', stage = 'closed', done_at = arrived_at").run(db)?;
        sql::<()>(format!(
            "{numbers} INSERT INTO orders (id, external_id, title, state, currency, amount, channel, note, placed_at) \
             SELECT i, 'X-' || i, 'x', 'placed', 'CNY', i, '', '', $2 FROM n"
        ))
        .bind(count)
        .bind(At::now())
        .run(db)
    });
    made.expect("many orders");
}

/// Follow-ups of that customer.
fn fill_follow_ups(app: &guike::db::Database, count: i64) {
    let made = app.write(|db: &mut Db| {
        sql::<()>(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $1) \
             INSERT INTO follow_ups (id, customer_id, author_id, at, way, content) \
             SELECT n.i, 1, e.id, $2, 'phone', 'talk ' || n.i FROM n CROSS JOIN employees e WHERE e.username = 'admin'",
        )
        .bind(count)
        .bind(At::now())
        .run(db)
    });
    made.expect("follow-ups");
}

both! {
    async fn nothing_is_doubled_or_lost_while_orders_are_added(app: App) {
        let admin = app.admin().await;
        product_line(&app, 7, "study");
        fill_orders(&app.database, 2_300);
        fill_follow_ups(&app.database, 4_500);
        let draft = json!({"what": {"kind": "orders", "filter": {}}, "format": "csv", "lang": "en"});
        let made = admin.post("/api/v1/exports", draft).await.expect(201);
        let (adder, mut added) = (admin.clone(), 0);
        let adding = tokio::spawn(async move {
            loop {
                added += 1;
                let path = format!("/api/v1/orders/external/NEW-{added}");
                adder.put(&path, whole(1, &format!("139{added:08}"))).await.expect(200);
            }
        });
        let done = ended(&admin, made["id"].as_str().expect("an id")).await;
        adding.abort();
        let found = files(&admin, &done).await;
        let talks = csv_column(&found[2].1, 4);
        let told: std::collections::BTreeSet<&String> = talks.iter().collect();
        assert_eq!((talks.len(), told.len()), (4_500, 4_500), "each follow-up once, over many pages");
        let number = |text: &String| text.strip_prefix("X-")?.parse().ok();
        let mut numbers: Vec<i64> = csv_column(&found[0].1, 0).iter().filter_map(number).collect();
        assert!(numbers.is_sorted_by(|a, b| a > b), "newest first, each once");
        numbers.reverse();
        assert_eq!(numbers, (1..=2_300).collect::<Vec<i64>>());
    }
}
