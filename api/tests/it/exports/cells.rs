//! What stands in the cells of a file.

use calamine::Data;
use serde_json::json;

use super::{column, export, files, path, sheets, shop};
use crate::common::{App, both};
use crate::orders::whole;

both! {
    async fn cells_have_types_and_no_text_becomes_a_formula(app: App) {
        let world = shop(&app).await;
        let evil = "=HYPERLINK(\"http://x\")";
        let mut body = whole(1, "13800138001");
        body["contents"]["items"][0]["name"] = json!(evil);
        body["state"] = json!("paid");
        body["paid_at"] = json!("2026-11-20T16:30:00Z");
        world.admin.put("/api/v1/orders/external/-5+cmd", body).await.expect(200);
        let order = world.admin.get("/api/v1/orders?q=-5%2Bcmd").await.expect(200)["items"][0].clone();
        let follow = format!("/api/v1/orders/{}/follow-ups", order["id"].as_str().expect("an id"));
        world.anna.post(&follow, json!({"way": "phone", "content": "@SUM(A1)\n第二行"})).await.expect(201);

        let done = export(&world.admin, "orders", json!({"q": "-5"}), "xlsx", "zh-CN").await;
        assert!(done["file_name"].as_str().expect("a name").starts_with("订单-"), "{done}");
        let (_, headers, _) = world.admin.download(&path(&done)).await;
        let disposition = headers["content-disposition"].to_str().expect("a header").to_owned();
        assert!(disposition.contains("filename=\"export.xlsx\"") && disposition.contains("filename*=UTF-8''%E8%AE%A2%E5%8D%95"), "{disposition}");
        let found = sheets(&world.admin, &done).await;
        let [orders, items, follow_ups] = [0, 1, 2].map(|at| &found[at].1);
        assert_eq!(column(orders, "订单号"), [Data::String("-5+cmd".into())]);
        assert_eq!(column(orders, "金额"), [Data::Float(3900.0)]);
        assert_eq!(column(orders, "客户电话"), [Data::String("+8613800138001".into())]);
        assert_eq!(column(orders, "订单状态"), [Data::String("已付款".into())]);
        // By the clock of Shanghai.
        let Data::DateTime(paid) = column(orders, "付款时间")[0] else { panic!("no time") };
        assert_eq!(paid.to_ymd_hms_milli(), (2026, 11, 21, 0, 30, 0, 0));
        let Data::DateTime(day) = column(orders, "成交日期")[0] else { panic!("no day") };
        assert_eq!(day.to_ymd_hms_milli(), (2026, 11, 21, 0, 0, 0, 0));
        assert_eq!(column(orders, "客户归属"), [Data::String(world.admin.get(&format!("/api/v1/employees/{}", world.id("anna"))).await.expect(200)["name"].as_str().expect("a name").into())]);
        assert_eq!(column(items, "商品")[0], Data::String(evil.into()));
        assert_eq!((&column(items, "数量")[1], &column(items, "单价")[1], &column(items, "小计")[1]), (&Data::Float(3.0), &Data::Float(1280.0), &Data::Float(3840.0)));
        assert_eq!(column(follow_ups, "内容"), [Data::String("@SUM(A1)\n第二行".into())]);
        assert_eq!(column(follow_ups, "相关订单号"), [Data::String("-5+cmd".into())]);

        let done = export(&world.admin, "orders", json!({"q": "-5"}), "csv", "zh-CN").await;
        assert!(done["file_name"].as_str().expect("a name").ends_with(".zip"), "{done}");
        let found = files(&world.admin, &done).await;
        let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["订单.csv", "订单明细.csv", "跟进.csv"]);
        for (name, text) in &found {
            let text = text.strip_prefix('\u{feff}').unwrap_or_else(|| panic!("{name} has no mark"));
            for record in csv::Reader::from_reader(text.as_bytes()).records() {
                for cell in &record.expect("a record") {
                    assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{name}: {cell}");
                }
            }
        }
        assert!(found[0].1.contains(r#","CNY","3900.00","#) && found[0].1.contains(r#","2026-11-21 00:30:00","2026-11-21","#), "{}", found[0].1);
        assert!(found[0].1.contains("'-5+cmd") && found[0].1.contains(r#","'+8613800138001","#), "{}", found[0].1);
    }
}
