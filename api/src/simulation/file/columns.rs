//! What stands in which column, by the names in the header.

use shared::{
    FieldError,
    codes::TextCode,
    problem::FieldCode,
    simulation::{ATTRIBUTE, FileColumn},
};

use crate::imports::RawLine;

/// How the name of an attribute's column begins in Chinese.
const ATTRIBUTE_ZH: &str = "属性.";

/// What stands in a column.
pub enum Slot {
    /// What the product knows by this name.
    Of(FileColumn),
    /// An attribute of this name.
    Attribute(String),
    /// Nothing that anybody asks for.
    Nothing,
}

/// The columns of a file.
///
/// # Errors
/// When none of them is that of times.
pub fn slots(header: &RawLine) -> Result<Vec<Slot>, FieldError> {
    let slot = |name: &str| {
        let word = name.to_lowercase();
        let named = |column: &shared::simulation::Column| column.column.as_str() == word || column.zh == word;
        match FileColumn::TEMPLATE.iter().find(|column| named(column)) {
            Some(column) => Slot::Of(column.column),
            None => match name.strip_prefix(ATTRIBUTE).or_else(|| name.strip_prefix(ATTRIBUTE_ZH)) {
                Some(name) if !name.is_empty() => Slot::Attribute(name.to_owned()),
                _ => Slot::Nothing,
            },
        }
    };
    let slots: Vec<Slot> = header.cells.iter().map(|cell| slot(&cell.text)).collect();
    match slots.iter().any(|slot| matches!(slot, Slot::Of(FileColumn::ArrivedAt))) {
        true => Ok(slots),
        false => Err(FieldError::new(format!("/{}", FileColumn::ArrivedAt), FieldCode::Required)),
    }
}
