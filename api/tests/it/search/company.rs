//! A company of which everybody sees something else, with conditions to ask about it.

use serde_json::{Value, json};

use super::model::{KINDS, Seen, Thing};
use crate::{
    common::{App, Caller, World, in_force},
    orders::{business, product_line},
};

/// Numbers that look random and are the same each time.
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % end as u64).expect("a small number")
    }

    pub fn one<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())].clone()
    }

    /// Words that often begin, end and overlap alike.
    pub fn text(&mut self) -> String {
        const PIECES: [&str; 16] = [
            "夏校",
            "校园",
            "怎么报名",
            "报名",
            "学生会",
            "会长",
            "大学生",
            "A股",
            "GPA",
            "gpa 3.8",
            "study",
            "Study-Travel",
            "，",
            " ",
            "ＬＯＮＤＯＮ",
            "王",
        ];
        (0..=self.below(6)).map(|_| self.one(&PIECES)).collect::<String>() + "。"
    }
}

const WORDS: [&str; 16] = [
    "夏校",
    "报名",
    "校怎么报",
    "大学生会长",
    "学生会 会长",
    "a股",
    "gpa",
    "GPA 夏校",
    "study",
    "travel 报名",
    "london",
    "stud",
    "3",
    "园报名",
    "王报名",
    "校园怎么报名",
];

/// A company with customers of whom each has a little of everything, and what everybody is called.
pub struct Company {
    pub world: World,
    texts: Vec<(String, Vec<String>)>,
    follow_ups: Vec<Thing>,
    category: String,
}

pub async fn company(app: &App, chance: &mut Chance) -> Company {
    let world = World::build(app).await;
    world.assign(&[&world.districts[0]], "anna").await;
    world.assign(&[&world.districts[1]], "bo").await;
    product_line(app, 7, "study");
    let rule = |key: &str, test: Value, to: &str| {
        json!({"key": key, "name": key, "enabled": true, "when": {"all": [{"test": test}]},
               "routes": [{"to": "person", "employee_id": world.id(to), "even_if_absent": true}]})
    };
    // What comes from schools waits for somebody.
    in_force(
        &app.database,
        vec![
            json!({"key": "k", "name": "k", "enabled": true, "when": {"all": [{"test": {"fact": "kind", "is": ["customer"]}}]},
               "routes": [{"to": "district_owner"}]}),
            rule("a", json!({"fact": "entrance", "is": ["course-message"]}), "anna"),
            rule("b", json!({"fact": "entrance", "is": ["summer-school-message"]}), "bo"),
            rule("c", json!({"fact": "channel", "is": ["shop"]}), "anna"),
            rule("d", json!({"fact": "kind", "is": ["order"]}), "bo"),
        ],
    );
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
            let (entrance, text) =
                (chance.one(&["course-message", "summer-school-message", "school-message"]), chance.text());
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

pub async fn all(caller: &Caller, path: &str) -> Vec<Value> {
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
    pub async fn seen_by(&self, caller: &Caller) -> Seen {
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
    pub fn condition(&self, chance: &mut Chance, seen: &Seen) -> Vec<(String, String)> {
        let today = (chrono::Utc::now() + chrono::TimeDelta::hours(8)).date_naive();
        let days: Vec<String> = [-1, 0, 1].iter().map(|n| (today + chrono::TimeDelta::days(*n)).to_string()).collect();
        let placed = ["2026-09-30", "2026-10-01", "2026-10-31", "2026-11-01"].map(str::to_owned);
        let people = ["anna", "bo", "lead"].map(|who| self.world.id(who).to_owned());
        let words = WORDS.map(str::to_owned);
        let of = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>();
        let cities: Vec<String> =
            seen.cities.iter().map(|(_, city)| city.as_str().expect("an id").to_owned()).collect();
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
