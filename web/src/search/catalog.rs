//! The conditions of a search: how they are called, what they are about, and how one fills them in.

use shared::{
    codes::TextCode,
    customers::{CustomerStatus, Level},
    followups::Way,
    orders::OrderState,
    search::{SearchKind, SearchQuery},
    work::{WorkStage, WorkStatus},
};

use crate::{
    customers::marks::level_text,
    i18n::{Text, search as w, t},
    inquiries::marks::{stage_text, status_text},
    prefs, session,
};

/// How a condition is filled in.
#[derive(Clone, Copy)]
pub enum Input {
    Text,
    Day,
    Number,
    /// An amount of money, shown in major units.
    Money,
    Agent,
    District,
    City,
    Line,
    Category,
    Entrance,
    Choice(fn() -> Vec<(String, String)>),
}

/// A condition.
#[derive(Clone, Copy)]
pub struct Condition {
    /// How the address calls it.
    pub name: &'static str,
    pub label: Text,
    pub about: SearchKind,
    pub input: Input,
}

const fn of(about: SearchKind, name: &'static str, label: Text, input: Input) -> Condition {
    Condition { name, label, about, input }
}

const fn customer(name: &'static str, label: Text, input: Input) -> Condition {
    of(SearchKind::Customers, name, label, input)
}

const fn inquiry(name: &'static str, label: Text, input: Input) -> Condition {
    of(SearchKind::Inquiries, name, label, input)
}

const fn order(name: &'static str, label: Text, input: Input) -> Condition {
    of(SearchKind::Orders, name, label, input)
}

const fn follow_up(name: &'static str, label: Text, input: Input) -> Condition {
    of(SearchKind::FollowUps, name, label, input)
}

/// Every condition, in the order in which one chooses among them.
pub const CONDITIONS: [Condition; 35] = [
    customer("customer", w::CUSTOMER, Input::Text),
    customer("customer_words", w::CUSTOMER_WORDS, Input::Text),
    customer("customer_status", w::CUSTOMER_STATUS, Input::Choice(statuses)),
    customer("customer_level", w::CUSTOMER_LEVEL, Input::Choice(levels)),
    customer("customer_district", w::CUSTOMER_DISTRICT, Input::District),
    customer("customer_city", w::CUSTOMER_CITY, Input::City),
    customer("customer_owner", w::CUSTOMER_OWNER, Input::Agent),
    customer("customer_source", w::CUSTOMER_SOURCE, Input::Text),
    customer("customer_from", w::CUSTOMER_FROM, Input::Day),
    customer("customer_to", w::CUSTOMER_TO, Input::Day),
    customer("customer_idle_days", w::CUSTOMER_IDLE, Input::Number),
    inquiry("inquiry_words", w::INQUIRY_WORDS, Input::Text),
    inquiry("inquiry_status", w::INQUIRY_STATUS, Input::Choice(work)),
    inquiry("inquiry_stage", w::INQUIRY_STAGE, Input::Choice(stages)),
    inquiry("inquiry_entrance", w::INQUIRY_ENTRANCE, Input::Entrance),
    inquiry("inquiry_category", w::INQUIRY_CATEGORY, Input::Category),
    inquiry("inquiry_product_line", w::INQUIRY_LINE, Input::Line),
    inquiry("inquiry_owner", w::INQUIRY_OWNER, Input::Agent),
    inquiry("inquiry_from", w::INQUIRY_FROM, Input::Day),
    inquiry("inquiry_to", w::INQUIRY_TO, Input::Day),
    order("order_number", w::ORDER_NUMBER, Input::Text),
    order("order_words", w::ORDER_WORDS, Input::Text),
    order("order_state", w::ORDER_STATE, Input::Choice(states)),
    order("order_product_line", w::ORDER_LINE, Input::Line),
    order("order_owner", w::ORDER_OWNER, Input::Agent),
    order("order_currency", w::ORDER_CURRENCY, Input::Text),
    order("order_amount_from", w::AMOUNT_FROM, Input::Money),
    order("order_amount_to", w::AMOUNT_TO, Input::Money),
    order("order_from", w::ORDER_FROM, Input::Day),
    order("order_to", w::ORDER_TO, Input::Day),
    follow_up("follow_up_words", w::FOLLOW_UP_WORDS, Input::Text),
    follow_up("follow_up_way", w::FOLLOW_UP_WAY, Input::Choice(ways)),
    follow_up("follow_up_author", w::FOLLOW_UP_AUTHOR, Input::Agent),
    follow_up("follow_up_from", w::FOLLOW_UP_FROM, Input::Day),
    follow_up("follow_up_to", w::FOLLOW_UP_TO, Input::Day),
];

fn choices<T: TextCode>(title: impl Fn(T) -> &'static str) -> Vec<(String, String)> {
    T::ALL.iter().map(|one| (one.as_str().to_owned(), title(*one).to_owned())).collect()
}

fn statuses() -> Vec<(String, String)> {
    choices(|status: CustomerStatus| status.title(prefs::lang()))
}

fn levels() -> Vec<(String, String)> {
    choices(|level: Level| t(level_text(level)))
}

fn work() -> Vec<(String, String)> {
    choices(|status: WorkStatus| t(status_text(status)))
}

fn stages() -> Vec<(String, String)> {
    choices(|stage: WorkStage| t(stage_text(stage)))
}

fn states() -> Vec<(String, String)> {
    choices(|state: OrderState| state.title(prefs::lang()))
}

fn ways() -> Vec<(String, String)> {
    choices(|way: Way| way.title(prefs::lang()))
}

/// The kinds that the signed-in employee may look for.
pub fn kinds() -> Vec<SearchKind> {
    SearchKind::ALL.iter().copied().filter(|kind| session::can(kind.permission())).collect()
}

pub const fn kind_text(kind: SearchKind) -> Text {
    match kind {
        SearchKind::Customers => w::CUSTOMERS,
        SearchKind::Inquiries => w::INQUIRIES,
        SearchKind::Orders => w::ORDERS,
        SearchKind::FollowUps => w::FOLLOW_UPS,
    }
}

pub const fn about_text(kind: SearchKind) -> Text {
    match kind {
        SearchKind::Customers => w::OF_CUSTOMERS,
        SearchKind::Inquiries => w::OF_INQUIRIES,
        SearchKind::Orders => w::OF_ORDERS,
        SearchKind::FollowUps => w::OF_FOLLOW_UPS,
    }
}

/// The value of a condition as the address has it; empty when it is not set.
pub fn value(query: &SearchQuery, name: &str) -> String {
    pairs(query).into_iter().find(|(known, _)| known == name).map(|(_, value)| value).unwrap_or_default()
}

/// The query with another value of a condition, or without it when the value is empty; as it was when the value is none.
pub fn with_value(query: &SearchQuery, name: &str, value: &str) -> SearchQuery {
    let mut pairs = pairs(query);
    pairs.retain(|(known, _)| known != name);
    if !value.is_empty() {
        pairs.push((name.to_owned(), value.to_owned()));
    }
    // An amount means nothing without a currency.
    if name.starts_with("order_amount") && !value.is_empty() && pairs.iter().all(|(known, _)| known != "order_currency")
    {
        pairs.push(("order_currency".to_owned(), "CNY".to_owned()));
    }
    let text = serde_urlencoded::to_string(pairs).unwrap_or_default();
    serde_urlencoded::from_str(&text).unwrap_or_else(|_| query.clone())
}

/// The names of all conditions that are set.
pub fn set(query: &SearchQuery) -> Vec<&'static str> {
    SearchKind::ALL.iter().flat_map(|kind| query.conditions(*kind)).collect()
}

fn pairs(query: &SearchQuery) -> Vec<(String, String)> {
    let text = serde_urlencoded::to_string(query).unwrap_or_default();
    serde_urlencoded::from_str(&text).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_condition_of_the_query_can_be_set_by_its_name() {
        let samples = ["x1", "2026-11-25", "7", "owned", "a", "0000000000007", "open", "placed", "phone"];
        let mut named = BTreeSet::new();
        for condition in CONDITIONS {
            let query = SearchQuery::default();
            let found = samples.iter().find_map(|sample| {
                let changed = with_value(&query, condition.name, sample);
                (changed.conditions(condition.about).contains(&condition.name)).then_some((changed, *sample))
            });
            let (changed, sample) = found.unwrap_or_else(|| panic!("{} takes nothing", condition.name));
            assert_eq!(value(&changed, condition.name), sample);
            assert!(!with_value(&changed, condition.name, "").conditions(condition.about).contains(&condition.name));
            named.insert(condition.name);
        }
        assert_eq!(named.len(), CONDITIONS.len());
    }
}
