//! Sets the server up and runs it.

use std::sync::Arc;

use actix_web::{
    App, HttpResponse, HttpServer,
    dev::ServerHandle,
    get,
    http::header,
    middleware::{Compress, DefaultHeaders, from_fn},
    web,
};
use anyhow::Context;
use tracing_actix_web::TracingLogger;
use utoipa_actix_web::{AppExt, scope};

use super::{State, console, logging::RequestSpan, metering, openapi, problem};
use crate::{
    assignment, config::Config, db, exports, files, housekeeping, identity::Tokens, inquiries, merges, search, setup,
    widgets,
};

/// A server that answers.
pub struct Running {
    /// Where.
    pub address: std::net::SocketAddr,
    /// Stops it.
    pub handle: ServerHandle,
    /// Ends when it has stopped.
    pub finished: tokio::task::JoinHandle<std::io::Result<()>>,
}

/// Opens the database, brings it up to date and begins to answer.
///
/// # Errors
/// When the database cannot be opened or the address is taken.
pub fn start(config: Config) -> anyhow::Result<Running> {
    let database = setup::open(&config)?;
    let tokens = database.write(Tokens::of)?;
    let workers = config.worker_count();
    let listener =
        std::net::TcpListener::bind(&config.listen).with_context(|| format!("cannot listen on {}", config.listen))?;
    let address = listener.local_addr()?;
    let (max_body, readers, writers) = (config.max_body, database.reader_count(), database.writer_count());
    let state = web::Data::from(Arc::new(State::new(database, config, tokens, metering::recorder()?)?));
    let housekeeper = state.clone().into_inner();
    // Enough for every connection to be at work in one worker, and no more: threads beyond that only get in each
    // other's way.
    let blocking = usize::try_from(readers + writers)?.div_ceil(workers) + 2;
    let server = HttpServer::new(move || {
        let (app, _) = App::new()
            .into_utoipa_app()
            .app_data(state.clone())
            .app_data(web::PayloadConfig::new(max_body))
            .service(scope("/api/v1").configure(openapi::employees))
            .service(scope("/mp/v1").configure(openapi::mini_program))
            .service(scope("/public/v1").configure(openapi::public))
            .split_for_parts();
        app.service(healthz)
            .service(readyz)
            .service(metrics)
            .configure(widgets::routes::pages)
            .configure(console::routes)
            .wrap(from_fn(problem::explain))
            .wrap(from_fn(metering::measure))
            .wrap(Compress::default())
            .wrap(security_headers())
            .wrap(TracingLogger::<RequestSpan>::new())
    })
    // Whoever goes away is waited for no longer: what is only being found out for them, such as a simulation, ends.
    .h1_allow_half_closed(false)
    .workers(workers)
    .worker_max_blocking_threads(blocking)
    .shutdown_timeout(30)
    .listen(listener)?
    .run();
    tokio::spawn(shorten_log(housekeeper.clone()));
    tokio::spawn(watch_the_clock(housekeeper.clone()));
    tokio::spawn(write_exports(housekeeper.clone()));
    tokio::spawn(index_words(housekeeper.clone()));
    tokio::spawn(compare_customers(housekeeper.clone()));
    tokio::spawn(keep_house(housekeeper));
    let handle = server.handle();
    Ok(Running { address, handle, finished: tokio::spawn(server) })
}

/// Tidies up every hour, as long as the server runs.
async fn keep_house(state: Arc<State>) {
    let mut hours = tokio::time::interval(std::time::Duration::from_secs(3600));
    loop {
        hours.tick().await;
        if let Err(error) = state.write(housekeeping::tidy_up).await {
            tracing::warn!(error = %error, "housekeeping failed");
        }
        if let Err(error) = state.write(inquiries::forget_unsent).await {
            tracing::warn!(error = %error, "attachments that were not sent are still there");
        }
        let (database, shelf) = (state.database.clone(), state.shelf.clone());
        let sweep = move || files::sweep(&database, &shelf, std::time::SystemTime::now());
        if let Err(error) = super::blocking(sweep).await {
            tracing::warn!(error = %error, "files that belong to nothing were not swept away");
        }
        let of = state.clone();
        let tidy = aside("tidy exports", move || exports::tidy_up(&of.database, &of.config.exports_folder()));
        if let Err(error) = tidy.await {
            tracing::warn!(error = %error, "old exports stay");
        }
    }
}

/// Puts words into the index that whoever wrote them did not, such as those that a loader wrote. A few at a time, because others
/// want to write as well.
async fn index_words(state: Arc<State>) {
    const FEW: i64 = 500;
    let state = &state;
    work_off(10, "words are not in the index yet", || state.write(|db| search::catch_up(db, FEW))).await;
}

/// Finds who may be the same person as somebody who is new or was edited. A few at a time, because others want to write as well.
async fn compare_customers(state: Arc<State>) {
    const FEW: i64 = 50;
    let state = &state;
    let some = || async move {
        if state.read(merges::is_due).await? { state.write(|db| merges::compare(db, FEW)).await } else { Ok(0) }
    };
    work_off(2, "customers were not compared", some).await;
}

/// Works something off as long as the server runs: until `some` tells that nothing was left, and again after a pause of so many
/// seconds. What fails is tried again then.
async fn work_off<F: Future<Output = crate::error::Result<usize>>>(
    seconds: u64,
    failure: &'static str,
    mut some: impl FnMut() -> F,
) {
    let mut pause = tokio::time::interval(std::time::Duration::from_secs(seconds));
    pause.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        pause.tick().await;
        loop {
            match some().await {
                Ok(0) => break,
                Ok(_) => {}
                Err(error) => {
                    tracing::warn!(error = %error, "{failure}");
                    break;
                }
            }
        }
    }
}

/// Writes what people want to take along, one file after the other, as long as the server runs.
async fn write_exports(state: Arc<State>) {
    let mut seconds = tokio::time::interval(std::time::Duration::from_secs(1));
    seconds.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        seconds.tick().await;
        if let Err(error) = write_export(&state).await {
            tracing::warn!(error = %error, "no export was written");
        }
    }
}

async fn write_export(state: &Arc<State>) -> crate::error::Result<()> {
    if !state.read(exports::is_due).await? {
        return Ok(());
    }
    let of = state.clone();
    aside("export", move || exports::work(&of.database, &of.directories, &of.config.exports_folder())).await
}

/// Does what takes long on a thread of its own. It may be cut short when the server stops, which waits for nobody here.
async fn aside(name: &str, f: impl FnOnce() -> crate::error::Result<()> + Send + 'static) -> crate::error::Result<()> {
    let (sender, done) = tokio::sync::oneshot::channel();
    let work = move || drop(sender.send(f()));
    std::thread::Builder::new().name(name.into()).spawn(work).map_err(anyhow::Error::from)?;
    done.await.map_err(anyhow::Error::from)?
}

/// Does what time brings about to those who wait for an owner, as long as the server runs.
async fn watch_the_clock(state: Arc<State>) {
    let watch = Arc::new(assignment::Watch::default());
    let mut seconds = tokio::time::interval(std::time::Duration::from_secs(1));
    seconds.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        seconds.tick().await;
        if let Err(error) = look_at_the_clock(&state, &watch).await {
            tracing::warn!(error = %error, "what waits was not looked at");
        }
    }
}

async fn look_at_the_clock(state: &Arc<State>, watch: &Arc<assignment::Watch>) -> crate::error::Result<()> {
    let (of, seen) = (state.clone(), watch.clone());
    let due = move |db: &mut db::Db| {
        let directory = of.directories.current(db)?;
        assignment::is_due(db, &directory, &seen)
    };
    if state.read(due).await? {
        let (of, seen) = (state.clone(), watch.clone());
        let tick = move |db: &mut db::Db| {
            let directory = of.directories.current(db)?;
            assignment::tick(db, &directory, &seen)
        };
        state.write(tick).await?;
    }
    // Each in a transaction of its own: what one of them locks keeps nobody from the next, and one that fails only itself.
    for case in state.read(assignment::due_timers).await? {
        let of = state.clone();
        let fire = move |db: &mut db::Db| {
            let directory = of.directories.current(db)?;
            assignment::fire(db, &directory, case)
        };
        if let Err(error) = state.write(fire).await {
            tracing::warn!(error = %error, %case, "a timer did not come");
        }
    }
    Ok(())
}

/// Keeps the database's log short, as long as the server runs.
async fn shorten_log(state: Arc<State>) {
    let mut seconds = tokio::time::interval(std::time::Duration::from_secs(1));
    seconds.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        seconds.tick().await;
        if let Err(error) = state.read(|db| Ok(db::shorten_log(db)?)).await {
            tracing::warn!(error = %error, "the log of the database stays long");
        }
    }
}

fn security_headers() -> DefaultHeaders {
    DefaultHeaders::new()
        .add((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .add((header::X_FRAME_OPTIONS, "DENY"))
        .add((header::REFERRER_POLICY, "same-origin"))
        .add(("permissions-policy", "camera=(), microphone=(), geolocation=()"))
        .add(("cross-origin-opener-policy", "same-origin"))
        .add((header::CONTENT_SECURITY_POLICY, console::content_security_policy()))
}

/// The process lives.
#[get("/healthz")]
async fn healthz() -> HttpResponse {
    HttpResponse::Ok().body("ok")
}

/// The process can do its work: the database answers.
#[get("/readyz")]
async fn readyz(state: web::Data<State>) -> HttpResponse {
    match state.into_inner().read(|db| Ok(crate::permissions::version(db)?)).await {
        Ok(_) => HttpResponse::Ok().body("ready"),
        Err(_) => HttpResponse::ServiceUnavailable().body("the database does not answer"),
    }
}

/// What a Prometheus server collects.
#[get("/metrics")]
async fn metrics(state: web::Data<State>) -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; version=0.0.4").body(state.metrics.render())
}
