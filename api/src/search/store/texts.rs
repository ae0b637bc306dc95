//! The texts that have the words.

use std::collections::HashMap;

use diesel::{
    prelude::*,
    sql_types::{BigInt, Text},
};
use serde_json::Value;
use shared::{
    inquiries::MessageKind,
    search::{SearchField, SearchKind},
};

use crate::db::{Code, Db, id_list, sql};

/// The texts of something, each with what it is.
pub type Texts = Vec<(SearchField, String)>;

/// Of how many messages of a conversation, the newest, the words are found.
const MESSAGES: i64 = 200;

/// The texts of these things of one kind. Whoever asks has found them in scope, or puts their words into the index.
pub fn texts(db: &mut Db, kind: SearchKind, ids: &[i64]) -> QueryResult<HashMap<i64, Texts>> {
    let ids = id_list(ids.iter().copied());
    match kind {
        SearchKind::Customers => of_customers(db, ids),
        SearchKind::Inquiries => of_inquiries(db, ids),
        SearchKind::Orders => of_orders(db, ids),
        SearchKind::FollowUps => of_follow_ups(db, ids),
    }
}

fn of_customers(db: &mut Db, ids: String) -> QueryResult<HashMap<i64, Texts>> {
    let among = db.dialect().one_of("id", "$1");
    let rows: Vec<(i64, String, String, String, String)> = sql::<(BigInt, Text, Text, Text, Text)>(format!(
        "SELECT id, name, company, address, attributes FROM customers WHERE {among}"
    ))
    .bind(ids)
    .load(db)?;
    let texts = rows.into_iter().map(|(id, name, company, address, attributes)| {
        let mut texts =
            vec![(SearchField::Name, name), (SearchField::Company, company), (SearchField::Address, address)];
        texts.extend(said_in(&attributes).into_iter().map(|text| (SearchField::Attribute, text)));
        (id, texts)
    });
    Ok(texts.collect())
}

fn of_inquiries(db: &mut Db, ids: String) -> QueryResult<HashMap<i64, Texts>> {
    let among = db.dialect().one_of("id", "$1");
    let originals: Vec<(i64, String, String)> =
        sql::<(BigInt, Text, Text)>(format!("SELECT id, text, answers FROM inquiries WHERE {among}"))
            .bind(ids.as_str())
            .load(db)?;
    let mut texts: HashMap<i64, Texts> = HashMap::new();
    for (id, text, answers) in originals {
        let of_one = texts.entry(id).or_default();
        of_one.push((SearchField::Words, text));
        of_one.extend(said_in(&answers).into_iter().map(|text| (SearchField::Answer, text)));
    }
    let among = db.dialect().one_of("inquiry_id", "$1");
    let messages: Vec<(i64, Code<MessageKind>, String)> = sql::<(BigInt, Text, Text)>(format!(
        "SELECT inquiry_id, kind, text FROM (SELECT id, inquiry_id, kind, text, \
         row_number() OVER (PARTITION BY inquiry_id ORDER BY id DESC) AS n FROM messages WHERE {among}) latest \
         WHERE n <= $2 ORDER BY inquiry_id, id DESC"
    ))
    .bind(ids)
    .bind(MESSAGES)
    .load(db)?;
    for (id, kind, text) in messages {
        let field = match kind.0 {
            MessageKind::Customer => SearchField::Message,
            MessageKind::Reply => SearchField::Reply,
            MessageKind::Note => SearchField::Note,
        };
        texts.entry(id).or_default().push((field, text));
    }
    Ok(texts)
}

fn of_orders(db: &mut Db, ids: String) -> QueryResult<HashMap<i64, Texts>> {
    let among = db.dialect().one_of("id", "$1");
    let orders: Vec<(i64, String, String)> =
        sql::<(BigInt, Text, Text)>(format!("SELECT id, external_id, note FROM orders WHERE {among}"))
            .bind(ids.as_str())
            .load(db)?;
    let mut texts: HashMap<i64, Texts> = orders
        .into_iter()
        .map(|(id, number, note)| (id, vec![(SearchField::Number, number), (SearchField::Remark, note)]))
        .collect();
    let among = db.dialect().one_of("order_id", "$1");
    let items: Vec<(i64, String)> = sql::<(BigInt, Text)>(format!(
        "SELECT order_id, name FROM order_items WHERE {among} ORDER BY order_id, position"
    ))
    .bind(ids)
    .load(db)?;
    for (id, name) in items {
        texts.entry(id).or_default().push((SearchField::Item, name));
    }
    Ok(texts)
}

fn of_follow_ups(db: &mut Db, ids: String) -> QueryResult<HashMap<i64, Texts>> {
    let among = db.dialect().one_of("id", "$1");
    let rows: Vec<(i64, String)> =
        sql::<(BigInt, Text)>(format!("SELECT id, content FROM follow_ups WHERE {among}")).bind(ids).load(db)?;
    Ok(rows.into_iter().map(|(id, content)| (id, vec![(SearchField::Content, content)])).collect())
}

/// What a document of answers says: its texts, whatever they are called.
fn said_in(document: &str) -> Vec<String> {
    let Ok(Value::Object(answers)) = serde_json::from_str(document) else { return Vec::new() };
    let mut said = Vec::new();
    for answer in answers.into_values() {
        match answer {
            Value::String(text) => said.push(text),
            Value::Array(many) => said.extend(many.into_iter().filter_map(|one| match one {
                Value::String(text) => Some(text),
                _ => None,
            })),
            _ => {}
        }
    }
    said
}
