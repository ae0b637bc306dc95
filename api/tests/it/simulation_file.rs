//! Simulations of files, exports of what came of them, and how many run at once.

use std::io::{Cursor, Write};

use calamine::{Data, Reader, Xlsx};
use diesel::{RunQueryDsl, sql_types::Text};
use guike::db::{Database, Db, sql};
use reqwest::Method;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use serde_json::{Value, json};
use shared::ids::EmployeeId;

use crate::common::{App, Caller, Office, both, in_force, question};

const FILE: &str = "/api/v1/simulations/file?file_name=a.csv&everyone_online=true";

/// The number of an agent, by which a file calls them.
fn number(database: &Database, id: EmployeeId) -> String {
    let statement = "SELECT number FROM employees WHERE id = $1";
    let row: (String,) =
        database.read(|db: &mut Db| sql::<(Text,)>(statement).bind(id).get_result(db)).expect("a number");
    row.0
}

/// The id that a draft has which holds these rules.
async fn draft(admin: &Caller, rules: Value) -> String {
    let body = json!({"name": "x", "document": {"rules": rules, "otherwise": []}});
    admin.post("/api/v1/policies", body).await.expect(201)["id"].as_str().expect("an id").to_owned()
}

fn given(report: &Value, employee: impl std::fmt::Display) -> u64 {
    let agents = report["agents"].as_array().expect("agents");
    let agent = agents.iter().find(|agent| agent["employee"] == json!(employee.to_string()));
    agent.expect("an agent")["given"].as_u64().expect("a number")
}

both! {
    async fn of_a_file_takes_the_people_of_now_and_tells_bad_lines(app: App) {
        let office = Office::open(&app.database, 2, Some(1));
        in_force(&app.database, vec![office.rule("round_robin", true)]);
        let admin = app.admin().await;
        let owner = number(&app.database, office.people[1]);
        let file = format!(
            "到达时间,类型,客户,归属客服,等级,金额,处理分钟,产品线,属性.Season,完成时间\n\
             2026-11-02 09:00,咨询,A,{owner},B,12.50,30,,summer,\n\
             2026-11-02 09:01,inquiry,B,,,,60,,,\n\
             2026-11-02 09:02,咨询,A,,,,10,,,\n\
             not a time,咨询,C,,E,1.234,,nowhere,,\n\
             2026-11-02 09:05,咨询,D,,,,,,,2026-11-02 09:04\n\
             2026-11-02 09:06,咨询,D\n"
        );
        let simulated = admin.upload(FILE, file.into_bytes()).await.expect(200);
        let report = &simulated["report"];
        assert_eq!((&report["arrivals"], &report["assigned"], &report["sticky"]), (&json!(3), &json!(3), &json!(2)));
        // Whoever asks again goes to the same one, and waits until that one's first half hour is over.
        assert_eq!((given(report, office.people[0]), given(report, office.people[1])), (1, 2));
        let wait = 28 * 60 * 1_000_000_i64;
        assert_eq!(report["waits"], json!({
            "waited": 1, "still_waiting": 0, "given_up": 0, "longest": wait, "mean": wait, "median": wait
        }));
        assert_eq!((&simulated["happened"], &simulated["beside_happened"]), (&Value::Null, &Value::Null));
        let read = &simulated["file"];
        assert_eq!((&read["lines"], &read["bad"]), (&json!(6), &json!(3)));
        let faults: Vec<(i64, Vec<&str>)> = read["bad_lines"].as_array().expect("lines").iter().map(|line| {
            let errors = line["errors"].as_array().expect("errors");
            assert!(errors.iter().all(|error| error["message"] != ""));
            let pointers = errors.iter().map(|error| error["pointer"].as_str().expect("a pointer"));
            (line["line"].as_i64().expect("a number"), pointers.collect())
        }).collect();
        let fifth = vec!["/arrived_at", "/level", "/value", "/product_line"];
        assert_eq!(faults, [(5, fifth), (6, vec!["/resolved_at"]), (7, vec![""])]);
        assert_eq!(read["from"], "2026-11-02T01:00:00Z");
    }
}

both! {
    async fn of_a_file_compares_two_versions_and_explains_both(app: App) {
        let office = Office::open(&app.database, 4, None);
        in_force(&app.database, vec![office.rule("round_robin", false)]);
        let admin = app.admin().await;
        let only = json!([{
            "key": "one", "name": "To one", "enabled": true, "when": {"test": {"fact": "entrance", "is": ["web"]}},
            "routes": [{"to": "person", "employee_id": office.people[0]}]
        }, office.rule("round_robin", false)]);
        let version = draft(&admin, only).await;
        let lines: String = (0..40).map(|n| format!("2026-11-02T10:{n:02}:00+08:00;{}\n", if n % 2 == 0 { "web" } else { "app" })).collect();
        let file = format!("arrived_at;entrance\n{lines}");
        let in_force = admin.get("/api/v1/policies/in-force").await.expect(200)["id"].as_str().expect("an id").to_owned();
        let asked = format!("{FILE}&policy={version}&against={in_force}&explained=3");
        let simulated = admin.upload(&asked, file.clone().into_bytes()).await.expect(200);
        assert_eq!(simulated["policy"]["id"], json!(version));
        assert_eq!(simulated["other"]["id"], json!(in_force));
        assert_eq!(given(&simulated["report"], office.people[0]), 25);
        assert_eq!(simulated["against"]["fairness"], 1.0);
        let explained = simulated["explained"].as_array().expect("changes");
        assert_eq!(explained.len(), 3);
        assert_eq!(explained[0]["after_explanation"]["rules"]["one"], "To one");
        assert_eq!(explained[0]["before_explanation"]["policy"]["id"], json!(in_force));
        // A workbook says the same as a CSV.
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        let time = Format::new().set_num_format("yyyy-mm-dd hh:mm");
        sheet.write(0, 0, "arrived_at").expect("written").write(0, 1, "entrance").expect("written");
        for n in 0..40_u8 {
            let at = ExcelDateTime::from_ymd(2026, 11, 2).and_then(|day| day.and_hms(10, n, 0)).expect("a time");
            sheet.write_datetime_with_format(u32::from(n) + 1, 0, &at, &time).expect("written");
            sheet.write(u32::from(n) + 1, 1, if n % 2 == 0 { "web" } else { "app" }).expect("written");
        }
        let again = admin.upload(&asked.replace("a.csv", "a.xlsx"), book.save_to_buffer().expect("saved")).await.expect(200);
        assert_eq!(again["report"], simulated["report"]);
        assert_eq!(again["file"]["from"], simulated["file"]["from"]);
    }
}

both! {
    async fn a_file_that_is_no_table_of_arrivals_is_refused(app: App) {
        let admin = app.admin().await;
        for (file, pointer) in [
            ("", "/file"),
            ("entrance\nweb\n", "/arrived_at"),
            ("arrived_at\n2020-01-01 00:00\n2026-01-01 00:00\n", "/arrived_at"),
        ] {
            let refused = admin.upload(FILE, file.as_bytes().to_vec()).await.expect(422);
            assert_eq!(refused["errors"][0]["pointer"], pointer, "{file}");
        }
        let none = admin.upload(FILE, b"arrived_at\nx\n".to_vec()).await.expect(200);
        assert_eq!((&none["report"]["arrivals"], &none["file"]["bad"]), (&json!(0), &json!(1)));
        let nothing: EmployeeId = shared::Id::from_raw(77);
        let unknown = admin.upload(&format!("{FILE}&policy={nothing}"), b"arrived_at\n".to_vec()).await.expect(422);
        assert_eq!(unknown["errors"][0]["pointer"], "/policy/version");
        let long = json!({"from": "2020-01-01T00:00:00Z", "to": "2026-01-01T00:00:00Z"});
        let refused = admin.post("/api/v1/simulations", long).await.expect(422);
        assert_eq!(refused["errors"][0], json!({"pointer": "/to", "code": "too_many_days", "max": 366, "message": "最多 366 天"}));
    }
}

both! {
    async fn is_exported_with_every_changed_decision_and_without_formulas(app: App) {
        let office = Office::open(&app.database, 3, None);
        in_force(&app.database, vec![office.rule("round_robin", false)]);
        let renamed = app.database.write(|db: &mut Db| {
            sql::<()>("UPDATE employees SET name = '=1+1' WHERE id = $1").bind(office.people[0]).run(db)?;
            sql::<()>("UPDATE access_version SET version = version + 1").run(db)
        });
        renamed.expect("renamed");
        let admin = app.admin().await;
        let from = chrono::Utc::now();
        for n in 0..30 {
            admin.post("/api/v1/inquiries", question(&format!("138000000{n:02}"))).await.expect(201);
        }
        let to_one = json!({"rules": [], "otherwise": [{"to": "person", "employee_id": office.people[0]}]});
        let request = json!({"from": from, "to": chrono::Utc::now(), "policy": {"document": to_one}});
        let export = async |query: &str, lang: &str| {
            let path = format!("/api/v1/simulations/export?{query}");
            let answer = admin.send(Method::POST, &path, Some(request.clone()), &[("accept-language", lang)]).await;
            assert_eq!(answer.status, 200, "{}", answer.text);
            answer
        };
        let agents = export("format=csv", "zh-CN").await;
        assert!(agents.headers["content-type"].to_str().expect("a type").starts_with("text/csv"));
        assert!(agents.headers["content-disposition"].to_str().expect("a name").contains("simulation-agents.csv"));
        let text = agents.text.strip_prefix('\u{feff}').expect("the mark");
        let mut lines = text.split("\r\n");
        assert_eq!(lines.next(), Some("工号,姓名,实际 分到,实际 峰值,本策略 分到,本策略 峰值"));
        let number = number(&app.database, office.people[0]);
        assert!(text.contains(&format!("{number},'=1+1,10,10,30,30")), "{text}");
        let changes = export("format=csv&table=changes", "en").await.text;
        let lines: Vec<&str> = changes.lines().collect();
        assert_eq!(lines.len(), 1 + 20, "{changes}");
        assert!(lines[0].contains("Case,Kind,Arrived at,Number before"));
        assert!(lines[1].contains(",all,Group,") && lines[1].ends_with(",Otherwise,A person,"), "{}", lines[1]);
        let audit = admin.get("/api/v1/audit-log?action=simulation.export").await.expect(200);
        assert_eq!(audit["items"].as_array().expect("entries").len(), 2);
        assert_eq!(audit["items"][0]["after"]["table"], "changes");
    }
}

both! {
    async fn of_a_file_is_exported_as_a_workbook(app: App) {
        let office = Office::open(&app.database, 3, None);
        in_force(&app.database, vec![office.rule("round_robin", false)]);
        let admin = app.admin().await;
        let path = "/api/v1/simulations/file/export?file_name=a.csv&everyone_online=true&format=xlsx";
        let url = format!("{}{path}", app.base);
        let sent = reqwest::Client::new().post(url).bearer_auth(admin.token()).header("accept-language", "en");
        let answer = sent.body("arrived_at\n2026-11-02 09:00\n2026-11-02 09:01\n").send().await.expect("an answer");
        assert_eq!(answer.status(), 200);
        let bytes = answer.bytes().await.expect("a body");
        let mut book = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
        assert_eq!(book.sheet_names(), ["Agents", "Groups", "Changed decisions"]);
        let agents = book.worksheet_range("Agents").expect("a sheet");
        assert_eq!(agents.get((0, 2)), Some(&Data::String("This policy given".into())));
        assert!((1..4).any(|row| agents.get((row, 2)) == Some(&Data::Float(1.0))));
    }
}

both! {
    async fn a_third_at_once_is_told_to_come_back(app: App) {
        let admin = app.admin().await;
        let request = json!({"from": "2026-01-01T00:00:00Z", "to": "2026-02-01T00:00:00Z"});
        // Bodies that do not come to their end keep two simulations at work.
        let begun = || {
            let host = app.base.trim_start_matches("http://");
            let mut sent = std::net::TcpStream::connect(host).expect("a connection");
            let token = admin.token();
            let head = format!("POST {FILE} HTTP/1.1\r\nhost: {host}\r\nauthorization: Bearer {token}\r\n");
            sent.write_all(format!("{head}content-length: 1000\r\n\r\narrived_at").as_bytes()).expect("sent");
            sent
        };
        let mut held = Vec::new();
        let mut answer = admin.post("/api/v1/simulations", request.clone()).await;
        for _ in 0..100 {
            if answer.status == 503 {
                break;
            }
            held.push(begun());
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            answer = admin.post("/api/v1/simulations", request.clone()).await;
        }
        assert_eq!(answer.headers["retry-after"], "5");
        assert_eq!(answer.problem(503), "busy");
        // Whoever goes away makes room.
        drop(held);
        for _ in 0..200 {
            if admin.post("/api/v1/simulations", request.clone()).await.status == 200 {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        panic!("nobody made room");
    }
}
