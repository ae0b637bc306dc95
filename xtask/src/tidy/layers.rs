//! Who may know whom: HTTP, SQL, and another room's queries.

use super::{Finding, Source, has_word};

/// The rules of the server's floors.
pub fn check(sources: &[Source]) -> Vec<Finding> {
    let server = sources.iter().filter(|source| source.path.starts_with("api/src/") && source.has_ending(&["rs"]));
    server.flat_map(check_file).collect()
}

fn check_file(source: &Source) -> Vec<Finding> {
    let place = Place::of(&source.path);
    let mut findings = Vec::new();
    for (line, code) in source.code() {
        let mut found = |rule: &str| findings.push(Finding::new(&source.path, line, rule));
        if !place.may_know_http && ["actix_web", "utoipa_actix_web"].iter().any(|word| has_word(code, word)) {
            found("actix_web is known only to http/ and routes: return a value, let the route answer with it");
        }
        if !place.may_know_sql && has_word(code, "diesel") {
            found("diesel is known only to db/ and store: put the query there");
        }
        if foreign_store(code, place.room).is_some() {
            found("a room calls another room's service, never its store");
        }
    }
    findings
}

struct Place<'a> {
    /// The capability this file belongs to.
    room: &'a str,
    may_know_http: bool,
    may_know_sql: bool,
}

impl<'a> Place<'a> {
    fn of(path: &'a str) -> Self {
        let inside = path.strip_prefix("api/src/").unwrap_or(path);
        let room = inside.split('/').next().unwrap_or_default().trim_end_matches(".rs");
        // `routes`, `routes.rs` and `public_routes.rs` are the same floor; so for `store`.
        let floor = |name: &str| {
            let mut parts = inside.split('/').map(|part| part.trim_end_matches(".rs"));
            parts.any(|part| part == name || part.strip_suffix(name).is_some_and(|rest| rest.ends_with('_')))
        };
        let entry = ["main", "lib", "cli"].contains(&room);
        Self {
            room,
            may_know_http: room == "http" || floor("routes") || entry,
            may_know_sql: room == "db" || floor("store"),
        }
    }
}

/// The other room whose store this line names.
fn foreign_store<'a>(code: &'a str, room: &str) -> Option<&'a str> {
    code.match_indices("::store").find_map(|(at, found)| {
        let after = code[at + found.len()..].chars().next();
        if after.is_some_and(|c| c.is_alphanumeric() || c == '_') {
            return None;
        }
        let owner = code[..at].rsplit(|c: char| !c.is_alphanumeric() && c != '_').next()?;
        let own = ["self", "super", "crate", room].contains(&owner) || owner.is_empty();
        (!own).then_some(owner)
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::source;
    use super::check;

    fn findings(path: &str, text: &str) -> usize {
        check(&[source(path, text)]).len()
    }

    #[test]
    fn http_stays_in_http_and_routes() {
        let text = "use actix_web::HttpResponse;";
        assert_eq!(findings("api/src/customers/service.rs", text), 1);
        assert_eq!(findings("api/src/customers/store.rs", text), 1);
        assert_eq!(findings("api/src/customers/routes/list.rs", text), 0);
        assert_eq!(findings("api/src/customers/routes.rs", text), 0);
        assert_eq!(findings("api/src/customers/public_routes.rs", text), 0);
        assert_eq!(findings("api/src/http/problem.rs", text), 0);
        assert_eq!(findings("api/src/cli/serve.rs", text), 0);
    }

    #[test]
    fn sql_stays_in_db_and_store() {
        let text = "use diesel::prelude::*;";
        assert_eq!(findings("api/src/customers/routes.rs", text), 1);
        assert_eq!(findings("api/src/customers/mod.rs", text), 1);
        assert_eq!(findings("api/src/customers/store/list.rs", text), 0);
        assert_eq!(findings("api/src/db/mod.rs", text), 0);
        assert_eq!(findings("api/src/customers/mod.rs", "// diesel is elsewhere"), 0);
    }

    #[test]
    fn another_rooms_store_is_out_of_reach() {
        assert_eq!(findings("api/src/orders/place.rs", "crate::customers::store::find(db)"), 1);
        assert_eq!(findings("api/src/orders/place.rs", "use crate::customers::store;"), 1);
        assert_eq!(findings("api/src/orders/place.rs", "use super::store;"), 0);
        assert_eq!(findings("api/src/orders/place.rs", "crate::orders::store::insert(db)"), 0);
        assert_eq!(findings("api/src/orders/place.rs", "leptos::store_value()"), 0);
    }
}
