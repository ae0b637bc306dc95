//! What customers do 客户行为, as business systems tell of it: they sign in, look at something, share it, buy.

mod push;
#[cfg(test)]
mod tests;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

pub use push::{
    BehaviourCustomer, BehaviourEventDraft, BehaviourPush, BehaviourPushed, BehaviourRefusal, MAX_AGE_DAYS,
    MAX_AHEAD_MINUTES, MAX_EVENTS, RefusedEvent,
};

use crate::{ids::BehaviourEventId, problem::Lang};

/// What a person reads for a kind: what they did. Of one that is not known here, its code.
pub fn kind_title(kind: &str, lang: Lang) -> &str {
    match kind {
        "login" => lang.pick("登录", "Signed in"),
        "browse" => lang.pick("浏览", "Looked at pages"),
        "search" => lang.pick("搜索", "Searched"),
        "favourite" => lang.pick("收藏", "Kept as a favourite"),
        "share" => lang.pick("分享", "Shared"),
        "cart" => lang.pick("加入购物车", "Put into the cart"),
        "sign_up" => lang.pick("报名", "Signed up"),
        "deal" => lang.pick("成交", "Bought"),
        other => other,
    }
}

/// What a customer did on one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BehaviourDay {
    /// The tenant's calendar day.
    pub day: NaiveDate,
    /// How often they did anything.
    pub times: i64,
    /// When they did the first thing.
    pub first_at: DateTime<Utc>,
    /// When they did the last.
    pub last_at: DateTime<Utc>,
    /// The same for each kind, what was done most often first.
    pub kinds: Vec<BehaviourTally>,
}

/// How often a customer did one kind of thing on one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BehaviourTally {
    /// The code of what they did.
    #[schema(example = "browse")]
    pub kind: String,
    /// How often.
    pub times: i64,
    /// When first.
    pub first_at: DateTime<Utc>,
    /// When last.
    pub last_at: DateTime<Utc>,
    /// What the last one was about; empty when that was not told.
    pub last_subject: String,
}

/// Something that a customer did, as it was told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BehaviourEvent {
    /// Its id.
    pub id: BehaviourEventId,
    /// Which business system told of it.
    pub source: String,
    /// What it is called there.
    pub external_id: String,
    /// The code of what they did.
    pub kind: String,
    /// When.
    pub at: DateTime<Utc>,
    /// What it was about; empty when that was not told.
    pub subject: String,
    /// Where that is found; empty when that was not told.
    pub url: String,
}

/// Which of a customer's events to list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct BehaviourQuery {
    /// Only of this day of the tenant's calendar.
    pub day: Option<NaiveDate>,
    /// Only of this kind; together with a day.
    pub kind: Option<String>,
    /// How many rows, 1 to 200.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub cursor: Option<String>,
}
