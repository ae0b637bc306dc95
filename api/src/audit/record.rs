//! Writes the log.

use serde::Serialize;
use serde_json::Value;

use super::store;
use crate::{
    db::{At, Db, next_id},
    error::Result,
    permissions::Actor,
};

/// What was done to what.
#[derive(Debug, Default)]
pub struct Change {
    action: &'static str,
    entity: &'static str,
    entity_id: Option<String>,
    label: String,
    before: Option<Value>,
    after: Option<Value>,
}

impl Change {
    /// An action, named `entity.verb`, on a thing that people call `label`.
    pub fn new(action: &'static str, id: Option<impl ToString>, label: impl Into<String>) -> Self {
        let entity = action.split('.').next().unwrap_or(action);
        Self { action, entity, entity_id: id.map(|i| i.to_string()), label: label.into(), ..Self::default() }
    }

    /// How it was.
    ///
    /// # Errors
    /// When the value has no JSON form.
    pub fn before(mut self, value: &impl Serialize) -> Result<Self> {
        self.before = Some(serde_json::to_value(value)?);
        Ok(self)
    }

    /// How it is.
    ///
    /// # Errors
    /// When the value has no JSON form.
    pub fn after(mut self, value: &impl Serialize) -> Result<Self> {
        self.after = Some(serde_json::to_value(value)?);
        Ok(self)
    }
}

/// Writes one entry. Of two documents only the fields that differ are kept, beside each other.
///
/// # Errors
/// When the database fails.
pub fn record(db: &mut Db, actor: &Actor, mut change: Change) -> Result<()> {
    keep_differences(&mut change.before, &mut change.after);
    store::insert(
        db,
        &store::NewEntry {
            id: next_id::<shared::ids::kinds::AuditEntry>().raw(),
            at: At::now(),
            actor: &actor.name,
            actor_id: actor.employee_raw(),
            action: change.action,
            entity: change.entity,
            entity_id: change.entity_id,
            label: &change.label,
            before: change.before.map(|v| v.to_string()),
            after: change.after.map(|v| v.to_string()),
            ip: actor.origin.ip.as_deref(),
            request_id: actor.origin.request_id.as_deref(),
        },
    )?;
    Ok(())
}

fn keep_differences(before: &mut Option<Value>, after: &mut Option<Value>) {
    let (Some(Value::Object(old)), Some(Value::Object(new))) = (before, after) else { return };
    let same: Vec<String> = old.iter().filter(|(k, v)| new.get(*k) == Some(v)).map(|(k, _)| k.clone()).collect();
    for key in same {
        old.remove(&key);
        new.remove(&key);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::keep_differences;

    #[test]
    fn what_did_not_change_is_left_out() {
        let (mut before, mut after) = (Some(json!({"a": 1, "b": 2})), Some(json!({"a": 1, "b": 3, "c": 4})));
        keep_differences(&mut before, &mut after);
        assert_eq!((before, after), (Some(json!({"b": 2})), Some(json!({"b": 3, "c": 4}))));
    }
}
