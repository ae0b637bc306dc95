//! When a customer was followed up last, and is due again, as two become one and part again.

use chrono::{DateTime, Days};
use shared::Id;

use super::{
    preview::Pair,
    store::{self, FollowedUp, Memo},
};
use crate::{
    assignment::{self, day_number},
    db::{At, Db},
    error::Result,
    permissions::Directory,
};

/// Lets the kept one's last follow-up be the gone one's, if that was later.
pub(super) fn take_later_follow_up(db: &mut Db, directory: &Directory, pair: &Pair, memo: &mut Memo) -> Result<()> {
    let kept = &pair.kept;
    let Some(at) = pair.gone.last_follow_up_at.filter(|at| kept.last_follow_up_at.is_none_or(|known| known < *at))
    else {
        return Ok(());
    };
    store::put_follow_up(db, kept.id, Some(at))?;
    memo.followed_up = Some(FollowedUp { at: kept.last_follow_up_at.map(|at| at.utc().timestamp_micros()) });
    let followed_up = directory.day_of(at.utc());
    let Some((idle_since, due_on)) = kept.idle_since.zip(kept.due_on) else { return Ok(()) };
    if day_number(followed_up) <= idle_since {
        return Ok(());
    }
    let days = Days::new(directory.thresholds.days(kept.level.0).into());
    let due = followed_up.checked_add_days(days).unwrap_or(followed_up);
    let now = (day_number(followed_up), day_number(due));
    store::put_days(db, kept.id, now.0, now.1)?;
    memo.kept_days = Some(((idle_since, due_on), now));
    assignment::due_day_changed(db, Id::from_raw(kept.id))
}

/// Takes that back, as far as nobody followed the kept one up since.
pub(super) fn give_follow_up_back(db: &mut Db, pair: &Pair, memo: &Memo) -> Result<()> {
    let kept = &pair.kept;
    let Some(before) = memo.followed_up.filter(|_| kept.last_follow_up_at == pair.gone.last_follow_up_at) else {
        return Ok(());
    };
    store::put_follow_up(db, kept.id, before.at.and_then(DateTime::from_timestamp_micros).map(At::from))?;
    let Some((days, _)) = memo.kept_days.filter(|(_, now)| kept.idle_since.zip(kept.due_on) == Some(*now)) else {
        return Ok(());
    };
    store::put_days(db, kept.id, days.0, days.1)?;
    assignment::due_day_changed(db, Id::from_raw(kept.id))
}
