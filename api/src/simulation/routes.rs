//! `/api/v1/simulations`.

use std::io::{self, Read, Write};

use actix_web::{
    HttpResponse,
    http::header::{self, ContentDisposition, DispositionParam, DispositionType},
    post, web,
};
use futures_util::stream;
use shared::simulation::{
    ExportFormat, ExportQuery, ExportTable, FileExport, FileSimulation, Simulated, SimulationRequest,
};
use tokio::sync::{OwnedSemaphorePermit, mpsc};
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    export::{self, Export},
    file::{self, Known},
    run::{Asker, Ran, Stop},
    stage::Stage,
    tell::tell,
};
use crate::{
    assignment::Engine,
    error::{self, Result},
    http::{Answer, Body, Query, Signed, blocking, read_all},
    permissions::PolicyManage,
};

/// The routes of this room.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(simulate).service(simulate_file).service(export_simulation).service(export_file);
}

/// Simulate a policy
///
/// Runs a policy over what came in during a past period with the people, hours, presence, capacities and turns of that time,
/// and puts what comes of it beside what happened and beside another policy. Nothing is written. At most two simulations run
/// at once; whoever comes third is told to come back.
#[utoipa::path(tag = "policies", request_body = SimulationRequest, responses((status = OK, body = Simulated)))]
#[post("/simulations")]
async fn simulate(signed: Signed, body: Body<SimulationRequest>) -> Answer<Simulated> {
    let stop = Stop::default();
    let _asker = Asker::new(stop.clone());
    let _permit = signed.client.state.may_simulate()?;
    let ran = past(&signed, body.0, stop).await?;
    signed.read(move |db, who| tell(db, who.directory(), who.granted()?, ran)).await
}

/// Simulate a file
///
/// Runs a policy over the arrivals of a CSV or XLSX file, at most 1,000,000 of them, with the people of now and their hours
/// and leave of the days of the file. Only `arrived_at` must be there; the other columns are kind, customer, known, owner,
/// entrance, channel, product_line, province, city, district, level, value, language, text, minutes, resolved_at and
/// `attribute.` with a name, or their Chinese names. Lines that are no arrivals are left out and told. Nothing is written.
#[utoipa::path(
    tag = "policies",
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = OK, body = Simulated)),
    params(FileSimulation)
)]
#[post("/simulations/file")]
async fn simulate_file(signed: Signed, query: Query<FileSimulation>, body: web::Payload) -> Answer<Simulated> {
    let stop = Stop::default();
    let _asker = Asker::new(stop.clone());
    let _permit = signed.client.state.may_simulate()?;
    let lang = signed.client.lang;
    let ran = of_file(&signed, query.0, body, stop).await?;
    let told = move |mut simulated: Simulated| {
        let lines = simulated.file.iter_mut().flat_map(|file| &mut file.bad_lines);
        lines.flat_map(|line| &mut line.errors).for_each(|fault| fault.message = fault.code.message(lang));
        simulated
    };
    signed.read(move |db, who| tell(db, who.directory(), who.granted()?, ran).map(told)).await
}

/// Export a simulation
///
/// Simulates and gives a table of it as CSV, or all tables as a workbook: what each agent and each group got, and every
/// decision that changed. The names of the columns are in the caller's language.
#[utoipa::path(
    tag = "policies",
    request_body = SimulationRequest,
    responses((status = OK, body = Vec<u8>, content_type = "text/csv")),
    params(ExportQuery)
)]
#[post("/simulations/export")]
async fn export_simulation(
    signed: Signed,
    query: Query<ExportQuery>,
    body: Body<SimulationRequest>,
) -> Result<HttpResponse> {
    let stop = Stop::default();
    let _asker = Asker::new(stop.clone());
    let permit = signed.client.state.may_simulate()?;
    let about = serde_json::json!({
        "format": query.format, "table": query.table, "from": body.0.from, "to": body.0.to, "kinds": body.0.kinds,
    });
    let request = SimulationRequest { explained: 0, ..body.0 };
    let ran = past(&signed, request, stop).await?;
    write_out(signed, query.0, about, ran, permit).await
}

/// Export a simulation of a file
///
/// The same for the arrivals of a file.
#[utoipa::path(
    tag = "policies",
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = OK, body = Vec<u8>, content_type = "text/csv")),
    params(FileExport)
)]
#[post("/simulations/file/export")]
async fn export_file(signed: Signed, query: Query<FileExport>, body: web::Payload) -> Result<HttpResponse> {
    let stop = Stop::default();
    let _asker = Asker::new(stop.clone());
    let permit = signed.client.state.may_simulate()?;
    let about = serde_json::json!({"format": query.format, "table": query.table, "file_name": query.file_name});
    let (asked, query) = query.0.split();
    let ran = of_file(&signed, asked, body, stop).await?;
    write_out(signed, query, about, ran, permit).await
}

async fn past(signed: &Signed, request: SimulationRequest, stop: Stop) -> Result<Ran> {
    let explained = request.explained as usize;
    let stage = signed.clone().look(move |db, who| Stage::past(db, who.directory(), who.granted()?, &request)).await?;
    blocking(move || stage.run(explained, &stop)).await
}

async fn of_file(signed: &Signed, asked: FileSimulation, body: web::Payload, stop: Stop) -> Result<Ran> {
    let names = |db: &mut _, who: &crate::permissions::Access| {
        let known = Known::read(db, who.directory(), who.granted::<PolicyManage>()?)?;
        Ok((known, Engine::now(db, who.directory())?.moment()))
    };
    // Who may not is told before the file is read.
    let (known, moment) = signed.clone().look(names).await?;
    error::check(&asked)?;
    let bytes = read_all(body, signed.client.state.config.max_upload).await?;
    let explained = asked.explained.unwrap_or(shared::simulation::EXPLAINED) as usize;
    let name = asked.file_name.clone();
    let lines = blocking(move || file::read(&known, moment, &name, &bytes)).await?;
    let stage = move |db: &mut _, who: &crate::permissions::Access| {
        Stage::of_file(db, who.directory(), who.granted()?, &asked, lines)
    };
    let stage = signed.clone().look(stage).await?;
    blocking(move || stage.run(explained, &stop)).await
}

/// Sends the file while it is written, as fast as it is taken.
async fn write_out(
    signed: Signed,
    query: ExportQuery,
    about: serde_json::Value,
    ran: Ran,
    permit: OwnedSemaphorePermit,
) -> Result<HttpResponse> {
    let lang = signed.client.lang;
    let export = signed.clone().look(move |db, who| Export::of(db, who, ran, lang)).await?;
    signed.change(move |db, who| export::record(db, who, query, &about)).await?;
    let (name, media_type) = export::file_of(query);
    let (sender, receiver) = mpsc::channel(4);
    let mut parts = Parts { sender, part: Vec::with_capacity(PART) };
    match query.format {
        ExportFormat::Csv => {
            let table = query.table.unwrap_or(ExportTable::Agents);
            tokio::task::spawn_blocking(move || {
                // Whoever went away has nobody to be told.
                let _ = export::write_csv(&export, table, &mut parts).map(|()| parts.flush());
                drop(permit);
            });
        }
        ExportFormat::Xlsx => {
            let mut file = blocking(move || export::write_xlsx(&export)).await?;
            tokio::task::spawn_blocking(move || {
                let _ = io::copy(&mut Read::by_ref(&mut file), &mut parts).and_then(|_| parts.flush());
                drop(permit);
            });
        }
    }
    let disposition = ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters: vec![DispositionParam::Filename(name)],
    };
    let parts = stream::unfold(receiver, |mut receiver| async move {
        receiver.recv().await.map(|part| (Ok::<web::Bytes, io::Error>(part), receiver))
    });
    Ok(HttpResponse::Ok()
        .content_type(media_type)
        .insert_header((header::CONTENT_DISPOSITION, disposition))
        .streaming(parts))
}

/// How many bytes are sent at once.
const PART: usize = 64 << 10;

/// Hands on what is written, in parts.
struct Parts {
    sender: mpsc::Sender<web::Bytes>,
    part: Vec<u8>,
}

impl Write for Parts {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.part.extend_from_slice(bytes);
        if self.part.len() >= PART {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let part = std::mem::replace(&mut self.part, Vec::with_capacity(PART));
        self.sender.blocking_send(part.into()).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}
