//! The tables, row by row.

use shared::{
    assignment::{
        policy::CaseKind,
        simulate::{AgentTotal, GroupTotal, Report, Settled},
    },
    ids::{EmployeeId, GroupId},
    simulation::ExportTable,
};

use super::{Export, rule_names, words};
use crate::{error::Result, simulation::store::instant};

/// What stands in a cell.
pub enum Cell<'a> {
    /// Words.
    Text(&'a str),
    /// Words that were put together for this cell.
    Made(String),
    /// A count.
    Count(u64),
    /// A share of one.
    Share(f64),
    /// Nothing.
    Empty,
}

impl<'a> Cell<'a> {
    fn some(text: Option<&'a str>) -> Self {
        text.map_or(Self::Empty, Self::Text)
    }
}

/// Who takes the rows, and may have gone away.
pub type Take<'t> = &'t mut dyn FnMut(&[Cell<'_>]) -> Result<()>;

impl Export {
    /// Hands out the head of a table and then its rows.
    ///
    /// # Errors
    /// What `take` returns.
    pub fn rows(&self, table: ExportTable, take: Take<'_>) -> Result<()> {
        match table {
            ExportTable::Agents => self.agents(take),
            ExportTable::Groups => self.groups(take),
            ExportTable::Changes => self.changes(take),
        }
    }

    /// What is beside each other: what happened, the policy, the other policy, as far as there is each.
    fn sides(&self) -> impl Iterator<Item = (&'static str, &Report)> {
        let reports = [self.ran.happened.as_ref(), Some(&self.ran.report), self.ran.against.as_ref()];
        words::SIDES.into_iter().zip(reports).filter_map(|(side, report)| Some((words::say(side, self.lang), report?)))
    }

    fn head(&self, own: &[(&'static str, &'static str)], of_each: &[(&'static str, &'static str)]) -> Vec<Cell<'_>> {
        let mut head: Vec<Cell<'_>> = own.iter().map(|name| Cell::Text(words::say(*name, self.lang))).collect();
        for (side, _) in self.sides() {
            head.extend(of_each.iter().map(|name| Cell::Made(format!("{side} {}", words::say(*name, self.lang)))));
        }
        head
    }

    fn agents(&self, take: Take<'_>) -> Result<()> {
        take(&self.head(&words::AGENT, &[words::GIVEN, words::PEAK]))?;
        // Every report has the agents of the same roster, in its order.
        for (position, agent) in self.ran.report.agents.iter().enumerate() {
            let (number, name) = self.person(agent.employee);
            let mut row = vec![Cell::Text(number), Cell::Text(name)];
            for (_, report) in self.sides() {
                let total: Option<&AgentTotal> = report.agents.get(position);
                row.push(total.map_or(Cell::Empty, |total| Cell::Count(total.given)));
                row.push(total.map_or(Cell::Empty, |total| Cell::Count(total.peak.into())));
            }
            take(&row)?;
        }
        Ok(())
    }

    fn groups(&self, take: Take<'_>) -> Result<()> {
        take(&self.head(&words::GROUP, &[words::GIVEN, words::PEAK, words::FAIRNESS]))?;
        for (position, group) in self.ran.report.groups.iter().enumerate() {
            let mut row = vec![Cell::some(self.group(group.group))];
            for (_, report) in self.sides() {
                let total: Option<&GroupTotal> = report.groups.get(position);
                row.push(total.map_or(Cell::Empty, |total| Cell::Count(total.given)));
                row.push(total.map_or(Cell::Empty, |total| Cell::Count(total.peak.into())));
                row.push(total.and_then(|total| total.fairness).map_or(Cell::Empty, Cell::Share));
            }
            take(&row)?;
        }
        Ok(())
    }

    fn changes(&self, take: Take<'_>) -> Result<()> {
        let head: Vec<_> = words::CHANGE.iter().map(|name| Cell::Text(words::say(*name, self.lang))).collect();
        take(&head)?;
        let Some(before) = self.ran.before() else { return Ok(()) };
        let rules_of = |side: &super::super::stage::Side| rule_names(&side.document);
        let rules_after = rules_of(&self.ran.stage.sides.policy);
        let rules_other = self.ran.stage.sides.other.as_ref().map(rules_of);
        let versions = self.ran.stage.happened.as_ref().map(|happened| &happened.versions);
        let settled = before.settled.iter().zip(&self.ran.report.settled).zip(&self.ran.stage.arrivals);
        for (position, ((before, after), arrival)) in settled.enumerate() {
            if before.owner == after.owner {
                continue;
            }
            let then = || self.rules_then.get(versions?.get(position)?);
            let rules_before = rules_other.as_ref().or_else(then);
            let kind: CaseKind = arrival.facts.kind;
            let mut row = vec![
                Cell::Made(arrival.facts.case.to_string()),
                Cell::Text(words::kind(kind, self.lang)),
                self.time(arrival.at),
            ];
            row.extend(self.half(before, rules_before));
            row.extend(self.half(after, Some(&rules_after)));
            take(&row)?;
        }
        Ok(())
    }

    /// Who had it, since when, and by what.
    fn half<'a>(&'a self, settled: &Settled, rules: Option<&'a Vec<String>>) -> [Cell<'a>; 6] {
        let (Some(owner), Some(by)) = (settled.owner, settled.by) else { return [const { Cell::Empty }; 6] };
        let (number, name) = self.person(owner);
        let rule = match by.rule {
            Some(at) => Cell::some(rules.and_then(|rules| rules.get(usize::from(at))).map(String::as_str)),
            None => Cell::Text(words::say(words::OTHERWISE, self.lang)),
        };
        let group = by.group.and_then(|group| self.group(group));
        let route = Cell::Text(words::route(by.kind, self.lang));
        [Cell::Text(number), Cell::Text(name), self.time(settled.at), rule, route, Cell::some(group)]
    }

    fn person(&self, id: EmployeeId) -> (&str, &str) {
        self.people.get(&id).map_or(("", ""), |(number, name)| (number, name))
    }

    fn group(&self, id: GroupId) -> Option<&str> {
        self.groups.get(&id).map(String::as_str)
    }

    /// A time by the tenant's clock.
    fn time(&self, at: i64) -> Cell<'static> {
        let local = instant(at).with_timezone(&self.ran.stage.calendar.tz);
        Cell::Made(local.format("%Y-%m-%d %H:%M:%S").to_string())
    }
}
