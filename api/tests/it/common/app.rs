//! A running server.

use std::{future::Future, sync::mpsc};

use guike::{config::Config, db::Database, http, setup};

use super::{Backend, Caller, fake_wechat};

/// The administrator's password, before and after the forced change.
const FIRST_PASSWORD: &str = "first-password-1";
pub const PASSWORD: &str = "correct horse battery";

/// How many bytes an attachment may have.
pub const MAX_ATTACHMENT: usize = 300_000;

/// A server over a fresh database, with an administrator.
pub struct App {
    pub base: String,
    /// The database itself, for looking at what no route shows.
    pub database: Database,
    /// Where its files lie.
    pub files: std::path::PathBuf,
    /// Where the server keeps files.
    pub folder: std::path::PathBuf,
    client: reqwest::Client,
}

impl App {
    /// Starts a server, runs the body and stops the server.
    pub fn run<F: Future<Output = ()>>(backend: Backend, body: impl FnOnce(App) -> F) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let files = folder.path().join("files");
        let config = Config {
            files_dir: Some(files.clone()),
            max_attachment: MAX_ATTACHMENT,
            data_dir: folder.path().to_owned(),
            database_url: Some(backend.url.clone()),
            listen: "127.0.0.1:0".into(),
            workers: 2,
            connections: 6,
            wechat_app_id: Some(fake_wechat::APP_ID.into()),
            wechat_secret: Some(fake_wechat::SECRET.into()),
            wechat_base_url: fake_wechat::base_url(),
            ..Config::default()
        };
        let database = setup::open(&config).expect("a database");
        setup::create_administrator(&database, "admin", "管理员", FIRST_PASSWORD).expect("an administrator");
        let (sender, receiver) = mpsc::channel();
        let server = std::thread::spawn(move || {
            actix_web::rt::System::new().block_on(async move {
                let running = http::start(config).expect("a server");
                sender.send((running.address, running.handle)).expect("the test waits");
                running.finished.await.expect("the server ends").expect("without an error");
            });
        });
        let (address, handle) = receiver.recv().expect("the server started");
        let client = Caller::client();
        let folder_path = folder.path().to_owned();
        let app = Self { base: format!("http://{address}"), database, files, folder: folder_path, client };
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        runtime.expect("a runtime").block_on(async {
            body(app).await;
            handle.stop(false).await;
        });
        server.join().expect("the server's thread ends");
    }

    /// Someone without a token.
    pub fn anonymous(&self) -> Caller {
        Caller::new(self.client.clone(), self.base.clone(), None)
    }

    /// Someone with this bearer token.
    pub fn with_token(&self, token: &str) -> Caller {
        Caller::new(self.client.clone(), self.base.clone(), Some(token.to_owned()))
    }

    /// Signs in.
    pub async fn sign_in(&self, login: &str, password: &str) -> Caller {
        let answer = self.anonymous().post("/api/v1/sign-in", json!({"login": login, "password": password})).await;
        let token = answer.expect(200)["access_token"].as_str().expect("a token").to_owned();
        self.with_token(&token)
    }

    /// The administrator, past the forced change of the first password.
    pub async fn admin(&self) -> Caller {
        self.newcomer("admin", FIRST_PASSWORD).await
    }

    /// Someone with a token at a server that runs as a process of its own.
    pub fn caller_at(base: &str, token: &str) -> Caller {
        Caller::new(Caller::client(), base.to_owned(), Some(token.to_owned()))
    }

    /// The administrator of such a server, past the forced change of the first password.
    pub async fn admin_at(base: &str) -> Caller {
        let anonymous = Caller::new(Caller::client(), base.to_owned(), None);
        let body = json!({"login": "admin", "password": FIRST_PASSWORD});
        let token = anonymous.post("/api/v1/sign-in", body).await.expect(200)["access_token"].clone();
        let newcomer = Self::caller_at(base, token.as_str().expect("a token"));
        let change = json!({"current": FIRST_PASSWORD, "new": PASSWORD});
        let token = newcomer.post("/api/v1/me/password", change).await.expect(200)["access_token"].clone();
        Self::caller_at(base, token.as_str().expect("a token"))
    }

    /// A new token of that administrator.
    pub async fn token_at(base: &str) -> String {
        let anonymous = Caller::new(Caller::client(), base.to_owned(), None);
        let body = json!({"login": "admin", "password": PASSWORD});
        let answer = anonymous.post("/api/v1/sign-in", body).await.expect(200);
        answer["access_token"].as_str().expect("a token").to_owned()
    }

    /// Someone who signs in for the first time, past the forced change of the first password.
    pub async fn newcomer(&self, login: &str, first: &str) -> Caller {
        let caller = self.sign_in(login, first).await;
        let answer = caller.post("/api/v1/me/password", json!({"current": first, "new": PASSWORD})).await;
        let token = answer.expect(200)["access_token"].as_str().expect("a token").to_owned();
        self.with_token(&token)
    }
}

use serde_json::json;
