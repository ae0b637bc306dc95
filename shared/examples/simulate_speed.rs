//! How fast the simulator decides: a million synthetic arrivals, 2,000 agents in 50 groups of 40.
//!
//! `cargo run --release -p shared --example simulate_speed`

use std::time::Instant;

use shared::{
    assignment::{
        Compiled, Condition, FactTest, Facts, Policy, Roster, Route, Rule, Strategy,
        policy::CaseKind,
        roster::{Agent, Member},
        rotation::{Clock, Weight},
        simulate::{Arrival, Simulation},
        times::{Moment, TimeOfDay, Weekday},
    },
    customers::Level,
    ids::{CaseId, CustomerId, EmployeeId, GroupId, ProductLineId},
};

const ARRIVALS: i64 = 1_000_000;
const GROUPS: i64 = 50;
const MEMBERS: i64 = 40;
const SECOND: i64 = 1_000_000;

fn main() {
    let policy = Compiled::new(&policy());
    let noon = Moment { time: TimeOfDay::default(), weekday: Weekday::Monday, workday: true };
    for (load, arrivals_per_second) in [("never full", 10), ("full, with a queue", 20)] {
        let arrivals: Vec<_> = (1..=ARRIVALS).map(|number| arrival(number, arrivals_per_second, noon)).collect();
        let simulation = Simulation::new(&policy, roster(), |_| noon);
        let mut decisions = 0u64;
        let began = Instant::now();
        let report = simulation.run(arrivals, [], |_| decisions += 1);
        let took = began.elapsed().as_secs_f64();
        println!(
            "{load}: {:.0} arrivals/s, {decisions} decisions in {took:.2} s; {} sticky, {} waited, fairness {:.4}",
            ARRIVALS as f64 / took,
            report.sticky,
            report.waits.waited,
            report.fairness.unwrap_or_default(),
        );
    }
}

/// A rule for each product line: the owner, else its group; each strategy in turn.
fn policy() -> Policy {
    let strategies = [Strategy::RoundRobin, Strategy::WeightedRoundRobin, Strategy::LeastLoaded, Strategy::LongestIdle];
    let rules = (1..=GROUPS).zip(strategies.into_iter().cycle()).map(|(number, strategy)| Rule {
        key: format!("line-{number}"),
        name: format!("Line {number}"),
        enabled: true,
        when: Condition::Test(FactTest::ProductLine { is: vec![ProductLineId::from_raw(number)] }),
        routes: vec![
            Route::StickyOwner { even_if_absent: true },
            Route::Group { group_id: GroupId::from_raw(number), strategy, skills: Vec::new(), even_if_absent: false },
        ],
    });
    Policy { rules: rules.collect(), otherwise: Vec::new(), timers: Vec::new() }
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
