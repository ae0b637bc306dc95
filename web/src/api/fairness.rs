//! The fairness ledger.

use shared::fairness::{Fairness, FairnessQuery};

use super::{Answer, client};

pub async fn ledger(query: &FairnessQuery) -> Answer<Fairness> {
    client::find("/fairness", query).await
}
