//! Creates inquiries and has them assigned in turn, beside a transaction by hand that writes the same rows.

use crate::api::Api;
use crate::client::{Connection, Request};
use crate::load::{self, Measured};
use crate::report::ms;
use crate::sql::assign::{self, ByHand};
use anyhow::{Context, Result, ensure};
use serde::Serialize;
use serde_json::{Value, json};
use std::fmt::Write;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

/// How many connections at once.
const CONNECTIONS: [usize; 3] = [1, 8, 64];
/// How many agents take turns.
const MEMBERS: usize = 10;

/// What was measured.
#[derive(Serialize)]
pub struct Assigning {
    /// Guike, at each number of connections.
    pub guike: Vec<Measured>,
    /// The transaction by hand, on as many connections.
    pub by_hand: Vec<Measured>,
    /// By how much the numbers of inquiries differ that the members got from Guike.
    pub spread: i64,
}

impl Assigning {
    /// The table of the report.
    pub fn markdown(&self, out: &mut String) -> Result<()> {
        out.push_str(
            "\nInquiries of new customers are created and given to the next of ten agents in turn; beside it the least \
                      that a transaction must write for that.\n\n",
        );
        out.push_str("| at once | Guike /s | p50 / p95 ms | SQL by hand /s | ratio |\n|--:|--:|--:|--:|--:|\n");
        for (guike, by_hand) in self.guike.iter().zip(&self.by_hand) {
            writeln!(
                out,
                "| {} | {:.0} | {} / {} | {:.0} | {:.2} |",
                guike.connections,
                guike.per_second,
                ms(guike.p50_us),
                ms(guike.p95_us),
                by_hand.per_second,
                guike.per_second / by_hand.per_second,
            )?;
        }
        writeln!(out, "\nThe numbers that the ten received differ by {} at most.", self.spread)?;
        Ok(())
    }
}

/// Measures. The group, its members and the policy are made for it.
pub async fn assigning(address: SocketAddr, url: &str, admin: &mut Api, seconds: f64) -> Result<Assigning> {
    let group = set_the_stage(admin).await?;
    let time = Duration::from_secs_f64(seconds);
    let (mut guike, mut by_hand) = (Vec::new(), Vec::new());
    for connections in CONNECTIONS {
        guike.push(asking(address, admin.token(), connections, time).await?);
        by_hand.push(ByHand::new(url, &group)?.run(url, connections, time)?);
    }
    Ok(Assigning { guike, by_hand, spread: assign::spread(url, &group)? })
}

/// A group of agents who are there, and a policy that asks it for everything.
async fn set_the_stage(admin: &mut Api) -> Result<String> {
    // There is one already when it is measured again.
    let entrances = admin.json("/api/v1/entrances").await?;
    if !entrances.as_array().context("no entrances")?.iter().any(|one| one["code"] == ENTRANCE) {
        let draft = json!({"code": ENTRANCE, "name": ENTRANCE, "channel": "web"});
        admin.post("/api/v1/entrances", &draft).await?;
    }
    let draft = json!({"name": format!("bench {:?}", Instant::now())});
    let group = admin.post("/api/v1/groups", &draft).await?["id"].as_str().context("no id")?.to_owned();
    let agents = admin.json("/api/v1/agents?limit=200").await?;
    let agents = agents.as_array().context("no agents")?.iter().filter_map(|agent| agent["id"].as_str());
    for agent in agents.take(MEMBERS) {
        let state = admin.put(&format!("/api/v1/agents/{agent}/presence"), &json!({"presence": "online"})).await?;
        // At any hour and without end, so that nobody waits.
        let endless = json!({"skills": [], "version": state["version"]});
        admin.put(&format!("/api/v1/agents/{agent}/state"), &endless).await?;
        admin.put(&format!("/api/v1/groups/{group}/members/{agent}"), &json!({"weight": 1})).await?;
    }
    let route = json!({"to": "group", "group_id": group, "strategy": "round_robin", "even_if_absent": true});
    let rule = json!({"key": "bench", "name": "bench", "enabled": true, "when": {"all": []}, "routes": [route]});
    let document = json!({"rules": [rule], "otherwise": [{"to": "queue"}]});
    let draft = admin.post("/api/v1/policies", &json!({"name": "bench", "document": document})).await?;
    let id = draft["id"].as_str().context("no id")?;
    let publish = json!({"note": "bench", "version": draft["version"]});
    admin.post(&format!("/api/v1/policies/{id}/publish"), &publish).await?;
    Ok(group)
}

/// The entrance by which all of them come in.
const ENTRANCE: &str = "bench";

/// No two inquiries come from the same customer.
static PHONES: AtomicI64 = AtomicI64::new(15_000_000_000);

async fn asking(address: SocketAddr, token: &str, connections: usize, time: Duration) -> Result<Measured> {
    let token: Arc<str> = token.into();
    let end = Instant::now() + time;
    let tasks: Vec<_> = (0..connections).map(|_| tokio::spawn(one(address, token.clone(), end))).collect();
    let mut times = Vec::new();
    for task in tasks {
        times.extend(task.await??);
    }
    Ok(load::summary(connections, times, time))
}

async fn one(address: SocketAddr, token: Arc<str>, end: Instant) -> Result<Vec<u64>> {
    let mut connection = Connection::open(address).await?;
    let mut times = Vec::new();
    while Instant::now() < end {
        let phone = PHONES.fetch_add(1, Ordering::Relaxed).to_string();
        let body: Value = json!({"phone": phone, "name": "客户", "entrance": ENTRANCE, "text": "请问怎么报名？"});
        let sent = Instant::now();
        let answer = connection.send(&Request::post("/api/v1/inquiries", Some(&token), &body.to_string())).await?;
        ensure!(answer.status == 201, "{}: {}", answer.status, String::from_utf8_lossy(answer.body));
        times.push(u64::try_from(sent.elapsed().as_micros())?);
    }
    Ok(times)
}
