//! Everything at once, in no order, twice.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{
    RunQueryDsl,
    sql_types::{BigInt, Text},
};
use guike::db::sql;
use serde_json::json;
use shared::{
    codes::TextCode,
    orders::{OrderContents, OrderCustomer, OrderItemDraft, OrderParts, OrderPush, OrderState},
};

use super::{business, product_line};
use crate::{
    common::{App, Dice, Office, both, in_force},
    invariants::{assert_sound, number},
};

const ORDERS: usize = 1_000;
const CLIENTS: usize = 32;
/// How many pushes a client sends in one request.
const BATCH: usize = 25;

/// What the business system tells of one order from first to last.
fn life(n: usize, dice: &mut Dice) -> Vec<OrderPush> {
    let began = DateTime::from_timestamp(1_790_000_000, 0).expect("a time") + TimeDelta::minutes(n as i64);
    let nothing = |revision| OrderPush {
        revision,
        customer: None,
        contents: None,
        state: None,
        placed_at: None,
        paid_at: None,
        channel: None,
        note: None,
    };
    let contents = |amount: usize| OrderContents {
        currency: "CNY".into(),
        items: vec![
            OrderItemDraft {
                product_line: Some("study".into()),
                name: "研学".into(),
                quantity: 1,
                unit_amount: amount as i64,
            },
            OrderItemDraft {
                product_line: Some("gift".into()), name: "礼盒".into(), quantity: 2, unit_amount: 50_000
            },
        ],
        amount: None,
    };
    // Several orders of one customer.
    let customer = OrderCustomer { phone: format!("+86138{:08}", n * 7 % 700), name: format!("客户{}", n % 3) };
    let mut pushes = vec![
        OrderPush {
            customer: Some(customer),
            contents: Some(contents(dice.throw(200_000))),
            placed_at: Some(began),
            channel: Some("web".into()),
            ..nothing(1)
        },
        OrderPush { contents: Some(contents(dice.throw(200_000))), note: Some(format!("备注 {n}")), ..nothing(2) },
    ];
    if dice.throw(5) > 0 {
        let paid = began + TimeDelta::hours(dice.throw(60) as i64);
        pushes.push(OrderPush { state: Some(OrderState::Paid), paid_at: Some(paid), ..nothing(3) });
        pushes.push(OrderPush { state: Some(OrderState::InService), ..nothing(4) });
    }
    let end = [OrderState::Completed, OrderState::Cancelled, OrderState::Refunded].get(dice.throw(5)).copied();
    pushes.extend(end.map(|state| OrderPush { state: Some(state), ..nothing(5) }));
    pushes
}

both! {
    async fn of_1000_orders_told_by_32_at_once_in_no_order_and_twice_each_is_as_if_told_in_order(app: App) {
        let office = Office::open(&app.database, 5, Some(400));
        in_force(&app.database, vec![office.rule("least_loaded", true)]);
        product_line(&app, 7, "study");
        product_line(&app, 8, "gift");
        let shop = business(&app, &app.admin().await).await;
        let mut dice = Dice(42);
        let lives: Vec<Vec<OrderPush>> = (0..ORDERS).map(|n| life(n, &mut dice)).collect();
        let mut all: Vec<(usize, &OrderPush)> = lives.iter().enumerate().flat_map(|(n, life)| life.iter().map(move |push| (n, push))).collect();
        all.extend(all.clone());
        dice.shuffle(&mut all);
        let share = all.len().div_ceil(CLIENTS);
        let clients: Vec<_> = all.chunks(share).map(|share| {
            let shop = shop.clone();
            let batches: Vec<_> = share.chunks(BATCH).map(|batch| {
                let orders: Vec<_> = batch.iter().map(|(n, push)| json!({"external_id": format!("SO-{n}"), "push": push})).collect();
                json!({"orders": orders})
            }).collect();
            tokio::spawn(async move {
                for batch in batches {
                    let results = shop.post("/api/v1/orders/external", batch).await.expect(200);
                    let refused = results.as_array().expect("results").iter().find(|result| !result["problem"].is_null());
                    assert!(refused.is_none(), "{refused:?}");
                }
            })
        }).collect();
        for client in clients {
            client.await.expect("a client that ends");
        }
        // Told one after the other, each once.
        let expected: BTreeMap<String, _> = lives.iter().enumerate().map(|(n, life)| {
            let mut parts = OrderParts::default();
            for push in life {
                parts.merge(push);
            }
            let order = parts.whole().expect("a whole order");
            let line = order.contents.main_item().and_then(|item| item.product_line.clone()).unwrap_or_default();
            let told = (order.state.as_str().to_owned(), order.contents.total(), line, order.customer.phone);
            (format!("SO-{n}"), (told, (order.note, micros(Some(order.placed_at)), micros(order.paid_at))))
        }).collect();
        let dialect = app.database.read(|db| Ok::<_, diesel::result::Error>(db.dialect())).expect("a database");
        let micros_of = |column: &str| match dialect {
            guike::db::Dialect::Sqlite => format!("coalesce({column}, 0)"),
            guike::db::Dialect::Postgres => format!("coalesce(CAST(extract(epoch FROM {column}) * 1000000 AS BIGINT), 0)"),
        };
        let statement = format!(
            "SELECT o.external_id, o.state, o.amount, l.code, c.phone, o.note, {}, {} FROM orders o \
             JOIN work_items w ON w.id = o.id JOIN customers c ON c.id = w.customer_id JOIN product_lines l ON l.id = o.product_line_id",
            micros_of("o.placed_at"), micros_of("o.paid_at"),
        );
        type Row = (String, String, i64, String, String, String, i64, i64);
        let rows: Vec<Row> = app.database.read(|db| {
            sql::<(Text, Text, BigInt, Text, Text, Text, BigInt, BigInt)>(statement).load(db)
        }).expect("orders");
        let found: BTreeMap<String, _> = rows.into_iter().map(|(id, state, amount, line, phone, note, placed, paid)| {
            (id, ((state, amount, line, phone), (note, placed, paid)))
        }).collect();
        assert_eq!(found.len(), ORDERS);
        assert_eq!(found, expected);
        assert_eq!(number(&app, "SELECT count(*) FROM order_parts WHERE order_id IS NULL"), 0);
        assert_eq!(number(&app, "SELECT count(*) FROM work_items"), 1_000);
        let phones: BTreeSet<_> = expected.values().map(|(told, _)| told.3.clone()).collect();
        assert_eq!(number(&app, "SELECT count(*) FROM customers"), phones.len() as i64);
        assert_eq!(
            number(&app, "SELECT count(*) FROM orders o JOIN work_items w ON w.id = o.id \
                          WHERE (w.status = 'done') <> (o.state IN ('completed', 'cancelled', 'refunded'))"),
            0
        );
        assert_eq!(number(&app, "SELECT count(*) FROM timeline WHERE kind = 'order'"), 1_000);
        assert_sound(&app);
    }
}

fn micros(at: Option<DateTime<Utc>>) -> i64 {
    at.map_or(0, |at| at.timestamp_micros())
}
