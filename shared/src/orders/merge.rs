//! What is known of an order, out of pushes in any order: the same pushes give the same order, whichever came first and however
//! often each came.

use chrono::{DateTime, SubsecRound, Utc};
use serde::{Deserialize, Serialize};

use super::{OrderContents, OrderCustomer, OrderPart, OrderPush, OrderState};

/// A part, and the revision of the push that told it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Told<T> {
    /// The revision.
    pub revision: i64,
    /// What it told.
    pub value: T,
}

/// What is known of an order.
///
/// Of each part the greatest push holds: the one with the greatest revision, and of two with the same revision that say
/// different things the one whose value is greater. Which one that is means nothing; it only has to be the same one whichever
/// came first. A state that ends the order is greater than all that do not.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderParts {
    /// Whose it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<Told<OrderCustomer>>,
    /// What was ordered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contents: Option<Told<OrderContents>>,
    /// How far it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<Told<OrderState>>,
    /// When it was placed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub placed_at: Option<Told<DateTime<Utc>>>,
    /// When it was paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid_at: Option<Told<DateTime<Utc>>>,
    /// By which channel it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Told<String>>,
    /// What else the customer said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Told<String>>,
}

/// An order of which everything is known that it needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WholeOrder {
    /// Whose it is.
    pub customer: OrderCustomer,
    /// What was ordered.
    pub contents: OrderContents,
    /// How far it is.
    pub state: OrderState,
    /// When it was placed.
    pub placed_at: DateTime<Utc>,
    /// When it was paid.
    pub paid_at: Option<DateTime<Utc>>,
    /// By which channel it came.
    pub channel: Option<String>,
    /// What else the customer said.
    pub note: String,
}

impl OrderParts {
    /// Takes a push in. Whether anything is another one now.
    pub fn merge(&mut self, push: &OrderPush) -> bool {
        let before = self.clone();
        let revision = push.revision;
        take(&mut self.customer, revision, push.customer.clone());
        take(&mut self.contents, revision, push.contents.clone());
        take(&mut self.placed_at, revision, push.placed_at.map(kept));
        take(&mut self.paid_at, revision, push.paid_at.map(kept));
        take(&mut self.channel, revision, push.channel.as_deref().map(|text| text.trim().to_owned()));
        take(&mut self.note, revision, push.note.as_deref().map(|text| text.trim().to_owned()));
        if let Some(value) = push.state {
            let told = Told { revision, value };
            let rank = |told: &Told<OrderState>| (told.value.is_ended(), told.revision, told.value);
            if self.state.as_ref().is_none_or(|have| rank(have) < rank(&told)) {
                self.state = Some(told);
            }
        }
        *self != before
    }

    /// What is missing until it is an order.
    pub fn missing(&self) -> Vec<OrderPart> {
        [
            (OrderPart::Customer, self.customer.is_none()),
            (OrderPart::Contents, self.contents.is_none()),
            (OrderPart::PlacedAt, self.placed_at.is_none()),
        ]
        .into_iter()
        .filter_map(|(part, is_missing)| is_missing.then_some(part))
        .collect()
    }

    /// The order, if nothing is missing. One whose state nobody told is placed.
    pub fn whole(&self) -> Option<WholeOrder> {
        Some(WholeOrder {
            customer: self.customer.as_ref()?.value.clone(),
            contents: self.contents.as_ref()?.value.clone(),
            state: self.state.as_ref().map_or(OrderState::Placed, |told| told.value),
            placed_at: self.placed_at.as_ref()?.value,
            paid_at: self.paid_at.as_ref().map(|told| told.value),
            channel: self.channel.as_ref().map(|told| told.value.clone()),
            note: self.note.as_ref().map(|told| told.value.clone()).unwrap_or_default(),
        })
    }
}

fn take<T: Ord>(have: &mut Option<Told<T>>, revision: i64, value: Option<T>) {
    *have = have.take().max(value.map(|value| Told { revision, value }));
}

/// As both databases keep it.
fn kept(at: DateTime<Utc>) -> DateTime<Utc> {
    at.trunc_subsecs(6)
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, option, prelude::*, sample::select};

    use super::*;
    use crate::{codes::TextCode, orders::OrderItemDraft};

    fn customer() -> impl Strategy<Value = OrderCustomer> {
        (0..3_u8, "[ab]{0,2}").prop_map(|(n, name)| OrderCustomer { phone: format!("+861380013800{n}"), name })
    }

    fn contents() -> impl Strategy<Value = OrderContents> {
        let item = (0..3_i64, -2..5_i64).prop_map(|(quantity, unit_amount)| OrderItemDraft {
            product_line: None,
            name: "x".into(),
            quantity,
            unit_amount,
        });
        (select(vec!["CNY", "EUR"]), vec(item, 1..3), option::of(0..9_i64))
            .prop_map(|(currency, items, amount)| OrderContents { currency: currency.into(), items, amount })
    }

    fn time() -> impl Strategy<Value = DateTime<Utc>> {
        (0..4_i64).prop_map(|n| DateTime::from_timestamp_nanos(1_700_000_000_000_000_000 + n * 700))
    }

    fn push() -> impl Strategy<Value = OrderPush> {
        (
            0..5_i64,
            option::of(customer()),
            option::of(contents()),
            option::of(select(OrderState::ALL)),
            option::of(time()),
            option::of(time()),
            option::of("[ab]{1,2}"),
            option::of("[ab]{0,2}"),
        )
            .prop_map(|(revision, customer, contents, state, placed_at, paid_at, channel, note)| OrderPush {
                revision,
                customer,
                contents,
                state,
                placed_at,
                paid_at,
                channel,
                note,
            })
    }

    fn known(pushes: &[OrderPush]) -> OrderParts {
        let mut parts = OrderParts::default();
        for push in pushes {
            parts.merge(push);
        }
        parts
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        /// Any order of them, each any number of times but never not at all.
        #[test]
        fn the_same_pushes_give_the_same_order(
            (pushes, shuffled) in vec(push(), 1..8).prop_flat_map(|pushes| {
                let again = vec(0..pushes.len(), 0..8).prop_map({
                    let pushes = pushes.clone();
                    move |extra| {
                        let mut all = pushes.clone();
                        all.extend(extra.into_iter().map(|n| pushes[n].clone()));
                        all
                    }
                });
                (Just(pushes), again.prop_shuffle())
            })
        ) {
            let (once, shuffled) = (known(&pushes), known(&shuffled));
            prop_assert_eq!(&once, &shuffled);
            prop_assert_eq!(once.whole(), shuffled.whole());
        }

        /// What was told before changes nothing, and says so.
        #[test]
        fn a_push_that_comes_again_does_nothing(pushes in vec(push(), 1..8)) {
            let mut parts = known(&pushes);
            for push in &pushes {
                prop_assert!(!parts.merge(push));
            }
        }

        #[test]
        fn what_has_ended_does_not_begin_again(pushes in vec(push(), 1..8)) {
            let ended = pushes.iter().filter_map(|push| push.state).any(OrderState::is_ended);
            let state = known(&pushes).state.map(|told| told.value);
            prop_assert_eq!(state.is_some_and(OrderState::is_ended), ended);
        }

        #[test]
        fn parts_survive_their_json(pushes in vec(push(), 1..8)) {
            let parts = known(&pushes);
            let text = serde_json::to_string(&parts).unwrap_or_default();
            prop_assert_eq!(serde_json::from_str::<OrderParts>(&text).ok(), Some(parts));
        }
    }
}
