//! Shares all customers of one agent out among many, and takes that back, and looks at what a reader notices meanwhile.

use crate::api::Api;
use crate::load::{self, Measured};
use crate::work::HOLDERS;
use anyhow::{Context, Result};
use serde::Serialize;
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// Among how many agents.
const AGENTS: usize = 50;
/// How often.
const TIMES: usize = 3;

/// A redistribution that was measured.
#[derive(Serialize)]
pub struct Redistribution {
    /// Among how many agents.
    pub agents: usize,
    /// How many customers went to them.
    pub customers: i64,
    /// Milliseconds until the preview was answered.
    pub preview_ms: u64,
    /// Milliseconds until it was done.
    pub ms: u64,
    /// Milliseconds until it was undone.
    pub undo_ms: u64,
    /// What somebody saw who opened the first page of customers over and over while it was done.
    pub reads: Measured,
}

/// Shares out what the agent has to whom the districts were moved last, over and over.
pub async fn redistributions(address: SocketAddr, admin: &mut Api, reader: &Api) -> Result<Vec<Redistribution>> {
    let agents = admin.json(&format!("/api/v1/agents?limit={}", HOLDERS + AGENTS)).await?;
    let agents: Vec<&str> = agents.as_array().context("no agents")?.iter().filter_map(|a| a["id"].as_str()).collect();
    let giver = agents.get(HOLDERS - 1).context("too few agents")?;
    let targets: Vec<Value> = agents.iter().skip(HOLDERS).map(|id| json!({ "agent_id": id })).collect();
    let mut measured = Vec::new();
    for _ in 0..TIMES {
        let mut body = json!({
            "source": { "kind": "agent", "agent_id": giver },
            "moving": "customers",
            "targets": { "kind": "agents", "agents": targets },
        });
        let began = Instant::now();
        let preview = admin.post("/api/v1/redistributions/preview", &body).await?;
        let preview_ms = u64::try_from(began.elapsed().as_millis())?;
        (body["reason"], body["note"], body["confirm"]) = (json!("transfer"), json!("bench"), preview["token"].clone());
        let moving = AtomicBool::new(true);
        let page = reader.request("/api/v1/customers?limit=50");
        let (done, reads) = tokio::join!(
            async {
                let began = Instant::now();
                let done = admin.post("/api/v1/redistributions", &body).await;
                moving.store(false, Ordering::Relaxed);
                done.map(|done| (done, began.elapsed()))
            },
            load::run_while(address, &page, &moving),
        );
        let (done, took) = done?;
        let began = Instant::now();
        let id = done["id"].as_str().context("no id")?;
        admin.post(&format!("/api/v1/redistributions/{id}/undo"), &json!({})).await?;
        measured.push(Redistribution {
            agents: targets.len(),
            customers: done["customers"].as_i64().context("no customers")?,
            preview_ms,
            ms: u64::try_from(took.as_millis())?,
            undo_ms: u64::try_from(began.elapsed().as_millis())?,
            reads: reads?,
        });
    }
    Ok(measured)
}
