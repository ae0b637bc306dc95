//! The first few of everything that a text may mean.

use shared::{
    codes::TextCode,
    search::{Found, QuickFound, QuickQuery, SearchKind, SearchQuery, Words},
};

use super::{
    asked::{asked, scopes},
    page::page,
    plan::Bounds,
};
use crate::{
    db::Db,
    error::{Result, check},
    permissions::Access,
};

/// How many of each kind.
const EACH: usize = 5;

/// The first few of each kind that the caller may see: what begins so, and then what has the words.
///
/// # Errors
/// When the text is empty or too long.
pub fn quick(db: &mut Db, access: &Access, query: &QuickQuery) -> Result<QuickFound> {
    check(query)?;
    let scopes = scopes(access);
    let mut items = Vec::new();
    for kind in SearchKind::ALL.iter().copied().filter(|kind| scopes.reach(*kind).is_some()) {
        let mut found: Vec<Found> = Vec::new();
        for meant in meant(kind, query.q.trim()) {
            if found.len() < EACH {
                let asked = asked(access, &meant)?;
                for one in page(db, access, &asked, Bounds::default(), i64::MAX, EACH)?.items {
                    if found.len() < EACH && found.iter().all(|other| other.row.id() != one.row.id()) {
                        found.push(one);
                    }
                }
            }
        }
        items.extend(found);
    }
    Ok(QuickFound { items })
}

/// What a text may mean when things of this kind are looked for, the most exact first.
fn meant(kind: SearchKind, text: &str) -> Vec<SearchQuery> {
    let has_words = !Words::of(text).tokens().is_empty();
    let words = has_words.then(|| text.to_owned());
    let of = SearchQuery::of(kind);
    let exact = match kind {
        SearchKind::Customers => Some(SearchQuery { customer: Some(text.to_owned()), ..of.clone() }),
        SearchKind::Orders => Some(SearchQuery { order_number: Some(text.to_owned()), ..of.clone() }),
        SearchKind::Inquiries | SearchKind::FollowUps => None,
    };
    let by_words = words.map(|words| match kind {
        SearchKind::Customers => SearchQuery { customer_words: Some(words), ..of },
        SearchKind::Inquiries => SearchQuery { inquiry_words: Some(words), ..of },
        SearchKind::Orders => SearchQuery { order_words: Some(words), ..of },
        SearchKind::FollowUps => SearchQuery { follow_up_words: Some(words), ..of },
    });
    exact.into_iter().chain(by_words).collect()
}
