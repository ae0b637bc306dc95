//! A page of what a search finds.

use shared::{
    page::DEFAULT_LIMIT,
    search::{SearchPage, SearchQuery},
};

use super::{
    asked::asked,
    explain::{self, Hit},
    plan::{self, Bounds, Source},
    store::{self, Asked},
};
use crate::{
    cursor,
    db::{Db, made_at},
    error::Result,
    permissions::Access,
};

/// By how much more is looked at when little was found, and how many times.
const MORE: usize = 4;
const STEPS: u32 = 2;
/// How much looking at a text counts for.
const TEXT: usize = 10;

/// A page of what a query finds, the newest first.
///
/// # Errors
/// When the caller may not see what is looked for or what a condition is about, or a condition, the limit or the cursor is wrong.
pub fn search(db: &mut Db, access: &Access, query: &SearchQuery, bounds: Bounds) -> Result<SearchPage> {
    let asked = asked(access, query)?;
    let limit = cursor::limit(query.limit)?;
    let before = cursor::after_id(query.cursor.as_deref())?.unwrap_or(i64::MAX);
    page(db, access, &asked, bounds, before, usize::try_from(limit).unwrap_or(DEFAULT_LIMIT as usize))
}

/// So many rows of what is asked for, with ids before this one.
pub fn page(
    db: &mut Db,
    access: &Access,
    asked: &Asked<'_>,
    bounds: Bounds,
    before: i64,
    limit: usize,
) -> Result<SearchPage> {
    let before = before.min(plan::highest(asked));
    let mut walk = Walk { source: plan::choose(db, asked, bounds, before)?, before };
    let mut hits: Vec<Hit> = Vec::new();
    let (mut spent, mut count) = (0, bounds.first);
    let stopped = loop {
        let Some(candidates) = walk.next(db, asked, count)? else { break None };
        spent += candidates.len();
        let matching = store::matching(db, asked, asked.query.find, &candidates)?;
        let mut reached = walk.before;
        // A few at a time, because their texts are read.
        for part in matching.chunks(limit + 1) {
            let explained = explain::hits(db, asked, part)?;
            spent += (part.len() - explained.len()) * TEXT;
            hits.extend(explained);
            if hits.len() > limit || spent >= bounds.most {
                reached = part.last().map_or(reached, |last| last.0);
                break;
            }
        }
        if hits.len() > limit {
            break None;
        }
        if spent >= bounds.most {
            break Some(reached);
        }
        count = (count * MORE).min(bounds.first * MORE.pow(STEPS));
    };
    let more = hits.len() > limit;
    hits.truncate(limit);
    let next = if more { hits.last().map(|hit| hit.id) } else { stopped };
    Ok(SearchPage {
        items: explain::rows(db, access, asked, hits)?,
        next_cursor: next.map(cursor::id_cursor),
        searched_through: stopped.map(made_at),
    })
}

/// Goes through the candidates.
struct Walk {
    source: Source,
    /// Everything from here on has been looked at.
    before: i64,
}

impl Walk {
    /// The next candidates; none when there are no more.
    fn next(&mut self, db: &mut Db, asked: &Asked<'_>, count: usize) -> Result<Option<Vec<i64>>> {
        let (kind, limit) = (asked.query.find, i64::try_from(count).unwrap_or(i64::MAX));
        let ids = match &mut self.source {
            Source::These(all) => {
                let begin = all.partition_point(|id| *id >= self.before);
                all.iter().skip(begin).take(count).copied().collect()
            }
            Source::Words => match asked.words(kind) {
                Some(words) => store::with_words(db, kind, words, self.before, limit)?,
                None => Vec::new(),
            },
            Source::OwnedBy(people) => store::owned_by(db, kind, people, self.before, limit)?,
            Source::Walk(lowest) => store::walk(db, kind, *lowest, self.before, limit)?,
        };
        let Some(last) = ids.last().copied() else { return Ok(None) };
        self.before = last;
        Ok(Some(ids))
    }
}
