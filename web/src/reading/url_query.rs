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
            _ => search.with(|search| parsed(search)),
        });
        let navigate = use_navigate();
        let go = Callback::new(move |query: Q| {
            let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
            navigate(&address(&path.get_untracked(), &query), options);
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

/// What the part of an address after the path says.
fn parsed<Q: Default + DeserializeOwned>(search: &str) -> Q {
    serde_urlencoded::from_str(search.trim_start_matches('?')).unwrap_or_default()
}

/// The address of a page with a query; without a question mark where there is nothing to ask.
fn address<Q: Serialize>(path: &str, query: &Q) -> String {
    let search = serde_urlencoded::to_string(query).unwrap_or_default();
    if search.is_empty() { path.to_owned() } else { format!("{path}?{search}") }
}

#[cfg(test)]
mod tests {
    use shared::{
        Id,
        customers::{CustomerQuery, CustomerStatus, Level},
    };

    use super::{address, parsed};

    #[test]
    fn filters_come_back_from_the_address_as_they_were_set() {
        let query = CustomerQuery {
            q: Some("李 小雨&co=1".to_owned()),
            status: Some(CustomerStatus::Owned),
            level: Some(Level::A),
            idle_days: Some(15),
            owner: Some(Id::from_raw(123_456_789)),
            ..CustomerQuery::default()
        };
        let address = address("/customers", &query);
        let (path, search) = address.split_once('?').unwrap_or_default();
        assert_eq!(path, "/customers");
        assert_eq!(parsed::<CustomerQuery>(&format!("?{search}")), query);
    }

    #[test]
    fn no_filter_leaves_the_address_bare_and_a_wrong_one_is_none() {
        assert_eq!(address("/customers", &CustomerQuery::default()), "/customers");
        for search in ["", "?", "?level=z", "?nonsense=1", "?idle_days=many"] {
            assert_eq!(parsed::<CustomerQuery>(search), CustomerQuery::default(), "{search}");
        }
    }
}
