//! What the columns of a file are called.

use shared::imports::ImportKind;

use crate::i18n::{Text, imports as w};

/// The columns of a kind of file: the name in a fault's pointer, and what a person reads for it.
pub const fn columns(kind: ImportKind) -> &'static [(&'static str, Text)] {
    match kind {
        ImportKind::Districts => &[
            ("code", w::CODE),
            ("province", w::PROVINCE),
            ("city", w::CITY),
            ("county", w::COUNTY),
            ("name", w::DISTRICT),
        ],
        ImportKind::Employees => &[
            ("number", w::NUMBER),
            ("name", w::NAME),
            ("phone", w::PHONE),
            ("username", w::USERNAME),
            ("unit", w::UNIT),
            ("agent", w::AGENT),
        ],
    }
}

/// A line that shows what belongs into which column.
pub fn example(kind: ImportKind) -> Vec<String> {
    let cells: &[&str] = match kind {
        ImportKind::Districts => &["HZ-XH-001", "浙江省", "杭州市", "西湖区", "北山"],
        ImportKind::Employees => &["E1001", "王小明", "13800138000", "wangxm", "销售部/华东区", "是"],
    };
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}
