//! Texts of provinces, cities, districts and who holds them.

use super::texts;

texts! {
    TITLE = "商圈" | "Districts";
    NO_AGENT = "暂无客服" | "no agent";
}
