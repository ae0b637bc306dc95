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
    error::{Result, forbidden},
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
    let Looked { hits, next, stopped } = look(db, asked, bounds, before, limit)?;
    Ok(SearchPage {
        items: explain::rows(db, access, asked, hits)?,
        next_cursor: next.map(cursor::id_cursor),
        searched_through: stopped.map(made_at),
    })
}

/// The ids of so many things that a query finds, the newest first, of those before `before`; and before which id to go on, which
/// is nothing when everything has been looked through. There may be few or none although there is more to be looked through.
///
/// # Errors
/// When the caller may not see what is looked for, or not what a condition is about.
pub fn found(
    db: &mut Db,
    access: &Access,
    query: &SearchQuery,
    before: Option<i64>,
    limit: usize,
) -> Result<(Vec<i64>, Option<i64>)> {
    let asked = asked(access, query).map_err(|_| forbidden())?;
    let looked = look(db, &asked, Bounds::default(), before.unwrap_or(i64::MAX), limit)?;
    Ok((looked.hits.into_iter().map(|hit| hit.id).collect(), looked.next))
}

/// What was found.
struct Looked {
    hits: Vec<Hit>,
    /// Before which id to go on, when that was not everything.
    next: Option<i64>,
    /// The same, when enough was looked at.
    stopped: Option<i64>,
}

fn look(db: &mut Db, asked: &Asked<'_>, bounds: Bounds, before: i64, limit: usize) -> Result<Looked> {
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
    Ok(Looked { hits, next, stopped })
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
