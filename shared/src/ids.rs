//! Typed, time-ordered identifiers.
//!
//! An id is a 63-bit number made by the process that creates the row: 41 bits of milliseconds since 2024-01-01 UTC, 12 bits
//! of a counter within the millisecond, 10 bits of the process's node number. Newer rows have greater ids, so "newest
//! first" is the primary key backwards. Outside the process an id is an opaque string of 13 characters.

use std::{fmt, hash, marker::PhantomData, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};
use utoipa::openapi::{ObjectBuilder, RefOr, Schema, Type};

/// Crockford's base 32 in lower case: no i, l, o, u, so an id read aloud or copied by hand stays itself.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const LENGTH: usize = 13;

/// The id of a `T`; ids of different things cannot be mixed up.
pub struct Id<T> {
    raw: i64,
    of: PhantomData<fn() -> T>,
}

impl<T> Id<T> {
    /// Wraps a number that came from the database or the generator.
    pub const fn from_raw(raw: i64) -> Self {
        Self { raw, of: PhantomData }
    }

    /// The number as the database keeps it.
    pub const fn raw(self) -> i64 {
        self.raw
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Id<T> {}
impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.raw == other.raw
    }
}
impl<T> Eq for Id<T> {}
impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.raw.cmp(&other.raw)
    }
}
impl<T> hash::Hash for Id<T> {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.raw.hash(state);
    }
}
impl<T> From<i64> for Id<T> {
    fn from(raw: i64) -> Self {
        Self::from_raw(raw)
    }
}
impl<T> From<Id<T>> for i64 {
    fn from(id: Id<T>) -> Self {
        id.raw
    }
}

impl<T> Id<T> {
    fn digits(self) -> [u8; LENGTH] {
        let mut text = [b'0'; LENGTH];
        let mut rest = self.raw.cast_unsigned();
        for place in text.iter_mut().rev() {
            *place = ALPHABET[(rest & 31) as usize];
            rest >>= 5;
        }
        text
    }
}

impl<T> fmt::Display for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(str::from_utf8(&self.digits()).map_err(|_| fmt::Error)?)
    }
}

impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The text is not an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAnId;

impl fmt::Display for NotAnId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an id")
    }
}
impl std::error::Error for NotAnId {}

impl<T> FromStr for Id<T> {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        if text.len() != LENGTH {
            return Err(NotAnId);
        }
        let mut raw: u64 = 0;
        for byte in text.bytes() {
            let digit = ALPHABET.iter().position(|a| *a == byte).ok_or(NotAnId)?;
            if raw >> 59 != 0 {
                return Err(NotAnId);
            }
            raw = raw << 5 | digit as u64;
        }
        i64::try_from(raw).map(Self::from_raw).map_err(|_| NotAnId)
    }
}

impl<T> Serialize for Id<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(str::from_utf8(&self.digits()).map_err(ser::Error::custom)?)
    }
}

impl<'de, T> Deserialize<'de> for Id<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(|_| de::Error::custom("not an id"))
    }
}

impl<T> utoipa::PartialSchema for Id<T> {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some("An opaque id."))
            .pattern(Some("^[0-9a-hjkmnp-tv-z]{13}$"))
            .examples(["05xk3v0q8g000"])
            .into()
    }
}

impl<T> utoipa::ToSchema for Id<T> {
    fn name() -> std::borrow::Cow<'static, str> {
        "Id".into()
    }
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident as $id:ident),* $(,)?) => {
        /// What ids are ids of.
        pub mod kinds {$(
            $(#[$doc])*
            #[derive(Debug)]
            pub enum $kind {}
        )*}
        $(#[doc = concat!("Names one ", stringify!($kind), ".")] pub type $id = Id<kinds::$kind>;)*
    };
}

kinds! {
    /// A customer 客户.
    Customer as CustomerId,
    /// An employee 员工, agent or not.
    Employee as EmployeeId,
    /// A unit of the org tree 组织.
    OrgUnit as OrgUnitId,
    /// An operation role 操作角色.
    Role as RoleId,
    /// A data role 数据角色.
    DataRole as DataRoleId,
    /// A province 省.
    Province as ProvinceId,
    /// A city 市.
    City as CityId,
    /// A district 商圈.
    District as DistrictId,
    /// A time during which one agent held one district.
    Holding as HoldingId,
    /// A time during which one employee owned one customer.
    OwnershipPeriod as OwnershipPeriodId,
    /// A follow-up 跟进.
    FollowUp as FollowUpId,
    /// An entry of a customer's timeline.
    TimelineEntry as TimelineEntryId,
    /// An entry of the audit log.
    AuditEntry as AuditEntryId,
    /// A signed-in browser.
    Session as SessionId,
    /// An integrator's key.
    ApiKey as ApiKeyId,
    /// An import of a file.
    Import as ImportId,
    /// What is to be assigned 分配对象: a customer, an inquiry or an order, by that one's own id.
    Case as CaseId,
    /// A group of agents 顾问组.
    Group as GroupId,
    /// A product line 产品线.
    ProductLine as ProductLineId,
    /// Working hours that people share 班次.
    Schedule as ScheduleId,
    /// A leave 休假.
    Leave as LeaveId,
    /// A change of what the engine knows of people.
    RosterEvent as RosterEventId,
    /// A version of the assignment policy 策略版本.
    PolicyVersion as PolicyVersionId,
    /// A moment from which on a version was in force.
    PolicyPublication as PolicyPublicationId,
    /// A decision of the engine 分配决定.
    Decision as DecisionId,
    /// A redistribution 重新分配.
    Redistribution as RedistributionId,
    /// An inquiry 咨询.
    Inquiry as InquiryId,
    /// An order 订单.
    Order as OrderId,
    /// A notice to somebody 通知.
    Notice as NoticeId,
    /// A saved view 视图.
    SavedView as SavedViewId,
    /// An entrance 入口.
    Entrance as EntranceId,
    /// A message of a conversation 消息.
    Message as MessageId,
    /// What a consultant made of an inquiry 解读.
    Interpretation as InterpretationId,
    /// A category of inquiries 咨询分类.
    InquiryCategory as InquiryCategoryId,
    /// A reply that is kept for later use 常用回复.
    CannedReply as CannedReplyId,
    /// Who a customer is on a channel 渠道身份.
    ChannelIdentity as ChannelIdentityId,
    /// A customer who is signed in on a channel.
    VisitorSession as VisitorSessionId,
    /// A chat widget of a website 网站聊天.
    Widget as WidgetId,
    /// A file of an inquiry 附件.
    Attachment as AttachmentId,
    /// An avatar 阿凡达.
    Avatar as AvatarId,
    /// An export 导出.
    Export as ExportId,
    /// A merge of two customers 客户合并.
    CustomerMerge as CustomerMergeId,
    /// Something that a customer did 客户行为.
    BehaviourEvent as BehaviourEventId,
    /// Two customers who may be the same person 疑似重复.
    DuplicatePair as DuplicatePairId,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::CustomerId;

    proptest! {
        #[test]
        fn an_id_survives_its_text(raw in 0..=i64::MAX) {
            let id = CustomerId::from_raw(raw);
            prop_assert_eq!(id.to_string().parse::<CustomerId>(), Ok(id));
        }

        #[test]
        fn texts_sort_as_ids_do(a in 0..=i64::MAX, b in 0..=i64::MAX) {
            let (x, y) = (CustomerId::from_raw(a), CustomerId::from_raw(b));
            prop_assert_eq!(x.to_string().cmp(&y.to_string()), x.cmp(&y));
        }

        #[test]
        fn no_text_makes_the_parser_panic(text in ".{0,20}") {
            let _ = text.parse::<CustomerId>();
        }
    }

    #[test]
    fn a_text_too_large_for_the_database_is_refused() {
        assert!("zzzzzzzzzzzzz".parse::<CustomerId>().is_err());
    }
}
