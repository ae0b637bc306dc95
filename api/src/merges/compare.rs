//! Finds pairs who may be the same person, behind the back of requests.
//!
//! Triggers note who is to be compared. One at a time takes some of these notes, looks at what the customers have in common with
//! others, and makes the pairs what that comes to. So the pairs are a function of the customers, whatever happened in which order,
//! as soon as no note is left: whoever is like somebody differently than before is noted, with what they were.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use sha2::{Digest, Sha256};
use shared::{codes::TextCode, ids::kinds, merges::DuplicateReason};

use super::{
    duplicates::typos,
    store::{self, Alike, Common, Compared, PairRow, Reasons, Typo},
};
use crate::{
    db::{At, Db, next_id},
    error::Result,
};

/// What more than so many customers have in common says nothing about who they are: a name that a system gives to all, say.
const COMMON: usize = 20;

/// Whether somebody is to be compared.
///
/// # Errors
/// When the database fails.
pub fn is_due(db: &mut Db) -> Result<bool> {
    Ok(store::is_due(db)?)
}

/// Forgets who is still to be compared: for a company that is made up, of which a part is enough.
///
/// # Errors
/// When the database fails.
pub fn compare_nobody(db: &mut Db) -> Result<()> {
    Ok(store::drop_due(db)?)
}

/// Compares those of up to `most` notes, the newest first, and tells how many notes it were: none when there are none, or when
/// another process is at it.
///
/// # Errors
/// When the database fails.
pub fn compare(db: &mut Db, most: i64) -> Result<usize> {
    if !store::compare_alone(db)? {
        return Ok(0);
    }
    let notes = store::take_due(db, most)?;
    let people: BTreeSet<i64> = notes.iter().map(|note| note.customer).collect();
    let now = store::compared(db, &people)?;
    let was = notes.iter().filter_map(|note| note.was.as_ref());
    let commons = commons(now.values().map(|one| &one.alike).chain(was));
    let desired = desired(db, &commons, &now)?;
    let mut rows = standing(db, &commons, &people, &desired)?;
    let mut next: BTreeMap<(i64, i64), Reasons> = rows.keys().map(|pair| (*pair, Reasons::default())).collect();
    for (pair, row) in &rows {
        let is_compared = people.contains(&pair.0) || people.contains(&pair.1);
        for reason in DuplicateReason::ALL {
            let stays = match reason {
                DuplicateReason::PhoneTypo => !is_compared,
                _ => row.reasons.of(*reason).is_some_and(|key| !commons.contains_key(&(*reason, key))),
            };
            if stays && let Some(reasons) = next.get_mut(pair) {
                reasons.set(*reason, row.reasons.of(*reason));
            }
        }
    }
    for (pair, reason, key) in desired {
        next.entry(pair).or_default().set(reason, Some(key));
    }
    let pairs: Vec<(i64, i64)> = next.keys().copied().collect();
    for pair in store::apart_of(db, &pairs)? {
        next.insert(pair, Reasons::default());
    }
    write(db, &mut rows, next)?;
    Ok(notes.len())
}

/// What those who are looked at have, or had, in common with others, by a number made of it.
fn commons<'a>(alike: impl Iterator<Item = &'a Alike>) -> BTreeMap<(DuplicateReason, i64), Common> {
    let mut commons = BTreeMap::new();
    for Alike { name, company, pinyin, phone_tail } in alike {
        let mut keep = |reason: DuplicateReason, one: &str, other: &str| {
            let key = number(one, other);
            commons.insert((reason, key), Common { key, one: one.to_owned(), other: other.to_owned() });
        };
        if !company.is_empty() {
            keep(DuplicateReason::SameNameAndCompany, name, company);
        }
        keep(DuplicateReason::SameNameAndPhoneTail, name, phone_tail);
        if !company.is_empty() && !pinyin.is_empty() {
            keep(DuplicateReason::SoundsAlike, pinyin, company);
        }
    }
    commons
}

/// A number that two texts have for themselves.
fn number(one: &str, other: &str) -> i64 {
    let digest = Sha256::digest(format!("{one}\u{1f}{other}"));
    digest.iter().take(8).fold(0_i64, |number, byte| (number << 8) | i64::from(*byte))
}

fn ordered(one: i64, other: i64) -> (i64, i64) {
    (one.min(other), one.max(other))
}

/// The pairs that there should be among those who have these things in common, and of the compared with numbers a typo away.
fn desired(
    db: &mut Db,
    commons: &BTreeMap<(DuplicateReason, i64), Common>,
    now: &HashMap<i64, Compared>,
) -> Result<Vec<((i64, i64), DuplicateReason, i64)>> {
    let mut pairs = Vec::new();
    for reason in
        [DuplicateReason::SameNameAndCompany, DuplicateReason::SameNameAndPhoneTail, DuplicateReason::SoundsAlike]
    {
        let of_reason: Vec<&Common> =
            commons.iter().filter(|((of, _), _)| *of == reason).map(|(_, common)| common).collect();
        let mut groups: HashMap<i64, Vec<(i64, String)>> = HashMap::new();
        for (key, id, name) in store::who_has(db, reason, &of_reason, COMMON + 1)? {
            groups.entry(key).or_default().push((id, name));
        }
        for (key, group) in groups.into_iter().filter(|(_, group)| group.len() <= COMMON) {
            for (index, (one, name)) in group.iter().enumerate() {
                let others = group.iter().skip(index + 1);
                // Who has the same name and company is alike for that reason already.
                let others = others.filter(|(_, other)| reason != DuplicateReason::SoundsAlike || other != name);
                pairs.extend(others.map(|(other, _)| (ordered(*one, *other), reason, key)));
            }
        }
    }
    let asked: Vec<Typo> = now
        .iter()
        .filter(|(_, one)| !one.is_merged)
        .flat_map(|(id, one)| {
            let name = one.alike.name.clone();
            typos(&one.phone).into_iter().map(move |phone| Typo { id: *id, name: name.clone(), phone })
        })
        .collect();
    for (one, other) in store::with_phones(db, &asked)? {
        pairs.push((ordered(one, other), DuplicateReason::PhoneTypo, 1));
    }
    Ok(pairs)
}

/// The pairs that there are and that this may change.
fn standing(
    db: &mut Db,
    commons: &BTreeMap<(DuplicateReason, i64), Common>,
    people: &BTreeSet<i64>,
    desired: &[((i64, i64), DuplicateReason, i64)],
) -> Result<BTreeMap<(i64, i64), PairRow>> {
    let keys = |reason| commons.keys().filter(|(of, _)| *of == reason).map(|(_, key)| *key).collect::<Vec<_>>();
    let by_common = [
        keys(DuplicateReason::SameNameAndCompany),
        keys(DuplicateReason::SameNameAndPhoneTail),
        keys(DuplicateReason::SoundsAlike),
    ];
    let mut rows: BTreeMap<(i64, i64), PairRow> = BTreeMap::new();
    for row in store::pairs_among(db, &by_common, people)? {
        rows.insert((row.one_id, row.other_id), row);
    }
    let missing: BTreeSet<(i64, i64)> =
        desired.iter().map(|(pair, ..)| *pair).filter(|pair| !rows.contains_key(pair)).collect();
    for row in store::pairs(db, &missing)? {
        rows.insert((row.one_id, row.other_id), row);
    }
    Ok(rows)
}

/// Makes the rows what they are to be.
fn write(db: &mut Db, rows: &mut BTreeMap<(i64, i64), PairRow>, next: BTreeMap<(i64, i64), Reasons>) -> Result<()> {
    let mut gone = Vec::new();
    let mut kept = Vec::new();
    for (pair, reasons) in next {
        match (rows.remove(&pair), reasons.is_some()) {
            (Some(row), false) => gone.push(row.id),
            (Some(row), true) if row.reasons != reasons => kept.push(PairRow { reasons, ..row }),
            (None, true) => {
                let id = next_id::<kinds::DuplicatePair>().raw();
                kept.push(PairRow { id, one_id: pair.0, other_id: pair.1, reasons });
            }
            _ => {}
        }
    }
    store::drop_pairs(db, &gone)?;
    store::put_pairs(db, &kept, At::now())?;
    Ok(())
}
