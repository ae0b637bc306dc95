//! The least that a transaction must write to create an inquiry of a new customer and give it to the next in turn, on the
//! product's own tables: no HTTP, no JSON, no permissions, no audit, no explanation, no policy.

use super::Database;
use crate::load::{self, Measured};
use anyhow::{Context, Result};
use shared::ids::GroupId;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant, SystemTime};

/// Ids that nobody else makes, nor another run on this database: those of the year 2084 on.
static NUMBERS: LazyLock<AtomicI64> = LazyLock::new(|| {
    let since_1970 = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    AtomicI64::new(8_000_000_000_000_000_000 + i64::try_from(since_1970.as_micros()).unwrap_or_default())
});

const CUSTOMER: &str = "INSERT INTO customers (id, phone, phone_tail, name, pinyin, initials, company, source, address, \
                        attributes, level, status, registered_at, version) \
                        VALUES (?, CAST(? AS TEXT), '0000', '客户', 'kehu', 'kh', '', 'web', '', '{}', 'c', 'queued', NOW, 1)";
const TIMELINE: &str = "INSERT INTO timeline (id, customer_id, at, kind) VALUES (?, ?, NOW, 'inquiry')";
const WORK: &str = "INSERT INTO work_items (id, kind, customer_id, status, facts, arrived_at, version) \
                    VALUES (?, 'inquiry', ?, 'waiting', '{}', NOW, 1)";
const INQUIRY: &str = "INSERT INTO inquiries (id, customer_id, number, entrance, form_version, answers, channel, text, \
                       attributes, previous_hash, hash) VALUES (?, ?, 1, 'bench', 1, '{}', 'web', '请问怎么报名', '{}', '', \
                       '0000000000000000000000000000000000000000000000000000000000000000')";
const LOCK: &str = "SELECT clock_turns AS number FROM groups WHERE id = ? LOCK";
const NEXT: &str = "SELECT m.employee_id AS number FROM group_members m \
                    JOIN agent_states a ON a.employee_id = m.employee_id \
                    WHERE m.group_id = ? AND m.left_at IS NULL AND (a.capacity IS NULL OR a.open_work < a.capacity) \
                    ORDER BY m.seat_next, m.last_turn LIMIT 1";
const CLOCK: &str = "UPDATE groups SET clock_turns = clock_turns + 1 WHERE id = ?";
const SEAT: &str =
    "UPDATE group_members SET seat_next = seat_next + 1, last_turn = ? WHERE group_id = ? AND employee_id = ?";
const DECISION: &str = "INSERT INTO decisions (id, case_id, kind, at, policy_version_id, owner_id, explanation) \
                        VALUES (?, ?, 'inquiry', NOW, 1, ?, '{}')";
const GIVE: &str = "UPDATE work_items SET status = 'open', owner_id = ?, group_id = ?, change_id = ?, since = NOW, \
                    reason = 'policy', changed_on = 1 WHERE id = ?";
const OWN: &str = "INSERT INTO ownerships (customer_id, owner_id, change_id, since, reason, idle_since, due_on) \
                   VALUES (?, ?, ?, NOW, 'first_work', 1, 1)";

/// The transaction, as its database says it.
#[derive(Clone, Copy)]
pub struct ByHand {
    group: i64,
    postgres: bool,
}

impl ByHand {
    /// For a group of its own with the same members, so that the turns of Guike's are left alone.
    pub fn new(url: &str, group: &str) -> Result<Self> {
        let theirs: GroupId = group.parse().map_err(|_| anyhow::anyhow!("not an id: {group}"))?;
        let this = Self { group: NUMBERS.fetch_add(1, Ordering::Relaxed), postgres: url.starts_with("postgres") };
        let mut database = Database::open(url)?;
        let group = "INSERT INTO groups (id, name, description, version, created_at) \
                     VALUES (?, 'by hand ' || CAST(? AS TEXT), '', 1, NOW)";
        database.run(&this.said(group), &[this.group, this.group])?;
        let members = "INSERT INTO group_members (group_id, employee_id, weight, paused, joined_at) \
                       SELECT CAST(? AS BIGINT), employee_id, weight, paused, joined_at FROM group_members WHERE group_id = ?";
        database.run(members, &[this.group, theirs.raw()])?;
        Ok(this)
    }

    fn said(self, text: &str) -> String {
        let (now, lock) = if self.postgres {
            ("clock_timestamp()", "FOR UPDATE")
        } else {
            ("CAST(unixepoch('subsec') * 1000000 AS INTEGER)", "")
        };
        text.replace("NOW", now).replace("LOCK", lock)
    }

    /// Runs the transaction over and over, on so many connections.
    pub fn run(self, url: &str, connections: usize, time: Duration) -> Result<Measured> {
        let end = Instant::now() + time;
        let threads: Vec<_> = (0..connections)
            .map(|_| {
                let url = url.to_owned();
                std::thread::spawn(move || self.repeat(&url, end))
            })
            .collect();
        let mut times = Vec::new();
        for thread in threads {
            times.extend(thread.join().map_err(|_| anyhow::anyhow!("a thread panicked"))??);
        }
        Ok(load::summary(connections, times, time))
    }

    fn repeat(self, url: &str, end: Instant) -> Result<Vec<u64>> {
        let mut database = Database::open(url)?;
        let said = Said::new(self);
        let mut times = Vec::new();
        while Instant::now() < end {
            let sent = Instant::now();
            database.run(if self.postgres { "BEGIN" } else { "BEGIN IMMEDIATE" }, &[])?;
            said.assign(&mut database, self.group)?;
            database.run("COMMIT", &[])?;
            times.push(u64::try_from(sent.elapsed().as_micros())?);
        }
        Ok(times)
    }
}

/// The statements in the words of one database.
struct Said([String; 11]);

impl Said {
    fn new(by_hand: ByHand) -> Self {
        let all = [CUSTOMER, TIMELINE, WORK, INQUIRY, LOCK, NEXT, CLOCK, SEAT, DECISION, GIVE, OWN];
        Self(all.map(|text| by_hand.said(text)))
    }

    fn assign(&self, db: &mut Database, group: i64) -> Result<()> {
        let [customer_row, entry, work_row, inquiry, lock, next, clock, seat, decision, give, own] = &self.0;
        let (customer, work) = (NUMBERS.fetch_add(1, Ordering::Relaxed), NUMBERS.fetch_add(1, Ordering::Relaxed));
        db.run(customer_row, &[customer, customer])?;
        db.run(entry, &[customer, customer])?;
        db.run(entry, &[work, customer])?;
        db.run(work_row, &[work, customer])?;
        db.run(inquiry, &[work, customer])?;
        let turns = *db.numbers_of(lock, &[group])?.first().context("no group")?;
        let owner = *db.numbers_of(next, &[group])?.first().context("nobody is there")?;
        db.run(clock, &[group])?;
        db.run(seat, &[turns + 1, group, owner])?;
        db.run(decision, &[work, work, owner])?;
        db.run(give, &[owner, group, work, work])?;
        db.run(own, &[customer, owner, work])
    }
}

/// By how much the numbers of work items differ that the members of a group received.
pub fn spread(url: &str, group: &str) -> Result<i64> {
    let group: GroupId = group.parse().map_err(|_| anyhow::anyhow!("not an id: {group}"))?;
    let received = Database::open(url)?.numbers(&format!(
        "SELECT CAST(sum(received) AS BIGINT) AS number FROM fairness_ledger WHERE group_id = {} GROUP BY employee_id",
        group.raw()
    ))?;
    Ok(received.iter().max().zip(received.iter().min()).map_or(0, |(most, least)| most - least))
}
