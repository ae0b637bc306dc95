//! Reading a list page by page.

use leptos::{prelude::*, task::spawn_local};
use shared::Page;

use crate::api::{Answer, Fault};

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
        let (next, busy, fault, again) =
            (RwSignal::new(None), RwSignal::new(true), RwSignal::new(None), RwSignal::new(()));
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
