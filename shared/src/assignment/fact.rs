//! Tests 条件项: what a condition asks of one fact.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::times::{TimeOfDay, Weekday};
use crate::{
    customers::Level,
    ids::{CityId, DistrictId, ProductLineId, ProvinceId},
    text_enum,
};

text_enum! {
    /// What is to be assigned.
    pub enum CaseKind {
        /// A customer 客户.
        Customer = "customer",
        /// An inquiry 咨询.
        Inquiry = "inquiry",
        /// An order 订单.
        Order = "order",
    }
}

impl CaseKind {
    /// Whether whoever gets it has work in hand until it is done, of which capacity is the bound. One may own any number of
    /// customers.
    pub const fn is_work(self) -> bool {
        match self {
            Self::Customer => false,
            Self::Inquiry | Self::Order => true,
        }
    }
}

/// A test of one fact. A fact that is not known fulfils no test, so its negation holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "fact", rename_all = "snake_case", deny_unknown_fields)]
pub enum FactTest {
    /// What is to be assigned is one of these.
    Kind {
        /// Which.
        is: Vec<CaseKind>,
    },
    /// It came in by one of these entrances 入口.
    Entrance {
        /// Their keys.
        is: Vec<String>,
    },
    /// It came in by one of these channels 渠道.
    Channel {
        /// Their keys.
        is: Vec<String>,
    },
    /// It is about one of these product lines 产品线.
    ProductLine {
        /// Which.
        is: Vec<ProductLineId>,
    },
    /// The customer is in one of these provinces.
    Province {
        /// Which.
        is: Vec<ProvinceId>,
    },
    /// The customer is in one of these cities.
    City {
        /// Which.
        is: Vec<CityId>,
    },
    /// The customer is in one of these districts 商圈.
    District {
        /// Which.
        is: Vec<DistrictId>,
    },
    /// The customer's level is one of these.
    Level {
        /// Which.
        is: Vec<Level>,
    },
    /// The value in minor units of money lies within these bounds, at least one of which is given.
    Value {
        /// The least value.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at_least: Option<i64>,
        /// The greatest value.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at_most: Option<i64>,
    },
    /// The customer's language is one of these.
    Language {
        /// Their tags, as the facts have them.
        is: Vec<String>,
    },
    /// The customer was known before, or is new.
    Known {
        /// True for known.
        is: bool,
    },
    /// The tenant's time of day is in `from..to`, which passes midnight when it ends before it begins.
    LocalTime {
        /// The first minute.
        from: TimeOfDay,
        /// The minute after the last.
        to: TimeOfDay,
    },
    /// The day is one of these.
    Weekday {
        /// Which.
        is: Vec<Weekday>,
    },
    /// The day is a workday 工作日, or is none.
    Workday {
        /// True for a workday.
        is: bool,
    },
    /// The text contains one of these words, whatever their case.
    Text {
        /// The words.
        contains_any: Vec<String>,
    },
    /// An attribute has one of these values, or is there at all.
    Attribute {
        /// Its name.
        name: String,
        /// The values; absent: any value will do.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        is: Option<Vec<String>>,
    },
}

text_enum! {
    /// What a test looks at.
    pub enum Fact {
        /// What is to be assigned.
        Kind = "kind",
        /// The entrance.
        Entrance = "entrance",
        /// The channel.
        Channel = "channel",
        /// The product line.
        ProductLine = "product_line",
        /// The province.
        Province = "province",
        /// The city.
        City = "city",
        /// The district.
        District = "district",
        /// The level.
        Level = "level",
        /// The value.
        Value = "value",
        /// The language.
        Language = "language",
        /// Whether the customer was known.
        Known = "known",
        /// The time of day.
        LocalTime = "local_time",
        /// The day of the week.
        Weekday = "weekday",
        /// Whether it is a workday.
        Workday = "workday",
        /// The text.
        Text = "text",
        /// An attribute.
        Attribute = "attribute",
    }
}

impl FactTest {
    /// What it looks at.
    pub const fn fact(&self) -> Fact {
        match self {
            Self::Kind { .. } => Fact::Kind,
            Self::Entrance { .. } => Fact::Entrance,
            Self::Channel { .. } => Fact::Channel,
            Self::ProductLine { .. } => Fact::ProductLine,
            Self::Province { .. } => Fact::Province,
            Self::City { .. } => Fact::City,
            Self::District { .. } => Fact::District,
            Self::Level { .. } => Fact::Level,
            Self::Value { .. } => Fact::Value,
            Self::Language { .. } => Fact::Language,
            Self::Known { .. } => Fact::Known,
            Self::LocalTime { .. } => Fact::LocalTime,
            Self::Weekday { .. } => Fact::Weekday,
            Self::Workday { .. } => Fact::Workday,
            Self::Text { .. } => Fact::Text,
            Self::Attribute { .. } => Fact::Attribute,
        }
    }
}
