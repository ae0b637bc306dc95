//! Groups of agents and the product lines that they serve.

use shared::{
    Page,
    groups::{Group, GroupQuery, ProductLine},
};

use super::{Answer, client};

pub async fn groups(query: &GroupQuery) -> Answer<Page<Group>> {
    client::find("/groups", query).await
}

pub async fn product_lines() -> Answer<Vec<ProductLine>> {
    client::get("/product-lines").await
}
