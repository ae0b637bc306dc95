//! Texts of the room.

use super::texts;

texts! {
    TITLE = "接口密钥" | "API keys";
}
