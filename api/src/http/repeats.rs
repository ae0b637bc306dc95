//! Questions that are asked again: by a page that looks every few seconds, by an integrator in a loop, by somebody who goes
//! back. As long as nothing was written since, the answer is the one that was given.

use std::time::{Duration, Instant};

use actix_web::{http::Method, web::Bytes};
use quick_cache::{Weighter, sync::Cache};
use shared::{Lang, ids::SessionId};

use crate::db::{Changes, Database};

/// For how long an answer may be given again: what only the clock changes (a session that ends, a day that begins) is seen
/// this much later at most.
const FRESH: Duration = Duration::from_secs(1);
/// How many answers are kept, when they are of the usual size.
const USUAL: usize = 4_096;
/// How many bytes of answers are kept.
const ROOM: u64 = 32 << 20;
/// What answers and questions take beside their text, about.
const FRAME: usize = 200;

/// Who asks what.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Question {
    session: SessionId,
    lang: Lang,
    target: String,
}

impl Question {
    /// A question of this session; none when the request is more than a question.
    pub fn new(method: &Method, target: &str, session: SessionId, lang: Lang) -> Option<Self> {
        (*method == Method::GET).then(|| Self { session, lang, target: target.to_owned() })
    }
}

/// When a question was asked: after which commit, and at what time.
#[derive(Debug, Clone, Copy)]
pub struct Moment {
    version: i64,
    at: Instant,
}

#[derive(Debug, Clone)]
struct Given {
    asked: Moment,
    bytes: Bytes,
}

#[derive(Debug, Clone)]
struct Size;

impl Weighter<Question, Given> for Size {
    fn weight(&self, question: &Question, given: &Given) -> u64 {
        (FRAME + question.target.len() + given.bytes.len()) as u64
    }
}

/// The answers given of late.
pub struct Repeats {
    changes: Option<Changes>,
    given: Cache<Question, Given, Size>,
}

impl Repeats {
    /// None yet.
    ///
    /// # Errors
    /// When the database cannot be watched.
    pub fn of(database: &Database) -> anyhow::Result<Self> {
        Ok(Self { changes: database.changes()?, given: Cache::with_weighter(USUAL, ROOM, Size) })
    }

    /// Now; none where answers are never given again.
    pub fn now(&self) -> Option<Moment> {
        let version = self.changes.as_ref()?.version().ok()?;
        Some(Moment { version, at: Instant::now() })
    }

    /// The answer that was given to this question, if nothing was written since it was asked.
    pub fn get(&self, question: &Question, now: Moment) -> Option<Bytes> {
        let given = self.given.get(question)?;
        let asked = given.asked;
        (asked.version == now.version && now.at.duration_since(asked.at) < FRESH).then_some(given.bytes)
    }

    /// Keeps an answer to a question that was asked at that moment, before anything was read for it.
    pub fn keep(&self, question: Question, asked: Moment, bytes: Bytes) {
        self.given.insert(question, Given { asked, bytes });
    }
}
