//! What must never happen, and what tries to make it happen.

use diesel::{RunQueryDsl, sql_types::BigInt};
use guike::db::{Database, Db, sql};
use serde_json::json;

use crate::common::{App, World, both};

pub fn number(app: &App, statement: &'static str) -> i64 {
    let rows: (i64,) = app.database.read(|db| sql::<(BigInt,)>(statement).get_result(db)).expect(statement);
    rows.0
}

/// Everything that must hold of owners, however the database got where it is.
pub fn assert_sound(app: &App) {
    assert_sound_database(&app.database);
}

/// The same of any database.
pub fn assert_sound_database(database: &Database) {
    for (what, statement) in [
        (
            "an ownership period overlaps another",
            "SELECT count(*) FROM ownership_periods a JOIN ownership_periods b ON a.customer_id = b.customer_id \
             AND a.id <> b.id AND a.from_at <= b.from_at AND a.to_at > b.from_at",
        ),
        (
            "an ownership began before the last one ended",
            "SELECT count(*) FROM ownerships o JOIN ownership_periods p ON p.customer_id = o.customer_id \
             AND p.to_at > o.since",
        ),
        (
            "a customer is called owned and has no owner, or the other way round",
            "SELECT count(*) FROM customers c LEFT JOIN ownerships o ON o.customer_id = c.id \
             WHERE (c.status = 'owned') <> (o.customer_id IS NOT NULL)",
        ),
        (
            "an owner is no active agent",
            "SELECT count(*) FROM ownerships o LEFT JOIN employees e ON e.id = o.owner_id AND e.is_agent \
             AND e.status = 'active' WHERE e.id IS NULL",
        ),
        (
            "a holding overlaps another",
            "SELECT count(*) FROM district_holdings a JOIN district_holdings b ON a.district_id = b.district_id \
             AND a.id <> b.id AND a.from_at <= b.from_at AND (a.to_at IS NULL OR a.to_at > b.from_at)",
        ),
        (
            "the load of an owner is not the count of their customers",
            "SELECT count(*) FROM (SELECT owner_id, due_on, count(*) AS n FROM ownerships \
             GROUP BY owner_id, due_on) c LEFT JOIN owner_load l ON l.owner_id = c.owner_id AND l.due_on = c.due_on \
             WHERE COALESCE(l.customers, 0) <> c.n",
        ),
        (
            "the loads add up to more than the owned customers",
            "SELECT CAST((SELECT COALESCE(sum(customers), 0) FROM owner_load) AS BIGINT) \
             - (SELECT count(*) FROM ownerships)",
        ),
        (
            "an agent's open work is not the count of it",
            "SELECT count(*) FROM agent_states a WHERE a.open_work <> (SELECT count(*) FROM work_items w \
             WHERE w.owner_id = a.employee_id AND w.status = 'open')",
        ),
        (
            "a member's open work is not the count of it",
            "SELECT count(*) FROM group_members m WHERE m.open_work <> (SELECT count(*) FROM work_items w \
             WHERE w.owner_id = m.employee_id AND w.group_id = m.group_id AND w.status = 'open')",
        ),
        (
            "somebody has more open than their capacity, and nobody gave it to them by hand",
            "SELECT count(*) FROM agent_states a WHERE a.open_work > a.capacity AND NOT EXISTS (SELECT 1 FROM work_items w \
             WHERE w.owner_id = a.employee_id AND w.status = 'open' AND w.by_id IS NOT NULL)",
        ),
        (
            "what waits is not in the queue, or what is in the queue does not wait",
            "SELECT count(*) FROM (SELECT id FROM work_items WHERE status = 'waiting') i \
             FULL JOIN (SELECT case_id FROM waiting WHERE kind <> 'customer') w ON w.case_id = i.id \
             WHERE i.id IS NULL OR w.case_id IS NULL",
        ),
        (
            "a customer is in the queue and has an owner",
            "SELECT count(*) FROM waiting w JOIN ownerships o ON o.customer_id = w.case_id",
        ),
        (
            "a work item was given to somebody before the last one lost it, or two had it at once",
            "SELECT count(*) FROM work_periods a LEFT JOIN work_periods b ON b.work_item_id = a.work_item_id AND b.id > a.id \
             LEFT JOIN work_items w ON w.id = a.work_item_id AND w.since < a.to_at \
             WHERE w.id IS NOT NULL OR b.from_at < a.to_at",
        ),
        (
            "somebody has work of which no decision tells and that nobody gave them by hand",
            "SELECT count(*) FROM work_items w WHERE w.status = 'open' AND w.by_id IS NULL \
             AND NOT EXISTS (SELECT 1 FROM decisions d WHERE d.case_id = w.id AND d.owner_id = w.owner_id)",
        ),
        (
            "somebody had an inquiry or an order, and its customer sees nobody, or what was sent is of another inquiry",
            "SELECT (SELECT count(*) FROM work_items w LEFT JOIN work_avatars a ON a.work_item_id = w.id \
             WHERE w.owner_id IS NOT NULL AND a.work_item_id IS NULL) + (SELECT count(*) FROM attachments a \
             JOIN messages m ON m.id = a.message_id WHERE m.inquiry_id <> a.inquiry_id)",
        ),
        (
            "somebody who is part of another customer has something of their own, or is part of one who is part of another",
            "SELECT count(*) FROM customers c LEFT JOIN customers k ON k.id = c.merged_into WHERE c.status = 'merged' \
             AND (k.status = 'merged' OR EXISTS (SELECT 1 FROM ownerships x WHERE x.customer_id = c.id) \
             OR EXISTS (SELECT 1 FROM work_items x WHERE x.customer_id = c.id) \
             OR EXISTS (SELECT 1 FROM follow_ups x WHERE x.customer_id = c.id) \
             OR EXISTS (SELECT 1 FROM timeline x WHERE x.customer_id = c.id) \
             OR EXISTS (SELECT 1 FROM channel_identities x WHERE x.customer_id = c.id) \
             OR EXISTS (SELECT 1 FROM behaviour_days x WHERE x.customer_id = c.id) \
             OR EXISTS (SELECT 1 FROM waiting x WHERE x.case_id = c.id) \
             OR (SELECT count(*) FROM customer_merges m WHERE m.gone_id = c.id AND m.undone_at IS NULL) <> 1)",
        ),
        (
            "a customer stands alone, and a merge says that they are part of another",
            "SELECT count(*) FROM customer_merges m JOIN customers c ON c.id = m.gone_id \
             WHERE m.undone_at IS NULL AND c.status <> 'merged'",
        ),
        (
            "a timer waits for what was answered, is done or is somebody else's now",
            "SELECT count(*) FROM timers t LEFT JOIN work_items w ON w.id = t.case_id AND w.status = 'open' \
             AND w.answered_at IS NULL AND w.change_id = t.change_id WHERE t.kind <> 'customer' AND w.id IS NULL",
        ),
        (
            "the ledger of deals is not a recount of what was paid",
            "SELECT count(*) FROM (SELECT deal_on, coalesce(deal_owner_id, 0) AS owner, coalesce(product_line_id, 0) AS line, \
             currency, count(*) AS n, sum(amount) AS amount, count(CASE WHEN state IN ('cancelled', 'refunded') THEN 1 END) AS off, \
             coalesce(sum(CASE WHEN state IN ('cancelled', 'refunded') THEN amount END), 0) AS amount_off \
             FROM orders WHERE deal_on IS NOT NULL GROUP BY 1, 2, 3, 4) r \
             FULL JOIN (SELECT * FROM deal_ledger WHERE deals <> 0 OR amount <> 0 OR taken_off <> 0 OR amount_taken_off <> 0) l \
             ON l.day = r.deal_on AND l.employee_id = r.owner AND l.product_line_id = r.line AND l.currency = r.currency \
             WHERE r.n IS NULL OR l.day IS NULL OR l.deals <> r.n OR l.amount <> r.amount OR l.taken_off <> r.off \
             OR l.amount_taken_off <> r.amount_off",
        ),
        (
            "an order is not the work item that it is, or is kept twice",
            "SELECT count(*) FROM work_items w LEFT JOIN orders o ON o.id = w.id LEFT JOIN order_parts p ON p.order_id = w.id \
             WHERE w.kind = 'order' AND (o.id IS NULL OR p.id IS NULL OR p.external_id <> o.external_id)",
        ),
        (
            "what is folded of behaviour is not a recount of the events",
            "SELECT count(*) FROM (SELECT told_of, day, kind, count(*) AS n, min(at) AS first_at, max(at) AS last_at \
             FROM behaviour_events GROUP BY told_of, day, kind) r \
             FULL JOIN behaviour_days d ON d.told_of = r.told_of AND d.day = r.day AND d.kind = r.kind \
             WHERE r.n IS NULL OR d.id IS NULL OR d.times <> r.n OR d.first_at <> r.first_at OR d.last_at <> r.last_at \
             OR d.last_subject <> (SELECT max(e.subject) FROM behaviour_events e WHERE e.told_of = d.told_of \
             AND e.day = d.day AND e.kind = d.kind AND e.at = d.last_at)",
        ),
        (
            "behaviour is not that of the customer of whom it was told, or of whom they are part of",
            "SELECT count(*) FROM behaviour_days d JOIN customers c ON c.id = d.told_of \
             WHERE d.customer_id <> coalesce(c.merged_into, c.id)",
        ),
        (
            "the ledger does not say what people received",
            "SELECT CAST((SELECT COALESCE(sum(received), 0) FROM fairness_ledger) AS BIGINT) \
             - (SELECT count(*) FROM work_items WHERE owner_id IS NOT NULL) - (SELECT count(*) FROM work_periods)",
        ),
    ] {
        let row: (i64,) = database.read(|db| sql::<(BigInt,)>(statement).get_result(db)).expect(what);
        assert_eq!(row.0, 0, "{what}");
    }
}

/// Runs `count` requests at once and gives how many had each status.
pub async fn at_once<F>(count: usize, request: impl Fn(usize) -> F) -> std::collections::BTreeMap<u16, usize>
where
    F: Future<Output = u16> + Send + 'static,
{
    let tasks: Vec<_> = (0..count).map(|n| tokio::spawn(request(n))).collect();
    let mut statuses = std::collections::BTreeMap::new();
    for task in tasks {
        *statuses.entry(task.await.expect("a request that ends")).or_default() += 1;
    }
    statuses
}

both! {
    async fn of_64_who_give_a_district_away_at_once_exactly_one_is_last(app: App) {
        let world = World::build(&app).await;
        let district = world.districts[0].clone();
        for n in 0..3 {
            let customer = world.register(&format!("1370000000{n}")).await;
            world.approve(&customer, &district).await;
        }
        let statuses = at_once(64, |n| {
            let admin = world.admin.clone();
            let agent = world.id(if n % 2 == 0 { "anna" } else { "bo" }).to_owned();
            let body = json!({"district_ids": [district], "agent_id": agent});
            async move { admin.post("/api/v1/districts/assignment", body).await.status }
        }).await;
        assert_eq!(statuses, [(200, 64)].into());
        assert_eq!(number(&app, "SELECT count(*) FROM district_holdings WHERE to_at IS NULL"), 1);
        assert_eq!(
            number(&app, "SELECT count(*) FROM customers c JOIN ownerships o ON o.customer_id = c.id \
                          JOIN district_holdings h ON h.district_id = c.district_id AND h.to_at IS NULL \
                          AND h.agent_id = o.owner_id"),
            3
        );
        assert_sound(&app);
    }
}

both! {
    async fn of_64_approvals_of_one_customer_exactly_one_counts(app: App) {
        let world = World::build(&app).await;
        world.assign(&[&world.districts[0]], "anna").await;
        world.assign(&[&world.districts[1]], "bo").await;
        let customer = world.register("13700000100").await;
        let statuses = at_once(64, |n| {
            let reviewer = world.reviewer.clone();
            let path = format!("/api/v1/reviews/{customer}/approve");
            let body = json!({"district_id": world.districts[n % 2]});
            async move { reviewer.post(&path, body).await.status }
        }).await;
        assert_eq!(statuses, [(200, 1), (409, 63)].into());
        assert_eq!(number(&app, "SELECT count(*) FROM ownerships"), 1);
        assert_eq!(number(&app, "SELECT count(*) FROM ownership_periods"), 0);
        assert_sound(&app);
    }
}

both! {
    async fn of_64_registrations_of_one_phone_exactly_one_makes_a_customer(app: App) {
        let world = World::build(&app).await;
        let statuses = at_once(64, |n| {
            let caller = world.mini_program.clone();
            let body = json!({"name": format!("客户{n}"), "phone": "+86 137 0000 0200"});
            async move { caller.post("/mp/v1/registrations", body).await.status }
        }).await;
        assert_eq!(statuses, [(201, 64)].into());
        assert_eq!(number(&app, "SELECT count(*) FROM customers"), 1);
    }
}

both! {
    async fn approvals_and_hand_overs_while_a_district_moves_leave_every_customer_with_one_owner(app: App) {
        let world = World::build(&app).await;
        world.assign(&[&world.districts[0]], "anna").await;
        let mut customers = Vec::new();
        for n in 0..24 {
            customers.push(world.register(&format!("137000003{n:02}")).await);
        }
        at_once(48, |n| {
            let (admin, reviewer) = (world.admin.clone(), world.reviewer.clone());
            let (district, customer) = (world.districts[0].clone(), customers[n % 24].clone());
            let agent = world.id(if n % 4 == 0 { "anna" } else { "bo" }).to_owned();
            async move {
                if n % 2 == 0 {
                    let body = json!({"district_ids": [district], "agent_id": agent});
                    admin.post("/api/v1/districts/assignment", body).await.status
                } else {
                    let path = format!("/api/v1/reviews/{customer}/approve");
                    reviewer.post(&path, json!({"district_id": district})).await.status
                }
            }
        }).await;
        assert_eq!(
            number(&app, "SELECT count(*) FROM customers c JOIN ownerships o ON o.customer_id = c.id WHERE NOT EXISTS \
                          (SELECT 1 FROM district_holdings h WHERE h.district_id = c.district_id AND h.to_at IS NULL \
                           AND h.agent_id = o.owner_id)"),
            0,
            "a customer was given to an agent who had just lost the district"
        );
        assert_sound(&app);
    }
}

both! {
    async fn the_same_idempotency_key_makes_one_thing(app: App) {
        let world = World::build(&app).await;
        let key = [("idempotency-key", "k-1")];
        let body = json!({"name": "区域经理", "grants": []});
        let post = reqwest::Method::POST;
        let first = world.admin.send(post.clone(), "/api/v1/roles", Some(body.clone()), &key).await.expect(201);
        let second = world.admin.send(post.clone(), "/api/v1/roles", Some(body), &key).await.expect(201);
        assert_eq!(first, second);
        let other = json!({"name": "另一个", "grants": []});
        let answer = world.admin.send(post, "/api/v1/roles", Some(other), &key).await;
        assert_eq!(answer.problem(409), "idempotency_mismatch");
    }
}

both! {
    async fn what_was_written_down_cannot_be_changed_even_in_the_database(app: App) {
        let world = World::build(&app).await;
        world.assign(&[&world.districts[0]], "anna").await;
        let customer = world.register("13700000400").await;
        world.approve(&customer, &world.districts[0]).await;
        let path = format!("/api/v1/customers/{customer}/follow-ups");
        world.anna.post(&path, json!({"way": "phone", "content": "a"})).await.expect(201);
        world.assign(&[&world.districts[0]], "bo").await;
        world.register("13700000401").await;
        for statement in [
            "UPDATE audit_log SET label = 'x'",
            "DELETE FROM audit_log",
            "UPDATE timeline SET kind = 'x'",
            "DELETE FROM timeline",
            "UPDATE follow_ups SET content = 'x'",
            "DELETE FROM follow_ups",
            "DELETE FROM customers",
            "UPDATE ownership_periods SET owner_id = owner_id + 1",
            "DELETE FROM ownership_periods",
            "UPDATE district_holdings SET from_at = to_at",
            "DELETE FROM district_holdings",
            "UPDATE ownerships SET owner_id = owner_id + 1",
            "UPDATE ownerships SET reason = 'x'",
            "UPDATE ownerships SET owner_id = 1, change_id = change_id + 1",
            "UPDATE ownerships SET owner_id = (SELECT owner_id FROM ownership_periods), change_id = change_id + 1, \
             since = (SELECT from_at FROM ownership_periods)",
            "INSERT INTO ownerships SELECT * FROM ownerships",
            "INSERT INTO ownerships SELECT c.id, o.owner_id, o.change_id, o.since, o.reason, o.by_id, o.idle_since, o.due_on \
             FROM customers c CROSS JOIN ownerships o WHERE c.status = 'pending'",
            "INSERT INTO ownership_periods (customer_id, id, owner_id, from_at, to_at, reason) \
             SELECT customer_id, id + 1, owner_id, from_at, to_at, reason FROM ownership_periods",
            "UPDATE employees SET status = 'inactive'",
            "UPDATE customers SET status = 'queued'",
            "INSERT INTO district_holdings (id, district_id, agent_id, from_at, reason) \
             SELECT id + 1, district_id, agent_id, from_at, reason FROM district_holdings",
        ] {
            let outcome = app.database.write(|db: &mut Db| sql::<()>(statement).run(db));
            assert!(outcome.is_err(), "{statement}");
        }
        assert_sound(&app);
    }
}
