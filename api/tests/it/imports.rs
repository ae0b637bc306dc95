//! Imports of files.

use std::time::Duration;

use diesel::sql_types::Untyped;
use guike::db::{At, Failure, sql};
use rust_xlsxwriter::Workbook;
use serde_json::{Value, json};

use crate::common::{App, Caller, World, both};

/// Uploads a file and waits until its lines are checked.
async fn upload(caller: &Caller, kind: &str, name: &str, bytes: impl Into<Vec<u8>>) -> Value {
    let accepted = caller.upload(&format!("/api/v1/imports/{kind}?file_name={name}"), bytes.into()).await.expect(202);
    let path = format!("/api/v1/imports/{}", accepted["id"].as_str().expect("an id"));
    for _ in 0..500 {
        let import = caller.get(&path).await.expect(200);
        if import["status"] != "checking" {
            return import;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("the check does not end");
}

fn path(import: &Value, rest: &str) -> String {
    format!("/api/v1/imports/{}{rest}", import["id"].as_str().expect("an id"))
}

/// What would happen, as `added/changed/unchanged/bad`.
fn counts(import: &Value) -> String {
    ["added", "changed", "unchanged", "bad"].map(|name| import[name].to_string()).join("/")
}

async fn faults(caller: &Caller, import: &Value) -> Vec<(i64, String, String)> {
    let page = caller.get(&path(import, "/lines?action=bad&limit=200")).await.expect(200);
    let lines = page["items"].as_array().expect("items").clone();
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    lines
        .iter()
        .flat_map(|line| {
            let number = line["line"].as_i64().expect("a number");
            let errors = line["errors"].as_array().expect("errors").clone();
            errors.into_iter().map(move |e| (number, text(&e["pointer"]), text(&e["code"])))
        })
        .collect()
}

const DISTRICTS: &str = "编码,省,市,区县,名称\n\
    1,浙江省,杭州市,西湖区,北山街道\n\
    2,浙江,杭州,西湖区,\"西溪街道\"\n\
    3,北京市,北京市,东城区,景山街道\n";

both! {
    async fn a_file_is_checked_applied_and_applied_again_without_effect(app: App) {
        let admin = app.admin().await;
        let checked = upload(&admin, "districts", "a.csv", DISTRICTS).await;
        assert_eq!((&checked["status"], counts(&checked)), (&json!("ready"), "3/0/0/0".to_owned()));
        assert!(admin.get("/api/v1/districts").await.expect(200)["items"].as_array().expect("items").is_empty());
        let lines = admin.get(&path(&checked, "/lines?limit=2")).await.expect(200);
        assert_eq!(lines["items"][1]["cells"], json!(["2", "浙江", "杭州", "西湖区", "西溪街道"]));
        let next = lines["next_cursor"].as_str().expect("more");
        let rest = admin.get(&path(&checked, &format!("/lines?limit=2&cursor={next}"))).await.expect(200);
        assert_eq!((&rest["items"][0]["line"], &rest["next_cursor"]), (&json!(4), &Value::Null));

        let applied = admin.post(&path(&checked, "/apply"), json!({})).await.expect(200);
        assert_eq!((&applied["status"], counts(&applied)), (&json!("applied"), "3/0/0/0".to_owned()));
        let districts = admin.get("/api/v1/districts").await.expect(200);
        assert_eq!((&districts["items"][1]["name"], &districts["items"][1]["city"]), (&json!("西溪街道"), &json!("杭州市")));
        assert_eq!(admin.post(&path(&checked, "/apply"), json!({})).await.problem(409), "wrong_state");
        let entries = admin.get("/api/v1/audit-log?action=district.import").await.expect(200);
        assert_eq!(entries["items"][0]["after"]["added"], 3);

        let again = upload(&admin, "districts", "a.csv", DISTRICTS).await;
        assert_eq!(counts(&again), "0/0/3/0");
        let changed = upload(&admin, "districts", "a.csv", DISTRICTS.replace("景山", "交道口")).await;
        assert_eq!(counts(&changed), "0/1/2/0");
        admin.post(&path(&changed, "/apply"), json!({})).await.expect(200);
        let districts = admin.get("/api/v1/districts").await.expect(200);
        assert_eq!(districts["items"].as_array().map(Vec::len), Some(3));
        assert_eq!((&districts["items"][2]["name"], &districts["items"][2]["version"]), (&json!("交道口街道"), &json!(2)));
        assert_eq!(admin.get("/api/v1/districts?q=jdk").await.expect(200)["items"].as_array().map(Vec::len), Some(1));
    }
}

both! {
    async fn bad_lines_are_told_one_by_one_and_left_out_only_on_purpose(app: App) {
        let admin = app.admin().await;
        let mut file = "code,province,city,name\n\
            1,浙江省,杭州市,北山街道\n\
            1,浙江省,杭州市,西溪街道\n\
            2,浙江省,上海市,古荡街道\n\
            3,浙江省,杭州市,=1+1\n\
            4,浙江省\n\
            ,浙江省,杭州市,无码街道\n\
            5,浙江省,杭州市,"
            .as_bytes()
            .to_vec();
        file.extend_from_slice(b"\xb1\xb1\xc9\xbd\n6,");
        file.extend_from_slice("浙江省,杭州市,\"两\n行\"\n\n7,某省,杭州市,好\n8,浙江省,杭州市,\u{0}\n".as_bytes());
        let checked = upload(&admin, "districts", "a.csv", file).await;
        let expected = [
            (3, "/code", "repeats_line"),
            (4, "/city", "not_found"),
            (5, "/name", "formula"),
            (6, "", "wrong_columns"),
            (7, "/code", "required"),
            (8, "/name", "bad_encoding"),
            (9, "/name", "control_characters"),
            (12, "/province", "not_found"),
        ];
        let expected = expected.map(|(line, pointer, code)| (line, pointer.to_owned(), code.to_owned()));
        assert_eq!(faults(&admin, &checked).await, expected);
        assert_eq!(admin.post(&path(&checked, "/apply"), json!({})).await.problem(409), "wrong_state");
        let decision = json!({"leave_out_bad_lines": true});
        let applied = admin.post(&path(&checked, "/apply"), decision).await.expect(200);
        assert_eq!(counts(&applied), "2/0/0/8");
        let english = admin.send(reqwest::Method::GET, &path(&applied, "/lines"), None, &[("accept-language", "en")]).await;
        assert_eq!(english.expect(200)["items"][0]["errors"][0]["message"], "Repeats line 2");
        // The bad lines can still be looked at.
        assert_eq!(faults(&admin, &applied).await.len(), 8);
    }
}

both! {
    async fn every_common_kind_of_file_is_understood(app: App) {
        let admin = app.admin().await;
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (row, line) in (0..).zip(DISTRICTS.lines()) {
            for (column, cell) in (0..).zip(line.split(',')) {
                sheet.write(row, column, cell.trim_matches('"')).expect("written");
            }
        }
        let xlsx = upload(&admin, "districts", "a.xlsx", book.save_to_buffer().expect("saved")).await;
        admin.post(&path(&xlsx, "/apply"), json!({})).await.expect(200);
        // 编码,省,市,名称 and one district, in GB18030 with semicolons.
        let gb = b"\xb1\xe0\xc2\xeb;\xca\xa1;\xca\xd0;\xc3\xfb\xb3\xc6\r\n1;\xd5\xe3\xbd\xad;\xba\xbc\xd6\xdd;\xb1\xb1\xc9\xbd\xbd\xd6\xb5\xc0\r\n";
        assert_eq!(counts(&upload(&admin, "districts", "a.csv", gb.to_vec()).await), "0/0/1/0");
        for (name, bytes, pointer) in [
            ("a.pdf", b"%PDF".to_vec(), "/file_name"),
            ("a.xlsx", b"PK\x03\x04nonsense".to_vec(), "/file"),
            ("a.csv", Vec::new(), "/file"),
            ("a.csv", b"code,name\n1,x\n".to_vec(), "/province"),
        ] {
            let failed = upload(&admin, "districts", name, bytes).await;
            assert_eq!((&failed["status"], &failed["failure"]["pointer"]), (&json!("failed"), &json!(pointer)), "{name}");
            assert_eq!(admin.post(&path(&failed, "/apply"), json!({})).await.problem(409), "wrong_state");
        }
    }
}

both! {
    async fn employees_come_out_of_a_file_with_their_units(app: App) {
        let world = World::build(&app).await;
        let admin = &world.admin;
        world.assign(&[&world.districts[0]], "anna").await;
        let units = admin.get("/api/v1/org-units").await.expect(200);
        let root = units[0]["name"].as_str().expect("a root");
        let file = format!(
            "工号,姓名,手机,用户名,部门,客服\n\
             E1,张伟,138 0013 8000,zhangwei,{root}/华东大区/杭州组,是\n\
             anna,安娜,,anna,{root}/华东大区/宁波组,是\n\
             bo,李波,,bo,{root}/华东大区/宁波组,yes\n"
        );
        let checked = upload(admin, "employees", "a.csv", file.clone()).await;
        assert_eq!(counts(&checked), "1/1/1/0");
        admin.post(&path(&checked, "/apply"), json!({})).await.expect(200);
        let found = admin.get("/api/v1/employees?q=zw").await.expect(200);
        assert_eq!((&found["items"][0]["phone"], &found["items"][0]["unit"]), (&json!("+8613800138000"), &json!("杭州组")));
        let anna = admin.get(&format!("/api/v1/employees/{}", world.id("anna"))).await.expect(200);
        assert_eq!((&anna["unit_id"], &anna["districts"]), (&json!(world.id("team_b")), &json!(1)));
        // The pickers know at once.
        assert_eq!(admin.get("/api/v1/agents?q=zw").await.expect(200).as_array().map(Vec::len), Some(1));

        let wrong = format!("number,name,phone,unit,agent\nanna,安娜,12,{root}/没有,否\nE2,李四,13800138000,{root},是\n");
        let checked = upload(admin, "employees", "a.csv", wrong).await;
        let told: Vec<String> =
            faults(admin, &checked).await.into_iter().map(|(n, p, c)| format!("{n} {p} {c}")).collect();
        assert_eq!(told, ["2 /phone not_a_phone", "2 /unit not_found", "2 /agent still_holds", "3 /phone taken"]);
    }
}

both! {
    async fn a_file_is_checked_again_when_it_is_applied(app: App) {
        let world = World::build(&app).await;
        let admin = &world.admin;
        let units = admin.get("/api/v1/org-units").await.expect(200);
        let root = &units[0];
        let file = format!("number,name,phone,unit\nE1,x,13800138000,{0}\nE2,y,,{0}\n", root["name"].as_str().expect("a name"));
        let checked = upload(admin, "employees", "a.csv", file).await;
        assert_eq!(counts(&checked), "2/0/0/0");
        let draft = json!({"number": "E9", "name": "z", "phone": "13800138000", "unit_id": root["id"]});
        admin.post("/api/v1/employees", draft).await.expect(201);
        assert_eq!(admin.post(&path(&checked, "/apply"), json!({})).await.problem(409), "preview_outdated");
        assert!(admin.get("/api/v1/employees?q=E2").await.expect(200)["items"].as_array().expect("items").is_empty());
        let decision = json!({"leave_out_bad_lines": true});
        let applied = admin.post(&path(&checked, "/apply"), decision).await.expect(200);
        assert_eq!(counts(&applied), "1/0/0/1");
        assert_eq!(faults(admin, &applied).await, [(2, "/phone".to_owned(), "taken".to_owned())]);
    }
}

both! {
    async fn two_who_apply_at_once_apply_once(app: App) {
        let admin = app.admin().await;
        let checked = upload(&admin, "districts", "a.csv", DISTRICTS).await;
        let path = path(&checked, "/apply");
        let (one, other) = tokio::join!(admin.post(&path, json!({})), admin.post(&path, json!({})));
        let mut statuses = [one.status, other.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409]);
        assert_eq!(admin.get("/api/v1/districts").await.expect(200)["items"].as_array().map(Vec::len), Some(3));
    }
}

both! {
    async fn a_check_whose_process_died_shows_as_failed(app: App) {
        let admin = app.admin().await;
        let checked = upload(&admin, "districts", "a.csv", DISTRICTS).await;
        let silence = At::now().plus(chrono::TimeDelta::seconds(-61));
        let set = "UPDATE imports SET status = 'checking', touched_at = $1";
        app.database.write(|db| sql::<Untyped>(set).bind(silence).run(db)).map_err(|e: Failure| e).expect("set");
        assert_eq!(admin.get(&path(&checked, "")).await.expect(200)["status"], "failed");
        assert_eq!(admin.post(&path(&checked, "/apply"), json!({})).await.problem(409), "wrong_state");
    }
}

both! {
    async fn only_who_manages_may_import_and_look(app: App) {
        let world = World::build(&app).await;
        let checked = upload(&world.admin, "districts", "a.csv", DISTRICTS).await;
        let forbidden = world.anna.upload("/api/v1/imports/districts?file_name=a.csv", DISTRICTS.into()).await;
        assert_eq!(forbidden.problem(403), "forbidden");
        assert_eq!(world.anna.get(&path(&checked, "")).await.problem(403), "forbidden");
        assert_eq!(world.anna.get(&path(&checked, "/lines")).await.problem(403), "forbidden");
        assert_eq!(world.anna.post(&path(&checked, "/apply"), json!({})).await.problem(403), "forbidden");
        // Who imports districts sees no employees' files.
        let grants = json!([{"permission": "organisation.manage", "scope": "all"}]);
        let role = world.admin.post("/api/v1/roles", json!({"name": "人事", "grants": grants})).await.expect(201);
        let roles = json!({"roles": [role["id"]], "data_roles": []});
        world.admin.put(&format!("/api/v1/employees/{}/roles", world.id("bo")), roles).await.expect(200);
        assert_eq!(world.bo.get(&path(&checked, "")).await.problem(404), "not_found");
        let large = vec![b'x'; (64 << 20) + 1];
        let refused = world.admin.upload("/api/v1/imports/districts?file_name=a.csv", large).await;
        assert_eq!(refused.problem(413), "too_large");
    }
}
