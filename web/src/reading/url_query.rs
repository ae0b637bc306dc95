//! A query in the address.

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};
use serde::{Serialize, de::DeserializeOwned};

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

    /// The query now, for code that runs once.
    pub fn now(self) -> Q {
        self.query.get_untracked()
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
