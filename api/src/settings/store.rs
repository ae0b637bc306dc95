//! Queries about settings.

use diesel::prelude::*;
use shared::settings::{FollowUpThresholds, Settings};

use crate::db::{Db, schema::settings};

pub fn read(db: &mut Db) -> QueryResult<Settings> {
    let (a, b, c, d, undo, time_zone, version): (i32, i32, i32, i32, i32, String, i64) = settings::table
        .find(1)
        .select((
            settings::days_a,
            settings::days_b,
            settings::days_c,
            settings::days_d,
            settings::merge_undo_days,
            settings::time_zone,
            settings::version,
        ))
        .first(db)?;
    let days = |n: i32| u32::try_from(n).unwrap_or(1);
    Ok(Settings {
        follow_up: FollowUpThresholds { a: days(a), b: days(b), c: days(c), d: days(d) },
        merge_undo_days: days(undo),
        time_zone,
        version,
    })
}

pub fn write(db: &mut Db, new: &Settings) -> QueryResult<usize> {
    let days = |n: u32| i32::try_from(n).unwrap_or(i32::MAX);
    diesel::update(settings::table.filter(settings::id.eq(1)).filter(settings::version.eq(new.version)))
        .set((
            settings::days_a.eq(days(new.follow_up.a)),
            settings::days_b.eq(days(new.follow_up.b)),
            settings::days_c.eq(days(new.follow_up.c)),
            settings::days_d.eq(days(new.follow_up.d)),
            settings::merge_undo_days.eq(days(new.merge_undo_days)),
            settings::time_zone.eq(&new.time_zone),
            settings::version.eq(new.version.saturating_add(1)),
        ))
        .execute(db)
}
