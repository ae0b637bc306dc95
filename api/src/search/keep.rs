//! Keeps the index of words.
//!
//! Triggers write down whose words are due whenever a text is written. Whoever writes it calls [`keep`] in the same transaction;
//! what nobody did that for, such as what a loader wrote, is done by [`catch_up`].

use std::collections::BTreeSet;

use shared::{
    Id,
    search::{SearchKind, tokens},
};

use super::store;
use crate::{db::Db, error::Result};

/// How many different words of a thing are kept, those that come first; PostgreSQL keeps no more than a megabyte of them.
const MOST_WORDS: usize = 8_000;

/// Puts the words of something that was just written into the index, as the transaction sees it.
///
/// # Errors
/// When the database fails.
pub fn keep<K>(db: &mut Db, kind: SearchKind, id: Id<K>) -> Result<()> {
    store::take_one(db, kind, id.raw())?;
    put(db, kind, &[id.raw()])?;
    Ok(())
}

/// Does that for up to `most` things whose words are due, and tells how many it was; nothing is left when it is none. Several
/// may do it at once.
///
/// # Errors
/// When the database fails.
pub fn catch_up(db: &mut Db, most: i64) -> Result<usize> {
    let Some((kind, ids)) = store::take_some(db, most)? else { return Ok(0) };
    put(db, kind, &ids)?;
    Ok(ids.len())
}

fn put(db: &mut Db, kind: SearchKind, ids: &[i64]) -> Result<()> {
    let rows: Vec<(i64, BTreeSet<String>)> = store::texts(db, kind, ids)?
        .into_iter()
        .map(|(id, texts)| (id, tokens(texts.iter().map(|(_, text)| text.as_str()), MOST_WORDS)))
        .collect();
    store::put(db, kind, &rows)?;
    Ok(())
}
