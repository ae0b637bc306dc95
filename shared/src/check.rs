//! Validation that the console runs while a person types and the server runs before it believes anything.

use crate::problem::{FieldCode, FieldError};

/// A request that can say what is wrong with it, without a database.
pub trait Check {
    /// Adds one fault for each thing that is wrong.
    fn check(&self, faults: &mut Faults);

    /// The faults of this request; empty when there are none.
    fn faults(&self) -> Vec<FieldError> {
        let mut faults = Faults::default();
        self.check(&mut faults);
        faults.0
    }
}

/// Collects what is wrong, field by field.
#[derive(Debug, Default)]
pub struct Faults(pub Vec<FieldError>);

impl Faults {
    /// Adds a fault of the field that the JSON pointer names.
    pub fn add(&mut self, pointer: impl Into<String>, code: FieldCode) {
        self.0.push(FieldError::new(pointer, code));
    }

    /// A text that must be there, of at most `max` characters and without control characters.
    pub fn text(&mut self, pointer: &str, value: &str, max: usize) {
        if value.trim().is_empty() {
            self.add(pointer, FieldCode::Required);
        } else {
            self.line(pointer, value, max);
        }
    }

    /// A text that may be empty, of at most `max` characters and without control characters.
    pub fn line(&mut self, pointer: &str, value: &str, max: usize) {
        if value.chars().count() > max {
            self.add(pointer, FieldCode::TooLong { max });
        }
        if value.chars().any(char::is_control) {
            self.add(pointer, FieldCode::ControlCharacters);
        }
    }

    /// A text of several lines that must be there, of at most `max` characters.
    pub fn prose(&mut self, pointer: &str, value: &str, max: usize) {
        if value.trim().is_empty() {
            self.add(pointer, FieldCode::Required);
        }
        if value.chars().count() > max {
            self.add(pointer, FieldCode::TooLong { max });
        }
        if value.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
            self.add(pointer, FieldCode::ControlCharacters);
        }
    }

    /// A list that must have between one and `max` members.
    pub fn many<T>(&mut self, pointer: &str, value: &[T], max: usize) {
        if value.is_empty() {
            self.add(pointer, FieldCode::Required);
        } else if value.len() > max {
            self.add(pointer, FieldCode::TooMany { max });
        }
    }
}
