//! The conditions of a list, of which each request uses some.

use super::Bind;

/// Conditions that all must hold, and the values of their parameters.
#[derive(Debug, Clone)]
pub struct Conditions {
    sql: String,
    binds: Vec<Bind>,
}

impl Default for Conditions {
    fn default() -> Self {
        Self { sql: "TRUE".into(), binds: Vec::new() }
    }
}

impl Conditions {
    /// Adds a condition in which `?` stands for the value, if there is a value.
    #[must_use]
    pub fn and(mut self, condition: &str, value: Option<impl Into<Bind>>) -> Self {
        if let Some(value) = value {
            self.binds.push(value.into());
            let parameter = format!("${}", self.binds.len());
            self = self.and_also(&condition.replace('?', &parameter));
        }
        self
    }

    /// Adds a condition without a value.
    #[must_use]
    pub fn and_also(mut self, condition: &str) -> Self {
        self.sql.push_str(" AND ");
        self.sql.push_str(condition);
        self
    }

    /// Takes one more value, and says how its parameter is called.
    pub fn parameter(&mut self, value: impl Into<Bind>) -> String {
        self.binds.push(value.into());
        format!("${}", self.binds.len())
    }

    /// What stands after WHERE.
    pub fn sql(&self) -> &str {
        &self.sql
    }

    /// The values.
    pub fn into_binds(self) -> Vec<Bind> {
        self.binds
    }
}

#[cfg(test)]
mod tests {
    use super::Conditions;

    #[test]
    fn conditions_without_a_value_are_left_out() {
        let mut conditions =
            Conditions::default().and("a = ?", Some(1_i64)).and("b = ?", None::<i64>).and("c > ? OR d = ?", Some("x"));
        assert_eq!(conditions.sql(), "TRUE AND a = $1 AND c > $2 OR d = $2");
        assert_eq!(conditions.parameter(50_i64), "$3");
        assert_eq!(conditions.into_binds().len(), 3);
    }
}
