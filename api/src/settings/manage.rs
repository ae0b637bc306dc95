//! Reads and changes settings.

use shared::{codes::TextCode, customers::Level, problem::FieldCode, settings::Settings};

use super::store;
use crate::{
    assignment,
    audit::{self, Change},
    customers,
    db::Db,
    error::{Result, invalid, must_touch},
    permissions::{self, Actor, Granted, SettingsManage},
};

/// The settings.
///
/// # Errors
/// When the database fails.
pub fn read(db: &mut Db, _: Granted<SettingsManage>) -> Result<Settings> {
    Ok(store::read(db)?)
}

/// For how many days a merge of two customers can be undone.
///
/// # Errors
/// When the database fails.
pub fn merge_undo_days(db: &mut Db) -> Result<u32> {
    Ok(store::read(db)?.merge_undo_days)
}

/// Changes the settings; the due days of customers whose thresholds changed are worked out anew.
///
/// # Errors
/// When somebody changed them meanwhile, or the time zone is none.
pub fn change(db: &mut Db, actor: &Actor, _: Granted<SettingsManage>, new: &Settings) -> Result<Settings> {
    if new.time_zone.parse::<chrono_tz::Tz>().is_err() {
        return Err(invalid("/time_zone", FieldCode::UnknownValue));
    }
    let before = store::read(db)?;
    must_touch(store::write(db, new)?)?;
    let levels: Vec<Level> = Level::ALL
        .iter()
        .copied()
        .filter(|level| before.follow_up.days(*level) != new.follow_up.days(*level))
        .collect();
    customers::reschedule(db, &levels, new.follow_up)?;
    assignment::look_again_at_all(db)?;
    permissions::changed(db)?;
    let after = store::read(db)?;
    audit::record(db, actor, Change::new("settings.change", None::<String>, "").before(&before)?.after(&after)?)?;
    Ok(after)
}
