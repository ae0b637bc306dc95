//! The log holds ids where things are meant whose names may change. They are called as they are called today.

use std::collections::{BTreeMap, BTreeSet};

use leptos::{prelude::*, task::spawn_local};
use serde_json::Value;
use shared::{ids::EmployeeId, permissions::Permission};

use crate::{api, session};

/// No entry is looked up for longer than this.
const MOST_PEOPLE: usize = 50;

/// What ids are called, as far as it is known by now.
#[derive(Clone, Copy)]
pub struct Names(RwSignal<BTreeMap<String, String>>);

impl Names {
    /// Asks for the names of what documents mention, as far as the reader may know them.
    pub fn of(documents: [&Option<Value>; 2]) -> Self {
        let names = RwSignal::new(BTreeMap::new());
        let (mut people, mut units, mut provinces) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for document in documents.into_iter().flatten() {
            walk("", document, &mut |field, id| match field {
                "people" => drop(people.insert(id.to_owned())),
                "unit_id" | "parent_id" => drop(units.insert(id.to_owned())),
                "province_id" => drop(provinces.insert(id.to_owned())),
                _ => {}
            });
        }
        let learn = move |id: String, name: String| {
            // The reader may have closed the entry meanwhile.
            drop(names.try_update(|names| names.insert(id, name)));
        };
        if session::can_now(Permission::OrganisationRead) {
            for id in people.iter().filter_map(|id| id.parse::<EmployeeId>().ok()).take(MOST_PEOPLE) {
                spawn_local(async move {
                    if let Ok(one) = api::organisation::employee(id).await {
                        learn(id.to_string(), one.name);
                    }
                });
            }
            if !units.is_empty() {
                spawn_local(async move {
                    for unit in api::organisation::units().await.unwrap_or_default() {
                        learn(unit.id.to_string(), unit.name);
                    }
                });
            }
        }
        if !provinces.is_empty() && session::can_now(Permission::DistrictRead) {
            spawn_local(async move {
                for province in api::territory::provinces().await.unwrap_or_default() {
                    learn(province.id.to_string(), province.name);
                }
            });
        }
        Self(names)
    }

    pub fn get(self, id: &str) -> Option<String> {
        self.0.with(|names| names.get(id).cloned())
    }
}

/// Calls `found` with each text in a document and the field under which it stands.
fn walk(field: &str, value: &Value, found: &mut impl FnMut(&str, &str)) {
    match value {
        Value::String(text) => found(field, text),
        Value::Array(all) => all.iter().for_each(|one| walk(field, one, found)),
        Value::Object(fields) => fields.iter().for_each(|(field, value)| walk(field, value, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
