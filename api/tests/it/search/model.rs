//! What a search should find, worked out from everything that somebody may see, one by one.

use serde_json::Value;

/// Something with its texts, as lists show it.
#[derive(Clone)]
pub struct Thing {
    pub id: String,
    pub customer: String,
    pub row: Value,
    pub texts: Vec<String>,
}

/// Everything that somebody may see: customers, inquiries, orders, follow-ups.
pub struct Seen {
    pub kinds: [Vec<Thing>; 4],
    /// Which district lies in which city.
    pub cities: Vec<(Value, Value)>,
}

pub const KINDS: [&str; 4] = ["customers", "inquiries", "orders", "follow_ups"];

/// About which kind a condition is.
pub fn about(condition: &str) -> usize {
    let begins = ["customer", "inquiry", "order", "follow_up"];
    begins.iter().position(|begin| condition.starts_with(begin)).expect("a kind")
}

impl Seen {
    /// The ids of what is to be found, the newest first.
    pub fn find(&self, kind: usize, conditions: &[(String, String)]) -> Vec<String> {
        let holds = |thing: &Thing, of: usize| {
            conditions.iter().filter(|(name, _)| about(name) == of).all(|(name, value)| self.holds(thing, name, value))
        };
        let has = |customer: &str, of: usize| {
            self.kinds[of].iter().any(|other| other.customer == customer && holds(other, of))
        };
        let is_asked = |of: usize| conditions.iter().any(|(name, _)| about(name) == of);
        let found = self.kinds[kind].iter().filter(|thing| {
            holds(thing, kind) && (0..4).filter(|of| *of != kind && is_asked(*of)).all(|of| has(&thing.customer, of))
        });
        let mut ids: Vec<String> = found.map(|thing| thing.id.clone()).collect();
        ids.sort_unstable_by(|a, b| b.cmp(a));
        ids
    }

    fn holds(&self, thing: &Thing, condition: &str, value: &str) -> bool {
        let row = &thing.row;
        let is = |pointer: &str| row.pointer(pointer).and_then(Value::as_str) == Some(value);
        let text = |pointer: &str| row.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
        let begins = |pointer: &str| text(pointer).starts_with(value);
        let day = |pointer: &str| {
            let at: chrono::DateTime<chrono::Utc> = text(pointer).parse().expect("an instant");
            (at + chrono::TimeDelta::hours(8)).date_naive().to_string()
        };
        let amount = |row: &Value| row["amount"].as_i64().expect("an amount");
        let bound = || value.parse::<i64>().expect("an amount");
        match condition {
            "customer" if value.chars().all(|c| c.is_ascii_digit()) => {
                let phone = text("/phone");
                phone.starts_with(&format!("+86{value}")) || phone[phone.len() - 4..].starts_with(value)
            }
            "customer" => begins("/name") || begins("/company"),
            "customer_status" | "inquiry_status" => is("/status"),
            "customer_level" => is("/level"),
            "customer_district" => is("/district/id"),
            "customer_city" => self
                .cities
                .iter()
                .any(|(district, city)| is_same(row.pointer("/district/id"), district) && city == value),
            "customer_owner" | "inquiry_owner" | "order_owner" => is("/owner/id"),
            "customer_source" => is("/source"),
            "customer_from" => day("/registered_at").as_str() >= value,
            "customer_to" => day("/registered_at").as_str() <= value,
            "customer_idle_days" => row["idle_days"].as_i64().is_some_and(|days| days >= bound()),
            "inquiry_stage" => is("/stage"),
            "inquiry_entrance" => is("/entrance"),
            "inquiry_category" => is("/category/id"),
            "inquiry_product_line" | "order_product_line" => is("/product_line_id"),
            "inquiry_from" => day("/arrived_at").as_str() >= value,
            "inquiry_to" => day("/arrived_at").as_str() <= value,
            "order_number" => begins("/external_id"),
            "order_state" => is("/state"),
            "order_currency" => is("/currency"),
            "order_amount_from" => amount(row) >= bound(),
            "order_amount_to" => amount(row) <= bound(),
            "order_from" => day("/placed_at").as_str() >= value,
            "order_to" => day("/placed_at").as_str() <= value,
            "follow_up_way" => is("/way"),
            "follow_up_author" => is("/author/id"),
            "follow_up_from" => day("/at").as_str() >= value,
            "follow_up_to" => day("/at").as_str() <= value,
            words if words.ends_with("_words") => has_words(&thing.texts, value),
            other => panic!("{other} is not in the model"),
        }
    }
}

fn is_same(found: Option<&Value>, wanted: &Value) -> bool {
    found == Some(wanted)
}

fn fold(text: &str) -> Vec<char> {
    text.chars()
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).expect("a character"),
            c => c,
        })
        .flat_map(char::to_lowercase)
        .collect()
}

fn is_chinese(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() && !is_chinese(c)
}

/// Whether all phrases of a query stand in some of the texts, words of letters as whole words.
pub fn has_words(texts: &[String], query: &str) -> bool {
    let texts: Vec<Vec<char>> = texts.iter().map(|text| fold(text)).collect();
    let query: String = fold(query).into_iter().collect();
    let phrases: Vec<Vec<char>> =
        query.split(|c: char| !c.is_alphanumeric()).filter(|p| !p.is_empty()).map(|p| p.chars().collect()).collect();
    let stands = |text: &Vec<char>, phrase: &Vec<char>| {
        (0..text.len()).any(|at| {
            let end = at + phrase.len();
            let cuts =
                |inside: char, outside: Option<&char>| is_letter(inside) && outside.is_some_and(|c| is_letter(*c));
            end <= text.len()
                && text[at..end] == phrase[..]
                && !(at > 0 && cuts(phrase[0], text.get(at - 1)))
                && !cuts(phrase[phrase.len() - 1], text.get(end))
        })
    };
    phrases.iter().all(|phrase| texts.iter().any(|text| stands(text, phrase)))
}
