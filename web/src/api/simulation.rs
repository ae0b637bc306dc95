//! Simulations.

use serde::Serialize;
use shared::simulation::{ExportQuery, FileExport, FileSimulation, Simulated, SimulationRequest};
use web_sys::{AbortSignal, Blob};

use super::{Answer, Fault, client};

pub async fn run(request: &SimulationRequest, stop: &AbortSignal) -> Answer<Simulated> {
    client::post_until("/simulations", request, stop).await
}

pub async fn run_file(query: &FileSimulation, file: Blob, stop: &AbortSignal) -> Answer<Simulated> {
    client::post_file_until(&with("/simulations/file", query)?, file, stop).await
}

pub async fn export(query: &ExportQuery, request: &SimulationRequest) -> Answer<Blob> {
    client::post_for_file(&with("/simulations/export", query)?, request).await
}

pub async fn export_file(query: &FileExport, file: Blob) -> Answer<Blob> {
    client::post_file_for_file(&with("/simulations/file/export", query)?, file).await
}

fn with<Q: Serialize>(path: &str, query: &Q) -> Answer<String> {
    let query = serde_urlencoded::to_string(query).map_err(|_| Fault::Unreadable)?;
    Ok(format!("{path}?{query}"))
}
