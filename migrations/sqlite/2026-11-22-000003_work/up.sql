-- Times are microseconds since 1970-01-01 UTC; booleans are 0 and 1.
-- What people work on: an inquiry or an order. Its id is that of the inquiry or order itself.
CREATE TABLE work_items (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('inquiry', 'order')),
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    status TEXT NOT NULL CHECK (status IN ('waiting', 'open', 'done')),
    owner_id INTEGER REFERENCES employees (id),
    group_id INTEGER REFERENCES groups (id),
    -- Names the change that gave it to its owner, the same for everything that changed hands in it.
    change_id INTEGER,
    since INTEGER,
    reason TEXT,
    by_id INTEGER,
    -- The tenant's calendar day of that change, counted from 1970-01-01.
    changed_on INTEGER,
    -- What the engine knows of it; what it may forget is asked anew.
    facts TEXT NOT NULL,
    arrived_at INTEGER NOT NULL,
    answered_at INTEGER,
    done_at INTEGER,
    -- How far the talk with the customer is: beside who has it.
    stage TEXT NOT NULL DEFAULT 'new'
        CHECK (stage IN ('new', 'open', 'waiting_for_customer', 'resolved', 'closed', 'reopened')),
    -- The minutes of the owner's working hours from its arrival to the first answer, and until it was done.
    response_minutes INTEGER,
    resolution_minutes INTEGER,
    version INTEGER NOT NULL,
    CHECK ((status = 'waiting') <= (owner_id IS NULL)),
    CHECK ((status = 'open') <= (owner_id IS NOT NULL)),
    CHECK ((status = 'done') = (done_at IS NOT NULL)),
    CHECK ((status = 'done') = (stage IN ('resolved', 'closed'))),
    CHECK (stage <> 'waiting_for_customer' OR answered_at IS NOT NULL),
    CHECK (response_minutes IS NULL OR answered_at IS NOT NULL),
    CHECK (resolution_minutes IS NULL OR done_at IS NOT NULL),
    CHECK ((owner_id IS NULL) = (change_id IS NULL)),
    CHECK ((owner_id IS NULL) = (since IS NULL)),
    CHECK ((owner_id IS NULL) = (reason IS NULL)),
    CHECK ((owner_id IS NULL) = (changed_on IS NULL)),
    CHECK (owner_id IS NOT NULL OR group_id IS NULL)
) STRICT;
CREATE INDEX work_items_owner ON work_items (owner_id, id);
CREATE INDEX work_items_customer ON work_items (customer_id, id);
CREATE INDEX work_items_open ON work_items (status, id) WHERE status <> 'done';
CREATE INDEX work_items_stage ON work_items (stage, id);
-- Those that close by themselves one day.
CREATE INDEX work_items_resolved ON work_items (done_at) WHERE stage = 'resolved';
CREATE INDEX work_items_group ON work_items (group_id, id) WHERE status = 'open';

-- Who owned a work item before its present owner. Written by triggers.
CREATE TABLE work_periods (
    work_item_id INTEGER NOT NULL REFERENCES work_items (id),
    id INTEGER NOT NULL,
    owner_id INTEGER NOT NULL,
    group_id INTEGER,
    from_at INTEGER NOT NULL,
    to_at INTEGER NOT NULL,
    reason TEXT NOT NULL,
    by_id INTEGER,
    PRIMARY KEY (work_item_id, id),
    CHECK (to_at >= from_at)
) STRICT, WITHOUT ROWID;

-- Who waits for an owner: customers, inquiries, orders. Those of one line wait for the same people, so when the first of a
-- line cannot be placed, nobody in it can.
CREATE TABLE waiting (
    case_id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('customer', 'inquiry', 'order')),
    line INTEGER NOT NULL,
    -- The order of the queue: level 0 is the most important.
    level INTEGER NOT NULL,
    value INTEGER NOT NULL,
    arrived_at INTEGER NOT NULL,
    reason TEXT NOT NULL,
    since INTEGER NOT NULL
) STRICT;
CREATE INDEX waiting_line ON waiting (line, level, value DESC, arrived_at, case_id);
CREATE INDEX waiting_order ON waiting (level, value DESC, arrived_at, case_id);
-- At which spots a line waits: g:ID for a group, p:ID for a person, with ! when those who are absent would do, too.
CREATE TABLE waiting_spots (
    spot TEXT NOT NULL,
    line INTEGER NOT NULL,
    PRIMARY KEY (spot, line)
) STRICT, WITHOUT ROWID;

-- Every decision of the engine, also that somebody has to wait.
CREATE TABLE decisions (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('customer', 'inquiry', 'order')),
    at INTEGER NOT NULL,
    policy_version_id INTEGER NOT NULL REFERENCES policy_versions (id),
    owner_id INTEGER,
    rule INTEGER,
    route_kind TEXT,
    group_id INTEGER,
    strategy TEXT,
    wait_reason TEXT,
    -- The turn that went with it: the group's clock and the member's seat after it.
    clock_now INTEGER,
    clock_turns INTEGER,
    seat_next INTEGER,
    explanation TEXT NOT NULL,
    -- Whether a timer asked who else could have it, and not its arrival or the queue.
    by_timer INTEGER NOT NULL DEFAULT 0 CHECK (by_timer IN (0, 1)),
    CHECK ((owner_id IS NULL) = (wait_reason IS NOT NULL))
) STRICT;
CREATE INDEX decisions_case ON decisions (case_id, id);

-- What each agent received, declined, lost to a timer and gave back, by day and group; 0 for no group.
CREATE TABLE fairness_ledger (
    day INTEGER NOT NULL,
    employee_id INTEGER NOT NULL,
    group_id INTEGER NOT NULL,
    received INTEGER NOT NULL,
    declined INTEGER NOT NULL,
    lost INTEGER NOT NULL,
    given_back INTEGER NOT NULL,
    PRIMARY KEY (day, employee_id, group_id)
) STRICT, WITHOUT ROWID;

-- What is waited for: of a work item that is not answered, or of a customer who is not followed up in time. Never a row for
-- every customer: those who are due are gone through. A row may tell of a time that is over; whoever acts on it looks.
CREATE TABLE timers (
    case_id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('customer', 'inquiry', 'order')),
    -- The change that gave it to its owner; of a customer also the day on which the follow-up was due, otherwise 0.
    change_id INTEGER NOT NULL,
    due_on INTEGER NOT NULL,
    -- The key of the timer, by the policy that this publication put in force.
    timer TEXT NOT NULL,
    publication_id INTEGER NOT NULL REFERENCES policy_publications (id),
    started_at INTEGER NOT NULL,
    -- The minutes of the stage that came last, and when it did.
    passed_minutes INTEGER,
    passed_at INTEGER,
    -- When the next stage is due, if there is one.
    due_at INTEGER,
    CHECK ((passed_minutes IS NULL) = (passed_at IS NULL))
) STRICT;
CREATE INDEX timers_due ON timers (due_at) WHERE due_at IS NOT NULL;
-- How far work and customers were gone through for a day, a policy and a roster. What changed meanwhile asks for another round.
CREATE TABLE timer_round (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    day INTEGER NOT NULL,
    publication_id INTEGER NOT NULL,
    roster_stamp INTEGER NOT NULL,
    part TEXT NOT NULL CHECK (part IN ('work', 'customers', 'done')),
    after_day INTEGER NOT NULL,
    after_id INTEGER NOT NULL
) STRICT;
INSERT INTO timer_round VALUES (1, 0, 0, 0, 'done', 0, 0);
-- Customers whose owner or due day changed and who are to be looked at; one without a customer asks for a round through all.
CREATE TABLE timer_wakes (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER
) STRICT;

-- What people should know without looking for it. Those with the same sum_key are one, which counts its customers.
CREATE TABLE notices (
    id INTEGER PRIMARY KEY,
    employee_id INTEGER NOT NULL REFERENCES employees (id),
    kind TEXT NOT NULL,
    at INTEGER NOT NULL,
    watch TEXT NOT NULL,
    timer TEXT NOT NULL,
    timer_name TEXT NOT NULL,
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    customers INTEGER NOT NULL,
    case_id INTEGER REFERENCES work_items (id),
    person_id INTEGER,
    since INTEGER NOT NULL,
    sum_key TEXT UNIQUE,
    read_at INTEGER
) STRICT;
CREATE INDEX notices_employee ON notices (employee_id, id);
CREATE INDEX notices_unread ON notices (employee_id, id) WHERE read_at IS NULL;

-- Redistributions that were applied: whom a change of owners took from whom, so that it can be undone.
CREATE TABLE redistributions (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    by_id INTEGER,
    reason TEXT NOT NULL,
    note TEXT NOT NULL,
    customers INTEGER NOT NULL,
    work_items INTEGER NOT NULL,
    undone_at INTEGER,
    undone_by INTEGER,
    -- How many went back then.
    undone_customers INTEGER,
    undone_work_items INTEGER
) STRICT;
-- How many went from whom to whom; 0 for work items that waited.
CREATE TABLE redistribution_shares (
    redistribution_id INTEGER NOT NULL REFERENCES redistributions (id),
    from_id INTEGER NOT NULL,
    to_id INTEGER NOT NULL,
    customers INTEGER NOT NULL,
    work_items INTEGER NOT NULL,
    PRIMARY KEY (redistribution_id, from_id, to_id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER employees_keep_no_work BEFORE UPDATE OF is_agent, status ON employees
WHEN (NEW.is_agent = 0 OR NEW.status <> 'active')
    AND EXISTS (SELECT 1 FROM work_items WHERE owner_id = NEW.id AND status = 'open')
BEGIN SELECT RAISE(ABORT, 'an owner is an active agent'); END;

CREATE TRIGGER decisions_not_changed BEFORE UPDATE ON decisions BEGIN SELECT RAISE(ABORT, 'decisions is append-only'); END;
CREATE TRIGGER decisions_kept BEFORE DELETE ON decisions BEGIN SELECT RAISE(ABORT, 'decisions is append-only'); END;

-- Owners of work: active agents, never over capacity but by hand, and what they had before is kept.
CREATE TRIGGER work_items_born_unowned BEFORE INSERT ON work_items WHEN NEW.status <> 'waiting'
BEGIN SELECT RAISE(ABORT, 'a work item begins without an owner'); END;
CREATE TRIGGER work_items_kept BEFORE DELETE ON work_items BEGIN SELECT RAISE(ABORT, 'work_items is append-only'); END;
CREATE TRIGGER work_items_change_whole BEFORE UPDATE ON work_items
WHEN OLD.id <> NEW.id OR OLD.kind <> NEW.kind OR OLD.arrived_at <> NEW.arrived_at
    OR CASE WHEN OLD.owner_id IS NEW.owner_id
        THEN OLD.change_id IS NOT NEW.change_id OR OLD.since IS NOT NEW.since OR OLD.reason IS NOT NEW.reason
            OR OLD.group_id IS NOT NEW.group_id
        ELSE OLD.change_id IS NEW.change_id OR NEW.since < OLD.since END
BEGIN SELECT RAISE(ABORT, 'an ownership changes as a whole'); END;
CREATE TRIGGER work_items_of_agents BEFORE UPDATE OF owner_id, status ON work_items
WHEN NEW.status = 'open' AND NOT EXISTS (SELECT 1 FROM employees WHERE id = NEW.owner_id AND is_agent = 1 AND status = 'active')
BEGIN SELECT RAISE(ABORT, 'an owner is an active agent'); END;
CREATE TRIGGER work_items_before AFTER UPDATE OF owner_id ON work_items
WHEN OLD.owner_id IS NOT NULL AND OLD.owner_id IS NOT NEW.owner_id
BEGIN
    INSERT INTO work_periods (work_item_id, id, owner_id, group_id, from_at, to_at, reason, by_id)
    VALUES (OLD.id, OLD.change_id, OLD.owner_id, OLD.group_id, OLD.since,
            coalesce(NEW.since, max(OLD.since, CAST(unixepoch('subsec') * 1000000 AS INTEGER))), OLD.reason, OLD.by_id);
END;
-- First what ends, then what begins.
CREATE TRIGGER work_items_load AFTER UPDATE OF owner_id, group_id, status ON work_items
WHEN (CASE OLD.status WHEN 'open' THEN OLD.owner_id END) IS NOT (CASE NEW.status WHEN 'open' THEN NEW.owner_id END)
    OR (CASE OLD.status WHEN 'open' THEN OLD.group_id END) IS NOT (CASE NEW.status WHEN 'open' THEN NEW.group_id END)
BEGIN
    UPDATE agent_states SET open_work = open_work - 1 WHERE OLD.status = 'open' AND employee_id = OLD.owner_id;
    UPDATE group_members SET open_work = open_work - 1
    WHERE OLD.status = 'open' AND group_id = OLD.group_id AND employee_id = OLD.owner_id;
    UPDATE agent_states SET open_work = open_work + 1, last_assigned_at = max(coalesce(last_assigned_at, NEW.since), NEW.since)
    WHERE NEW.status = 'open' AND employee_id = NEW.owner_id;
    UPDATE group_members SET open_work = open_work + 1
    WHERE NEW.status = 'open' AND group_id = NEW.group_id AND employee_id = NEW.owner_id;
    SELECT RAISE(ABORT, 'over capacity') WHERE NEW.status = 'open' AND NEW.by_id IS NULL AND (
        EXISTS (SELECT 1 FROM agent_states WHERE employee_id = NEW.owner_id AND open_work > capacity)
        OR EXISTS (SELECT 1 FROM group_members
                   WHERE group_id = NEW.group_id AND employee_id = NEW.owner_id AND open_work > capacity));
END;
CREATE TRIGGER work_items_received AFTER UPDATE OF owner_id ON work_items
WHEN NEW.owner_id IS NOT NULL AND OLD.owner_id IS NOT NEW.owner_id
BEGIN
    INSERT INTO fairness_ledger (day, employee_id, group_id, received, declined, lost, given_back)
    VALUES (NEW.changed_on, NEW.owner_id, coalesce(NEW.group_id, 0), 1, 0, 0, 0)
    ON CONFLICT (day, employee_id, group_id) DO UPDATE SET received = received + 1;
END;
-- Whatever was waited for is over.
CREATE TRIGGER work_items_answered AFTER UPDATE OF owner_id, status, answered_at ON work_items
WHEN OLD.status = 'open' AND (NEW.status <> 'open' OR OLD.change_id <> NEW.change_id OR OLD.answered_at IS NOT NEW.answered_at)
BEGIN
    DELETE FROM timers WHERE case_id = OLD.id;
END;
CREATE TRIGGER work_periods_no_overlap BEFORE INSERT ON work_periods
WHEN EXISTS (SELECT 1 FROM work_periods WHERE work_item_id = NEW.work_item_id AND to_at > NEW.from_at)
BEGIN SELECT RAISE(ABORT, 'work periods overlap'); END;
CREATE TRIGGER work_periods_not_changed BEFORE UPDATE ON work_periods
BEGIN SELECT RAISE(ABORT, 'work_periods is append-only'); END;
CREATE TRIGGER work_periods_kept BEFORE DELETE ON work_periods
BEGIN SELECT RAISE(ABORT, 'work_periods is append-only'); END;

-- Who was an agent before.
INSERT INTO agent_states (employee_id, presence, was_available, version)
SELECT id, 'offline', 0, 1 FROM employees WHERE is_agent = 1;
INSERT INTO roster_events (id, at, employee_id, kind, value)
SELECT id, created_at, id, 'active', 'true' FROM employees WHERE is_agent = 1 AND status = 'active';
