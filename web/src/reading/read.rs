//! Reading one thing.

use leptos::{prelude::*, task::spawn_local};

use crate::api::Answer;

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

    /// The same, for code that runs once.
    pub fn ok_now(self) -> Option<T> {
        self.value.get_untracked().and_then(Result::ok)
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
