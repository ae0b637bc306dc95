//! What customers do who are merged, and parted again.

use serde_json::{Value, json};

use super::{ago, event, push};
use crate::{
    common::{App, Caller, World, both},
    invariants::{assert_sound, at_once, number},
    merges::{confirmed, look, merge, sorry, undo_path},
    orders::business,
};

/// How often a customer did something, day by day, newest first.
async fn times(caller: &Caller, customer: &str) -> Vec<i64> {
    let page = caller.get(&format!("/api/v1/customers/{customer}/timeline?kind=behaviour")).await.expect(200);
    page["items"].as_array().expect("entries").iter().filter_map(|entry| entry["behaviour"]["times"].as_i64()).collect()
}

/// The names of the events of a customer, newest first.
async fn names(caller: &Caller, customer: &str) -> Vec<String> {
    let page = caller.get(&format!("/api/v1/customers/{customer}/behaviour")).await.expect(200);
    let name = |event: &Value| event["external_id"].as_str().expect("a name").to_owned();
    page["items"].as_array().expect("events").iter().map(name).collect()
}

both! {
    async fn a_merge_takes_behaviour_along_and_undoing_gives_it_back(app: App) {
        let world = World::build(&app).await;
        let (admin, shop) = (&world.admin, business(&app, &world.admin).await);
        let [one, two, three] = [world.register("13600004000").await, world.register("13600004001").await, world.register("13600004002").await];
        push(&shop, vec![
            event("a1", "13600004000", "browse", ago(1, 8, 0)),
            event("b1", "13600004001", "browse", ago(1, 9, 0)),
            event("b2", "13600004001", "login", ago(2, 9, 0)),
            event("c1", "13600004002", "browse", ago(1, 7, 0)),
        ]).await;
        let done = merge(admin, &one, &two).await;
        assert_eq!(done["carried"]["behaviour_days"], 2);
        assert_sound(&app);
        // One entry for the day, of both; and what is told of the gone one is the kept one's.
        assert_eq!(times(admin, &one).await, [2, 1]);
        let again = vec![
            event("b1", "13600004001", "browse", ago(1, 9, 0)),
            event("b3", "13600004001", "browse", ago(1, 10, 0)),
            json!({"external_id": "b4", "customer": {"id": two}, "kind": "login", "at": ago(3, 1, 0)}),
        ];
        assert_eq!(push(&shop, again.clone()).await.1, [2, 1, 0]);
        assert_eq!(times(admin, &one).await, [3, 1, 1]);
        assert_eq!(times(admin, &two).await, [3, 1, 1]);
        assert_eq!(names(admin, &one).await, ["b3", "b1", "a1", "b2", "b4"]);
        let seen = admin.get(&format!("/api/v1/customers/{one}/timeline?kind=behaviour")).await.expect(200);
        assert_eq!(seen["items"][0]["behaviour"]["kinds"].as_array().map(Vec::len), Some(1));
        // Twice merged.
        let second = merge(admin, &three, &one).await;
        assert_eq!(names(admin, &two).await, ["b3", "b1", "a1", "c1", "b2", "b4"]);
        assert_sound(&app);
        admin.post(&undo_path(&second), sorry()).await.expect(200);
        assert_eq!((times(admin, &one).await, times(admin, &three).await), (vec![3, 1, 1], vec![1]));
        admin.post(&undo_path(&done), sorry()).await.expect(200);
        // What came since stays; what was told before is known all the same.
        assert_eq!(names(admin, &two).await, ["b1", "b2"]);
        assert_eq!(names(admin, &one).await, ["b3", "a1", "b4"]);
        assert_eq!(push(&shop, again).await.1, [0, 3, 0]);
        assert_eq!(push(&shop, vec![event("b5", "13600004001", "browse", ago(1, 11, 0))]).await.1, [1, 0, 0]);
        assert_eq!(times(admin, &two).await, [2, 1]);
        assert_sound(&app);
    }
}

both! {
    async fn nothing_is_lost_while_customers_are_merged_and_parted(app: App) {
        let world = World::build(&app).await;
        let shop = business(&app, &world.admin).await;
        let mut pairs = Vec::new();
        for n in 0..6 {
            let pair = [world.register(&format!("136000050{n:02}")).await, world.register(&format!("136000051{n:02}")).await];
            let seen = look(&world.admin, &pair[0], &pair[1]).await;
            pairs.push((pair, seen));
        }
        let statuses = at_once(96, |n| {
            let (admin, shop, ([kept, gone], seen)) = (world.admin.clone(), shop.clone(), pairs[n % 6].clone());
            async move {
                match n / 6 {
                    3 => admin.post(&format!("/api/v1/customers/{kept}/merges"), confirmed(&seen, &gone)).await.status,
                    9 => {
                        let merges = admin.get(&format!("/api/v1/customers/{kept}/merges")).await.expect(200);
                        match merges.as_array().and_then(|merges| merges.first()) {
                            Some(merge) => admin.post(&undo_path(merge), sorry()).await.status,
                            None => 200,
                        }
                    }
                    // Each tells of everybody, in an order of its own.
                    _ => {
                        let events: Vec<Value> = (0..24).map(|at| {
                            let who = (at * 5 + n) % 12;
                            let phone = format!("1360000{}{:02}", 50 + who / 6, who % 6);
                            event(&format!("M-{n}-{at}"), &phone, "browse", ago(1 + at as i64 % 2, 6, 0))
                        }).collect();
                        let (answer, counts) = push(&shop, events).await;
                        assert_eq!(counts, [24, 0, 0], "{answer}");
                        200
                    }
                }
            }
        }).await;
        assert_eq!(statuses.keys().copied().filter(|status| *status >= 500).count(), 0, "{statuses:?}");
        assert!(number(&app, "SELECT count(*) FROM customer_merges") > 0);
        assert_eq!(number(&app, "SELECT CAST(sum(times) AS BIGINT) FROM behaviour_days"), 14 * 6 * 24);
        assert_sound(&app);
    }
}
