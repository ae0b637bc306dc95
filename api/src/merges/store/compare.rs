//! What comparing customers reads and writes. Everything is asked of many at once, each by its index.

use std::collections::{BTreeSet, HashMap};

use diesel::{
    prelude::*,
    sql_types::{BigInt, Bool, Nullable, Text},
};
use serde::Serialize;
use shared::{codes::TextCode, merges::DuplicateReason};

use crate::db::{At, Db, Dialect, Failure, id_list, sql};

/// By which a customer may be like another.
#[derive(Debug, Clone, Queryable)]
pub struct Alike {
    pub name: String,
    pub company: String,
    pub pinyin: String,
    pub phone_tail: String,
}

/// That a customer is to be compared.
pub struct Note {
    pub customer: i64,
    /// What they were until then, when that changed.
    pub was: Option<Alike>,
}

/// A customer who is compared.
pub struct Compared {
    pub alike: Alike,
    pub phone: String,
    pub is_merged: bool,
}

/// What several may have in common for a reason: a name and a company, a name and the end of a phone, a spelling and a company.
#[derive(Debug, Serialize)]
pub struct Common {
    pub key: i64,
    pub one: String,
    pub other: String,
}

/// A number that is a typo away from a customer's.
#[derive(Serialize)]
pub struct Typo {
    pub id: i64,
    pub name: String,
    pub phone: String,
}

/// For each reason what two have in common, as a number made of it, if it holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Queryable)]
pub struct Reasons {
    same_name_and_company: Option<i64>,
    phone_typo: Option<i64>,
    same_name_and_phone_tail: Option<i64>,
    sounds_alike: Option<i64>,
}

impl Reasons {
    /// That of one reason.
    pub const fn of(self, reason: DuplicateReason) -> Option<i64> {
        match reason {
            DuplicateReason::SameNameAndCompany => self.same_name_and_company,
            DuplicateReason::PhoneTypo => self.phone_typo,
            DuplicateReason::SameNameAndPhoneTail => self.same_name_and_phone_tail,
            DuplicateReason::SoundsAlike => self.sounds_alike,
        }
    }

    /// Makes that of one reason another one.
    pub const fn set(&mut self, reason: DuplicateReason, key: Option<i64>) {
        let place = match reason {
            DuplicateReason::SameNameAndCompany => &mut self.same_name_and_company,
            DuplicateReason::PhoneTypo => &mut self.phone_typo,
            DuplicateReason::SameNameAndPhoneTail => &mut self.same_name_and_phone_tail,
            DuplicateReason::SoundsAlike => &mut self.sounds_alike,
        };
        *place = key;
    }

    /// Whether any reason holds.
    pub fn is_some(self) -> bool {
        self.all().next().is_some()
    }

    /// The reasons that hold, the strongest first.
    pub fn all(self) -> impl Iterator<Item = DuplicateReason> {
        DuplicateReason::ALL.iter().copied().filter(move |reason| self.of(*reason).is_some())
    }
}

/// Two who may be the same person.
#[derive(Debug, Clone, Copy, Queryable)]
pub struct PairRow {
    pub id: i64,
    pub one_id: i64,
    pub other_id: i64,
    pub reasons: Reasons,
}

pub(super) type ReasonTypes = (Nullable<BigInt>, Nullable<BigInt>, Nullable<BigInt>, Nullable<BigInt>);

/// The columns of [`Reasons`].
pub(super) const REASONS: &str = "s.same_name_and_company, s.phone_typo, s.same_name_and_phone_tail, s.sounds_alike";

fn json(rows: &impl Serialize) -> QueryResult<String> {
    serde_json::to_string(rows).map_err(|e| Failure::SerializationError(e.into()))
}

/// Whether there is a note.
pub fn is_due(db: &mut Db) -> QueryResult<bool> {
    sql::<(Bool,)>("SELECT EXISTS (SELECT 1 FROM duplicates_due)").get_result::<(bool,)>(db).map(|row| row.0)
}

/// Whether nobody else compares until the end of the transaction: two at once would each make pairs of what the other one sees
/// otherwise.
pub fn compare_alone(db: &mut Db) -> QueryResult<bool> {
    match db.dialect() {
        // There is one writer anyway.
        Dialect::Sqlite => Ok(true),
        Dialect::Postgres => {
            let row: (bool,) = sql::<(Bool,)>("SELECT pg_try_advisory_xact_lock(7101)").get_result(db)?;
            Ok(row.0)
        }
    }
}

/// Drops all notes.
pub fn drop_due(db: &mut Db) -> QueryResult<()> {
    sql::<()>("DELETE FROM duplicates_due").run(db).map(drop)
}

/// Takes some notes off, the newest first: who comes now is found soon, however many came at once before.
pub fn take_due(db: &mut Db, most: i64) -> QueryResult<Vec<Note>> {
    type Was = (Option<String>, Option<String>, Option<String>, Option<String>);
    let rows: Vec<(i64, i64, Was)> =
        sql::<(BigInt, BigInt, (Nullable<Text>, Nullable<Text>, Nullable<Text>, Nullable<Text>))>(
            "SELECT id, customer_id, name, company, pinyin, phone_tail FROM duplicates_due ORDER BY id DESC LIMIT $1",
        )
        .bind(most)
        .load(db)?;
    let among = db.dialect().one_of("id", "$1");
    sql::<()>(format!("DELETE FROM duplicates_due WHERE {among}"))
        .bind(id_list(rows.iter().map(|row| row.0)))
        .run(db)?;
    let alike = |was: Was| {
        let (name, company, pinyin, phone_tail) = was;
        Some(Alike { name: name?, company: company?, pinyin: pinyin?, phone_tail: phone_tail? })
    };
    Ok(rows.into_iter().map(|(_, customer, was)| Note { customer, was: alike(was) }).collect())
}

/// These customers as they are now.
pub fn compared(db: &mut Db, ids: &BTreeSet<i64>) -> QueryResult<HashMap<i64, Compared>> {
    let among = db.dialect().one_of("id", "$1");
    let rows: Vec<(i64, Alike, String, bool)> = sql::<(BigInt, (Text, Text, Text, Text), Text, Bool)>(format!(
        "SELECT id, name, company, pinyin, phone_tail, phone, status = 'merged' FROM customers WHERE {among}"
    ))
    .bind(id_list(ids.iter().copied()))
    .load(db)?;
    let compared = |(id, alike, phone, is_merged)| (id, Compared { alike, phone, is_merged });
    Ok(rows.into_iter().map(compared).collect())
}

/// Who has each of these in common, with what they are called: as many as `most` of each.
pub fn who_has(
    db: &mut Db,
    reason: DuplicateReason,
    commons: &[&Common],
    most: usize,
) -> QueryResult<Vec<(i64, i64, String)>> {
    let has = match reason {
        DuplicateReason::SameNameAndPhoneTail => "x.name = v.one AND x.phone_tail = v.other",
        DuplicateReason::SoundsAlike => "x.pinyin = v.one AND x.company = v.other AND x.company <> ''",
        DuplicateReason::SameNameAndCompany | DuplicateReason::PhoneTypo => "x.name = v.one AND x.company = v.other",
    };
    let found = format!("FROM customers x WHERE {has} AND x.status <> 'merged' LIMIT {most}");
    let rows = db.dialect().rows_of("$1", &[("key", "bigint"), ("one", "text"), ("other", "text")]);
    let each = match db.dialect() {
        Dialect::Postgres => format!("{rows} CROSS JOIN LATERAL (SELECT x.id, x.name {found}) c"),
        Dialect::Sqlite => format!("{rows} CROSS JOIN customers c ON c.id IN (SELECT x.id {found})"),
    };
    sql::<(BigInt, BigInt, Text)>(format!("SELECT v.key, c.id, c.name FROM {each}")).bind(json(&commons)?).load(db)
}

/// Who of the same name has one of these numbers: who was asked for, and who has it.
pub fn with_phones(db: &mut Db, typos: &[Typo]) -> QueryResult<Vec<(i64, i64)>> {
    let rows = db.dialect().rows_of("$1", &[("id", "bigint"), ("name", "text"), ("phone", "text")]);
    // The first table of a CROSS JOIN is the one that SQLite reads first.
    sql::<(BigInt, BigInt)>(format!(
        "SELECT v.id, c.id FROM {rows} CROSS JOIN customers c \
         WHERE c.phone = v.phone AND c.name = v.name AND c.status <> 'merged'"
    ))
    .bind(json(&typos)?)
    .load(db)
}

type PairTypes = (BigInt, BigInt, BigInt, ReasonTypes);

/// The pairs who have one of these in common, for each reason that tells what, and those of these people.
pub fn pairs_among(db: &mut Db, by_common: &[Vec<i64>; 3], people: &BTreeSet<i64>) -> QueryResult<Vec<PairRow>> {
    let dialect = db.dialect();
    let columns = ["same_name_and_company", "same_name_and_phone_tail", "sounds_alike"];
    let among = |column: &str, place: usize| {
        let is_one = dialect.one_of(&format!("s.{column}"), &format!("${place}"));
        format!("SELECT s.id, s.one_id, s.other_id, {REASONS} FROM duplicate_suggestions s WHERE {is_one}")
    };
    let parts: Vec<String> = columns
        .iter()
        .zip(1..)
        .map(|(column, place)| format!("{} AND s.{column} IS NOT NULL", among(column, place)))
        .chain([among("one_id", 4), among("other_id", 4)])
        .collect();
    let [company, tail, sound] = by_common.each_ref().map(|keys| id_list(keys.iter().copied()));
    sql::<PairTypes>(parts.join(" UNION "))
        .bind(company)
        .bind(tail)
        .bind(sound)
        .bind(id_list(people.iter().copied()))
        .load(db)
}

#[derive(Serialize)]
struct Pair {
    one: i64,
    other: i64,
}

fn listed<'a>(pairs: impl IntoIterator<Item = &'a (i64, i64)>) -> QueryResult<String> {
    let pairs: Vec<Pair> = pairs.into_iter().map(|(one, other)| Pair { one: *one, other: *other }).collect();
    json(&pairs)
}

const PAIR: [(&str, &str); 2] = [("one", "bigint"), ("other", "bigint")];

/// Those of these pairs that are there.
pub fn pairs(db: &mut Db, pairs: &BTreeSet<(i64, i64)>) -> QueryResult<Vec<PairRow>> {
    let rows = db.dialect().rows_of("$1", &PAIR);
    sql::<PairTypes>(format!(
        "SELECT s.id, s.one_id, s.other_id, {REASONS} FROM {rows} CROSS JOIN duplicate_suggestions s \
         WHERE s.one_id = v.one AND s.other_id = v.other"
    ))
    .bind(listed(pairs)?)
    .load(db)
}

/// Those of these pairs of whom somebody said that they are not the same person.
pub fn apart_of(db: &mut Db, pairs: &[(i64, i64)]) -> QueryResult<Vec<(i64, i64)>> {
    let rows = db.dialect().rows_of("$1", &PAIR);
    sql::<(BigInt, BigInt)>(format!(
        "SELECT p.one_id, p.other_id FROM {rows} CROSS JOIN customers_apart p \
         WHERE p.one_id = v.one AND p.other_id = v.other"
    ))
    .bind(listed(pairs)?)
    .load(db)
}

/// Takes pairs off.
pub fn drop_pairs(db: &mut Db, ids: &[i64]) -> QueryResult<usize> {
    let among = db.dialect().one_of("id", "$1");
    sql::<()>(format!("DELETE FROM duplicate_suggestions WHERE {among}")).bind(id_list(ids.iter().copied())).run(db)
}

/// Writes pairs down, or makes the reasons of those that are there what they are now.
pub fn put_pairs(db: &mut Db, pairs: &[PairRow], at: At) -> QueryResult<usize> {
    let rows: Vec<serde_json::Value> = pairs
        .iter()
        .map(|pair| {
            let of = |reason| pair.reasons.of(reason);
            serde_json::json!({
                "id": pair.id, "one": pair.one_id, "other": pair.other_id,
                "company": of(DuplicateReason::SameNameAndCompany), "typo": of(DuplicateReason::PhoneTypo),
                "tail": of(DuplicateReason::SameNameAndPhoneTail), "sound": of(DuplicateReason::SoundsAlike),
            })
        })
        .collect();
    let columns = ["id", "one", "other", "company", "typo", "tail", "sound"].map(|column| (column, "bigint"));
    let rows_of = db.dialect().rows_of("$1", &columns);
    sql::<()>(format!(
        "INSERT INTO duplicate_suggestions (id, one_id, other_id, found_at, same_name_and_company, phone_typo, \
         same_name_and_phone_tail, sounds_alike) \
         SELECT v.id, v.one, v.other, $2, v.company, v.typo, v.tail, v.sound FROM {rows_of} WHERE TRUE \
         ON CONFLICT (one_id, other_id) DO UPDATE SET same_name_and_company = excluded.same_name_and_company, \
         phone_typo = excluded.phone_typo, same_name_and_phone_tail = excluded.same_name_and_phone_tail, \
         sounds_alike = excluded.sounds_alike"
    ))
    .bind(json(&rows)?)
    .bind(at)
    .run(db)
}
