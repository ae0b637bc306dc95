//! How fast the simulator decides: a million synthetic arrivals, 2,000 agents in 50 groups of 40. No database, no server.

use anyhow::Result;
use serde::Serialize;
use shared::{
    assignment::{
        Compiled, Condition, FactTest, Facts, Policy, Roster, Route, Rule, Strategy,
        policy::CaseKind,
        roster::{Agent, Member},
        rotation::{Clock, Weight},
        simulate::{Arrival, Simulation},
        times::{Moment, TimeOfDay, Weekday},
    },
    codes::TextCode,
    customers::Level,
    ids::{CaseId, CustomerId, EmployeeId, GroupId, ProductLineId},
};
use std::fmt::Write;
use std::time::Instant;

const ARRIVALS: i64 = 1_000_000;
const GROUPS: i64 = 50;
const MEMBERS: i64 = 40;
const SECOND: i64 = 1_000_000;

/// A simulation that was measured.
#[derive(Serialize)]
pub struct Simulated {
    /// How busy the people of it are.
    pub load: &'static str,
    /// How many arrivals there were.
    pub arrivals: i64,
    /// How many decisions about them were made; who waits is decided about more than once.
    pub decisions: u64,
    /// How many had to wait.
    pub waited: u64,
    /// Seconds.
    pub seconds: f64,
}

/// Simulates a company with time to spare, and one with a queue.
pub fn simulations() -> Vec<Simulated> {
    let policy = Compiled::new(&policy());
    let noon = Moment { time: TimeOfDay::default(), weekday: Weekday::Monday, workday: true };
    let simulate = |(load, arrivals_per_second)| {
        let arrivals: Vec<_> = (1..=ARRIVALS).map(|number| arrival(number, arrivals_per_second, noon)).collect();
        let simulation = Simulation::new(&policy, roster(), |_| noon);
        let mut decisions = 0;
        let began = Instant::now();
        let report = simulation.run(arrivals, [], |_| decisions += 1);
        let seconds = began.elapsed().as_secs_f64();
        Simulated { load, arrivals: ARRIVALS, decisions, waited: report.waits.waited, seconds }
    };
    [("never full", 10), ("full, with a queue", 20)].map(simulate).into()
}

/// The table of the report.
pub fn markdown(simulations: &[Simulated], out: &mut String) -> Result<()> {
    out.push_str("\n## Simulation\n\nA million arrivals, 2,000 agents in 50 groups of 40, each strategy in turn.\n\n");
    out.push_str("| load | seconds | arrivals /s | decisions | waited |\n|---|--:|--:|--:|--:|\n");
    for Simulated { load, arrivals, decisions, waited, seconds } in simulations {
        let per_second = *arrivals as f64 / seconds;
        writeln!(out, "| {load} | {seconds:.2} | {per_second:.0} | {decisions} | {waited} |")?;
    }
    Ok(())
}

/// A rule for each product line: the owner, else its group; each strategy in turn.
fn policy() -> Policy {
    let strategies = Strategy::ALL.iter().copied().cycle();
    let rules = (1..=GROUPS).zip(strategies).map(|(number, strategy)| Rule {
        key: format!("line-{number}"),
        name: format!("Line {number}"),
        enabled: true,
        when: Condition::Test(FactTest::ProductLine { is: vec![ProductLineId::from_raw(number)] }),
        routes: vec![
            Route::StickyOwner { even_if_absent: true },
            Route::Group { group_id: GroupId::from_raw(number), strategy, skills: Vec::new(), even_if_absent: false },
        ],
    });
    Policy { rules: rules.collect(), ..Policy::default() }
}

fn roster() -> Roster {
    let mut roster = Roster::default();
    for group in 1..=GROUPS {
        roster.put_group(GroupId::from_raw(group), Clock::default());
        for number in 1..=MEMBERS {
            let employee = EmployeeId::from_raw(group * 1_000 + number);
            roster.put_agent(Agent { capacity: Some(20), ..Agent::new(employee) });
            let weight = u8::try_from(number % 3 + 1).ok().and_then(Weight::new).unwrap_or(Weight::ONE);
            roster.put_member(GroupId::from_raw(group), Member { weight, ..Member::new(employee) });
        }
    }
    roster
}

/// One of 400,000 customers asks about some product line; it stays open for up to 100 minutes.
fn arrival(number: i64, per_second: i64, moment: Moment) -> Arrival {
    let spread = |salt: i64, below: i64| {
        let mixed = (number + salt).wrapping_mul(0x5851_f42d_4c95_7f2d).cast_unsigned();
        i64::try_from((mixed ^ (mixed >> 29)) % below.unsigned_abs()).unwrap_or_default()
    };
    let facts = Facts {
        product_line: Some(ProductLineId::from_raw(1 + spread(1, GROUPS))),
        level: Some([Level::A, Level::B, Level::C, Level::D][usize::try_from(spread(2, 4)).unwrap_or_default()]),
        ..Facts::new(CaseId::from_raw(number), CaseKind::Inquiry, moment)
    };
    Arrival {
        at: number * SECOND / per_second,
        facts,
        customer: Some(CustomerId::from_raw(spread(3, 400_000))),
        open_for: Some(spread(4, 6_000) * SECOND),
        over_at: None,
    }
}
