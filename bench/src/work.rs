//! Moves districts with many customers, back and forth, and looks at what a reader notices meanwhile.

use crate::api::Api;
use crate::load::{self, Measured};
use crate::sql;
use anyhow::{Context, Result};
use serde::Serialize;
use serde_json::{Value, json};
use shared::ids::DistrictId;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// How many customers move, about.
const CUSTOMERS: i64 = 100_000;
/// To how many agents one after the other; the first of those who can be picked.
pub const HOLDERS: usize = 5;

/// A move that was measured.
#[derive(Serialize)]
pub struct Move {
    /// How many districts.
    pub districts: usize,
    /// How many customers moved with them.
    pub customers: i64,
    /// Milliseconds until the preview was answered.
    pub preview_ms: u64,
    /// Milliseconds until the move was answered.
    pub ms: u64,
    /// What somebody saw who opened the first page of customers over and over meanwhile.
    pub reads: Measured,
}

/// Gives the districts to one agent after the other.
pub async fn moves(address: SocketAddr, url: &str, admin: &mut Api, reader: &Api) -> Result<Vec<Move>> {
    let districts: Vec<String> =
        sql::crowded_districts(url, CUSTOMERS)?.into_iter().map(|id| DistrictId::from_raw(id).to_string()).collect();
    let agents = admin.json(&format!("/api/v1/agents?limit={HOLDERS}")).await?;
    let agents: Vec<&str> = agents.as_array().context("no agents")?.iter().filter_map(|a| a["id"].as_str()).collect();
    let mut moves = Vec::new();
    for agent in agents {
        let body = json!({ "district_ids": districts, "agent_id": agent });
        let began = Instant::now();
        let preview: Value = admin.post("/api/v1/districts/assignment/preview", &body).await?;
        let preview_ms = u64::try_from(began.elapsed().as_millis())?;
        let moving = AtomicBool::new(true);
        let page = reader.request("/api/v1/customers?limit=50");
        let (moved, reads) = tokio::join!(
            async {
                let began = Instant::now();
                let moved = admin.post("/api/v1/districts/assignment", &body).await;
                moving.store(false, Ordering::Relaxed);
                moved.map(|_| began.elapsed())
            },
            load::run_while(address, &page, &moving),
        );
        moves.push(Move {
            districts: districts.len(),
            customers: preview["customers_moved"].as_i64().context("no customers_moved")?,
            preview_ms,
            ms: u64::try_from(moved?.as_millis())?,
            reads: reads?,
        });
    }
    Ok(moves)
}
