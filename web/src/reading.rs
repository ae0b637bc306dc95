//! Reading from and writing to the server, as signals.
//!
//! What was read stays on the screen while it is read again, so nothing jumps; an answer that a newer question has
//! overtaken is dropped.

use leptos::{prelude::*, reactive::diagnostics::SpecialNonReactiveZone, task::spawn_local};
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};
use serde::{Serialize, de::DeserializeOwned};
use shared::{ErrorCode, FieldError, Page};

use crate::api::{Answer, Fault};

/// One thing that is read, and read again whenever the signals that its question uses change.
pub struct Read<T: Send + Sync + 'static> {
    value: RwSignal<Option<Answer<T>>>,
    again: RwSignal<()>,
}

impl<T: Send + Sync> Clone for Read<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: Send + Sync> Copy for Read<T> {}

impl<T: Clone + Send + Sync + 'static> Read<T> {
    pub fn new<F>(ask: impl Fn() -> F + 'static) -> Self
    where
        F: Future<Output = Answer<T>> + 'static,
    {
        let (value, again) = (RwSignal::new(None), RwSignal::new(()));
        let latest = StoredValue::new(0_u32);
        Effect::new(move |_| {
            again.track();
            let asked = ask();
            latest.update_value(|n| *n += 1);
            let turn = latest.get_value();
            spawn_local(async move {
                let answer = asked.await;
                if latest.try_get_value() == Some(turn) {
                    value.set(Some(answer));
                }
            });
        });
        Self { value, again }
    }

    /// The answer, once there is one.
    pub fn get(self) -> Option<Answer<T>> {
        self.value.get()
    }

    /// What was read, if it was read well.
    pub fn ok(self) -> Option<T> {
        self.value.get().and_then(Result::ok)
    }

    /// Asks again.
    pub fn reload(self) {
        self.again.set(());
    }

    /// Puts in what a write gave back, without asking again.
    pub fn put(self, value: T) {
        self.value.set(Some(Ok(value)));
    }
}

/// A list that is read page by page.
pub struct Listing<T: Send + Sync + 'static> {
    pub rows: RwSignal<Vec<T>>,
    next: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
    fault: RwSignal<Option<Fault>>,
    again: RwSignal<()>,
    more: Callback<()>,
}

impl<T: Send + Sync> Clone for Listing<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: Send + Sync> Copy for Listing<T> {}

impl<T: Clone + Send + Sync + 'static> Listing<T> {
    /// `ask` gets the cursor of the page to read. The list begins anew whenever the signals it uses change.
    pub fn new<F>(ask: impl Fn(Option<String>) -> F + Send + Sync + Clone + 'static) -> Self
    where
        F: Future<Output = Answer<Page<T>>> + 'static,
    {
        let rows = RwSignal::new(Vec::new());
        let (next, busy, fault, again) = (RwSignal::new(None), RwSignal::new(true), RwSignal::new(None), RwSignal::new(()));
        let latest = StoredValue::new(0_u32);
        let fetch = move |asked: F, append: bool| {
            latest.update_value(|n| *n += 1);
            let turn = latest.get_value();
            busy.set(true);
            spawn_local(async move {
                let answer = asked.await;
                if latest.try_get_value() != Some(turn) {
                    return;
                }
                match answer {
                    Ok(Page { items, next_cursor }) => {
                        if append {
                            rows.update(|rows| rows.extend(items));
                        } else {
                            rows.set(items);
                        }
                        next.set(next_cursor);
                        fault.set(None);
                    }
                    Err(why) => fault.set(Some(why)),
                }
                busy.set(false);
            });
        };
        let first = ask.clone();
        Effect::new(move |_| {
            again.track();
            fetch(first(None), false);
        });
        let more = Callback::new(move |()| {
            if let Some(cursor) = next.get_untracked()
                && !busy.get_untracked()
            {
                fetch(untrack(|| ask(Some(cursor))), true);
            }
        });
        Self { rows, next, busy, fault, again, more }
    }

    pub fn busy(self) -> bool {
        self.busy.get()
    }

    pub fn fault(self) -> Option<Fault> {
        self.fault.get()
    }

    pub fn has_more(self) -> bool {
        self.next.with(Option::is_some)
    }

    pub fn load_more(self) {
        self.more.run(());
    }

    pub fn reload(self) {
        self.again.set(());
    }
}

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
            let _once = SpecialNonReactiveZone::enter();
            match answer {
                Ok(value) => done(value),
                Err(fault) => self.fault.set(Some(fault)),
            }
        });
    }

    /// Checks as the server would before asking it; wrong fields show at once.
    pub fn submit<R, T, F>(self, request: R, ask: impl FnOnce(R) -> F + 'static, done: impl FnOnce(T) + 'static)
    where
        R: shared::Check + 'static,
        T: 'static,
        F: Future<Output = Answer<T>> + 'static,
    {
        let faults = request.faults();
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

/// A query that lives in the address, so that a list can be linked, reloaded and gone back to.
pub struct UrlQuery<Q: Send + Sync + 'static> {
    query: Memo<Q>,
    go: Callback<Q>,
}

impl<Q: Send + Sync> Clone for UrlQuery<Q> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<Q: Send + Sync> Copy for UrlQuery<Q> {}

impl<Q> UrlQuery<Q>
where
    Q: Clone + Default + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static,
{
    /// What the address does not say, or says wrongly, is the default.
    pub fn new() -> Self {
        let location = use_location();
        let (search, path) = (location.search, location.pathname);
        // The page that leaves still sees the next page's address for a moment; its query must not change with it.
        let home = path.get_untracked();
        let query = Memo::new(move |before: Option<&Q>| match before {
            Some(before) if path.get() != home => before.clone(),
            _ => search.with(|search| serde_urlencoded::from_str(search.trim_start_matches('?')).unwrap_or_default()),
        });
        let navigate = use_navigate();
        let go = Callback::new(move |query: Q| {
            let search = serde_urlencoded::to_string(&query).unwrap_or_default();
            let address = format!("{}?{search}", path.get_untracked());
            let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
            navigate(address.trim_end_matches('?'), options);
        });
        Self { query, go }
    }

    pub fn get(self) -> Q {
        self.query.get()
    }

    pub fn with<R>(self, read: impl FnOnce(&Q) -> R) -> R {
        self.query.with(read)
    }

    pub fn set(self, query: Q) {
        if query != self.query.get_untracked() {
            self.go.run(query);
        }
    }

    pub fn update(self, change: impl FnOnce(&mut Q)) {
        let mut query = self.query.get_untracked();
        change(&mut query);
        self.set(query);
    }
}

/// An empty text is no text: how a form's field becomes an optional one.
pub fn filled(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
