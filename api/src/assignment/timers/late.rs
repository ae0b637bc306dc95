//! A stage that is due, of something that is still so.

use shared::{
    Id,
    assignment::policy::{CaseKind, TimerAction, TimerRule, TimerStage},
    ids::{CaseId, CustomerId, DecisionId, EmployeeId},
    timeline::TimelineKind,
};

use super::{
    time::{Owners, instant, local},
    watch::{progress, rule_of, watch_of, watch_one, with_next},
};
use crate::{
    assignment::{
        engine::Engine,
        store::{self, TimerRow},
    },
    db::Db,
    error::Result,
    timeline::{self, Detail, Entry, TimerNote},
};

/// A stage that is due.
pub(super) struct Late<'a> {
    pub(super) engine: &'a Engine<'a>,
    pub(super) rule: &'a TimerRule,
    pub(super) row: TimerRow,
    /// Whose time it was.
    pub(super) owner: EmployeeId,
    pub(super) customer: CustomerId,
    /// Which stage of the rule.
    at: usize,
    stage: TimerStage,
    /// How many working minutes have passed.
    waited: u32,
    owners: Owners,
}

impl<'a> Late<'a> {
    /// What is due of a timer, whose row is locked, and whose owner is this one; when nothing is, it is written down when
    /// something will be.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) fn find(
        db: &mut Db,
        engine: &'a Engine<'a>,
        row: TimerRow,
        owner: EmployeeId,
        customer: CustomerId,
    ) -> Result<Option<Self>> {
        let rule = rule_of(engine, &row).filter(|_| row.publication == engine.policy.publication_id.raw());
        let Some(rule) = rule else {
            watch_one(db, engine, &row)?;
            return Ok(None);
        };
        let owners = Owners::read(db, engine, &[owner.raw()], row.started)?;
        let now = local(engine, engine.at);
        let time = owners.time(engine, owner.raw());
        let progress = progress(engine, &row);
        let next = rule.next(progress, now, &time);
        // Hours, leave or calendar may be others than when this was written down.
        let Some(next) = next.filter(|next| next.due <= now) else {
            let row = TimerRow { due_at: next.map(|next| instant(engine, next.due)), ..row };
            store::put_timers(db, &[row])?;
            return Ok(None);
        };
        let waited = time.minutes(progress.started, now);
        let stage = rule.stages[next.stage];
        Ok(Some(Self { engine, rule, row, owner, customer, at: next.stage, stage, waited, owners }))
    }

    /// What is to be done.
    pub(super) const fn action(&self) -> TimerAction {
        self.stage.then
    }

    /// What was left lying.
    pub(super) const fn kind(&self) -> CaseKind {
        self.row.kind.0
    }

    /// The inquiry or order; none for a customer who was not followed up.
    pub(super) fn work(&self) -> Option<CaseId> {
        self.row.kind.0.is_work().then(|| Id::from_raw(self.row.case))
    }

    /// Writes down that the stage has come, and when the next one is due.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) fn advance(&self, db: &mut Db) -> Result<()> {
        let row = TimerRow {
            passed_minutes: i32::try_from(self.stage.after_minutes).ok(),
            passed_at: Some(self.engine.at),
            ..self.row.clone()
        };
        let row = with_next(self.engine, self.rule, row, &self.owners, self.owner.raw());
        store::put_timers(db, &[row])?;
        Ok(())
    }

    /// Tells the customer's timeline.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) fn note(&self, db: &mut Db, kind: TimelineKind, outcome: Outcome) -> Result<()> {
        let note = TimerNote {
            watch: watch_of(&self.row),
            key: self.rule.key.clone(),
            name: self.rule.name.clone(),
            stage: u16::try_from(self.at).unwrap_or(u16::MAX),
            then: self.stage.then,
            after_minutes: self.stage.after_minutes,
            since: self.row.started.utc(),
            waited_minutes: self.waited,
            case: self.work(),
            case_kind: self.work().map(|_| self.kind()),
            owner: self.owner,
            told: outcome.told,
            new_owner: outcome.new_owner,
            decision: outcome.decision,
        };
        let detail = Some(Detail { timer: Some(note), ..Detail::default() });
        let entry = Entry { customer: self.customer, at: self.engine.at, kind, by: None, detail, id: None };
        timeline::record(db, entry)?;
        Ok(())
    }
}

/// What came of a stage.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    /// Who was told.
    pub(super) told: Vec<EmployeeId>,
    /// Who has it now.
    pub(super) new_owner: Option<EmployeeId>,
    /// The decision about who else could have it.
    pub(super) decision: Option<DecisionId>,
}
