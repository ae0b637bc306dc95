//! Settings of the process: a file, then `GUIKE_*` variables; checked before anything starts.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use serde::Deserialize;

/// The settings of the process.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// `sqlite://PATH` or `postgres://...`; a SQLite file in the data folder when nothing is said.
    pub database_url: Option<String>,
    /// Where files live.
    pub data_dir: PathBuf,
    /// Address and port to listen on; port 0 takes a free one.
    pub listen: String,
    /// How many threads answer requests; half as many as cores when 0.
    pub workers: usize,
    /// How many database connections read, and on PostgreSQL as many more write; twice the cores when 0.
    pub connections: u32,
    /// Whether a proxy in front tells the caller's address, as the last of `X-Forwarded-For`, and scheme and host.
    pub trust_proxy: bool,
    /// How much is logged, in the syntax of `RUST_LOG`.
    pub log: String,
    /// `text` for people, `json` for machines.
    pub log_format: LogFormat,
    /// The most that a body may hold, in bytes.
    pub max_body: usize,
    /// The most that an uploaded file may hold, in bytes.
    pub max_upload: usize,
    /// The id of the WeChat mini-program whose users sign in; nobody can when it is missing.
    pub wechat_app_id: Option<String>,
    /// Its secret. It is never logged.
    pub wechat_secret: Option<Secret>,
    /// Where WeChat's interface is.
    pub wechat_base_url: String,
    /// Where attachments and pictures live. On PostgreSQL every process must reach the same folder.
    pub files_dir: Option<PathBuf>,
    /// The most that an attachment may hold, in bytes.
    pub max_attachment: usize,
}

/// A text that no log shows.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// The text, for whom it is meant.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("(secret)")
    }
}

/// A mini-program's account with WeChat.
#[derive(Debug, Clone)]
pub struct WechatApp {
    /// Its id.
    pub id: String,
    /// Its secret.
    pub secret: Secret,
    /// Where WeChat's interface is.
    pub base_url: String,
}

/// How the log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Text,
    /// For machines.
    Json,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            database_url: None,
            data_dir: "data".into(),
            listen: "127.0.0.1:8080".into(),
            workers: 0,
            connections: 0,
            trust_proxy: false,
            log: "info".into(),
            log_format: LogFormat::Text,
            max_body: 1 << 20,
            max_upload: 64 << 20,
            wechat_app_id: None,
            wechat_secret: None,
            wechat_base_url: "https://api.weixin.qq.com".into(),
            files_dir: None,
            max_attachment: 10 << 20,
        }
    }
}

impl Config {
    /// Reads the file, if there is one, and the environment.
    ///
    /// # Errors
    /// When a setting is unknown or makes no sense; the message names it.
    pub fn load(file: Option<&Path>) -> anyhow::Result<Self> {
        let mut sources = config::Config::builder();
        let default = Path::new("guike.toml");
        if let Some(path) = file.or_else(|| default.exists().then_some(default)) {
            let name = path.to_str().context("the settings file has a name that is no text")?;
            sources = sources.add_source(config::File::new(name, config::FileFormat::Toml));
        }
        // Variables of the tests and the tasks begin with the same letters and are not settings.
        let ours = std::env::vars().filter(|(k, v)| is_setting(k) && !v.is_empty()).collect();
        sources = sources.add_source(
            config::Environment::with_prefix("GUIKE").prefix_separator("_").try_parsing(true).source(Some(ours)),
        );
        let loaded: Self = sources.build()?.try_deserialize().context("a setting is wrong")?;
        loaded.check()?;
        Ok(loaded)
    }

    fn check(&self) -> anyhow::Result<()> {
        self.listen.parse::<std::net::SocketAddr>().with_context(|| {
            format!("`listen` must be an address and a port, such as 0.0.0.0:8080, not `{}`", self.listen)
        })?;
        let url = self.database_url();
        if !["sqlite://", "postgres://", "postgresql://"].iter().any(|s| url.starts_with(s)) {
            bail!("`database_url` must begin with sqlite:// or postgres://");
        }
        if self.max_body < 1024 || self.max_upload < self.max_body {
            bail!("`max_body` must be at least 1024 and `max_upload` at least as much");
        }
        if self.max_attachment < 1024 || self.max_attachment > 1 << 30 {
            bail!("`max_attachment` must be between 1024 and 1073741824");
        }
        if self.workers > 256 || self.connections > 1000 {
            bail!("`workers` may be at most 256 and `connections` at most 1000");
        }
        if self.wechat_app_id.is_some() != self.wechat_secret.is_some() {
            bail!("`wechat_app_id` and `wechat_secret` are needed together");
        }
        if !self.wechat_base_url.starts_with("https://") && !self.wechat_base_url.starts_with("http://127.0.0.1") {
            bail!("`wechat_base_url` must begin with https://");
        }
        Ok(())
    }

    /// The mini-program's account with WeChat, if there is one.
    pub fn wechat(&self) -> Option<WechatApp> {
        let (id, secret) = self.wechat_app_id.clone().zip(self.wechat_secret.clone())?;
        Some(WechatApp { id, secret, base_url: self.wechat_base_url.clone() })
    }

    /// The address of the database.
    pub fn database_url(&self) -> String {
        self.database_url
            .clone()
            .unwrap_or_else(|| format!("sqlite://{}", self.data_dir.join("guike.sqlite3").display()))
    }

    /// Where attachments and pictures live: beside the SQLite file, or in the data folder.
    pub fn files_dir(&self) -> PathBuf {
        let beside = || {
            let url = self.database_url();
            let file = url.strip_prefix("sqlite://").map(Path::new).and_then(Path::parent).map(Path::to_path_buf);
            file.unwrap_or_else(|| self.data_dir.clone()).join("files")
        };
        self.files_dir.clone().unwrap_or_else(beside)
    }

    /// Where the files of exports lie.
    pub fn exports_folder(&self) -> PathBuf {
        self.data_dir.join("exports")
    }

    /// How many connections read.
    pub fn reader_count(&self) -> u32 {
        if self.connections > 0 { self.connections } else { u32::try_from(2 * cores()).unwrap_or(8).max(4) }
    }

    /// How many threads answer requests. Half the cores: the other half of the work is done by the threads that ask the
    /// database, and more of both only take turns.
    pub fn worker_count(&self) -> usize {
        if self.workers > 0 { self.workers } else { cores().div_ceil(2) }
    }
}

fn is_setting(variable: &str) -> bool {
    const NAMES: [&str; 15] = [
        "DATABASE_URL",
        "DATA_DIR",
        "LISTEN",
        "WORKERS",
        "CONNECTIONS",
        "TRUST_PROXY",
        "LOG",
        "LOG_FORMAT",
        "MAX_BODY",
        "MAX_UPLOAD",
        "WECHAT_APP_ID",
        "WECHAT_SECRET",
        "WECHAT_BASE_URL",
        "FILES_DIR",
        "MAX_ATTACHMENT",
    ];
    variable.strip_prefix("GUIKE_").is_some_and(|name| NAMES.contains(&name))
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(2, std::num::NonZero::get)
}

#[cfg(test)]
mod tests {
    use super::Config;

    #[test]
    fn nonsense_is_refused_with_its_name() {
        let wrong = Config { listen: "8080".into(), ..Config::default() };
        assert!(wrong.check().expect_err("no address").to_string().contains("`listen`"));
        let wrong = Config { database_url: Some("mysql://x".into()), ..Config::default() };
        assert!(wrong.check().expect_err("unknown scheme").to_string().contains("`database_url`"));
        let half = Config { wechat_secret: Some("s3cret".into()), ..Config::default() };
        assert!(half.check().expect_err("no id").to_string().contains("`wechat_app_id`"));
        assert!(!format!("{half:?}").contains("s3cret"), "a secret is shown to nobody");
    }
}
