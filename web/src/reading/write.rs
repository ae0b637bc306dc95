//! Writing, once at a time.

use leptos::{prelude::*, task::spawn_local};
use shared::{ErrorCode, FieldError};

use crate::api::{Answer, Fault};

/// One thing that is written: at most once at a time, with its failure beside it.
#[derive(Clone, Copy)]
pub struct Write {
    busy: RwSignal<bool>,
    pub fault: RwSignal<Option<Fault>>,
}

impl Write {
    pub fn new() -> Self {
        Self { busy: RwSignal::new(false), fault: RwSignal::new(None) }
    }

    pub fn busy(self) -> bool {
        self.busy.get()
    }

    /// Sends, unless the one before is still on its way, and goes on with the answer when it is a good one.
    pub fn run<T: 'static>(self, asked: impl Future<Output = Answer<T>> + 'static, done: impl FnOnce(T) + 'static) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.fault.set(None);
        spawn_local(async move {
            let answer = asked.await;
            self.busy.set(false);
            // What is done with an answer runs once; nothing it reads shall call it again.
            untrack(|| match answer {
                Ok(value) => done(value),
                Err(fault) => self.fault.set(Some(fault)),
            });
        });
    }

    /// Checks as the server would before asking it; wrong fields show at once.
    pub fn submit<R, T, F>(self, request: R, ask: impl FnOnce(R) -> F + 'static, done: impl FnOnce(T) + 'static)
    where
        R: shared::Check + 'static,
        T: 'static,
        F: Future<Output = Answer<T>> + 'static,
    {
        self.submit_with(Vec::new(), request, ask, done);
    }

    /// The same for a form that found faults of its own: where the request cannot hold what was filled in, it holds a
    /// stand-in, so that every fault shows at once.
    pub fn submit_with<R, T, F>(
        self,
        mut faults: Vec<FieldError>,
        request: R,
        ask: impl FnOnce(R) -> F + 'static,
        done: impl FnOnce(T) + 'static,
    ) where
        R: shared::Check + 'static,
        T: 'static,
        F: Future<Output = Answer<T>> + 'static,
    {
        faults.extend(request.faults());
        if faults.is_empty() {
            self.run(ask(request), done);
        } else {
            self.refuse(faults);
        }
    }

    /// Shows wrong fields without asking the server.
    pub fn refuse(self, errors: Vec<FieldError>) {
        let code = ErrorCode::Invalid;
        self.fault.set(Some(Fault::Refused(Box::new(shared::Problem {
            kind: "about:blank".to_owned(),
            title: String::new(),
            status: code.status(),
            code,
            detail: None,
            errors,
            retry_after: None,
            request_id: String::new(),
        }))));
    }

    pub fn clear(self) {
        self.fault.set(None);
    }

    /// What is wrong with the field that the pointer names, in the language of the moment.
    pub fn field(self, pointer: &str) -> Option<String> {
        let lang = crate::prefs::lang();
        self.fault.with(|fault| {
            let errors = fault.as_ref()?.fields();
            errors.iter().find(|error| error.pointer == pointer).map(|error| error.code.message(lang))
        })
    }
}
