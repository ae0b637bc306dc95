-- What people work on: an inquiry or an order. Its id is that of the inquiry or order itself.
CREATE TABLE work_items (
    id BIGINT PRIMARY KEY,
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('inquiry', 'order')),
    customer_id BIGINT NOT NULL REFERENCES customers (id),
    status TEXT COLLATE "C" NOT NULL CHECK (status IN ('waiting', 'open', 'done')),
    owner_id BIGINT REFERENCES employees (id),
    group_id BIGINT REFERENCES groups (id),
    -- Names the change that gave it to its owner, the same for everything that changed hands in it.
    change_id BIGINT,
    since TIMESTAMPTZ,
    reason TEXT COLLATE "C",
    by_id BIGINT,
    -- The tenant's calendar day of that change, counted from 1970-01-01.
    changed_on INTEGER,
    -- What the engine knows of it; what it may forget is asked anew.
    facts TEXT COLLATE "C" NOT NULL,
    arrived_at TIMESTAMPTZ NOT NULL,
    answered_at TIMESTAMPTZ,
    done_at TIMESTAMPTZ,
    -- How far the talk with the customer is: beside who has it.
    stage TEXT COLLATE "C" NOT NULL DEFAULT 'new'
        CHECK (stage IN ('new', 'open', 'waiting_for_customer', 'resolved', 'closed', 'reopened')),
    -- The minutes of the owner's working hours from its arrival to the first answer, and until it was done.
    response_minutes INTEGER,
    resolution_minutes INTEGER,
    version BIGINT NOT NULL,
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
);
CREATE INDEX work_items_owner ON work_items (owner_id, id);
CREATE INDEX work_items_customer ON work_items (customer_id, id);
CREATE INDEX work_items_open ON work_items (status, id) WHERE status <> 'done';
CREATE INDEX work_items_stage ON work_items (stage, id);
-- Those that close by themselves one day.
CREATE INDEX work_items_resolved ON work_items (done_at) WHERE stage = 'resolved';
CREATE INDEX work_items_group ON work_items (group_id, id) WHERE status = 'open';

-- Who owned a work item before its present owner. Written by triggers.
CREATE TABLE work_periods (
    work_item_id BIGINT NOT NULL REFERENCES work_items (id),
    id BIGINT NOT NULL,
    owner_id BIGINT NOT NULL,
    group_id BIGINT,
    from_at TIMESTAMPTZ NOT NULL,
    to_at TIMESTAMPTZ NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    by_id BIGINT,
    PRIMARY KEY (work_item_id, id),
    CHECK (to_at >= from_at)
);

-- Who waits for an owner: customers, inquiries, orders. Those of one line wait for the same people, so when the first of a
-- line cannot be placed, nobody in it can.
CREATE TABLE waiting (
    case_id BIGINT PRIMARY KEY,
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('customer', 'inquiry', 'order')),
    line BIGINT NOT NULL,
    -- The order of the queue: level 0 is the most important.
    level INTEGER NOT NULL,
    value BIGINT NOT NULL,
    arrived_at TIMESTAMPTZ NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    since TIMESTAMPTZ NOT NULL
);
CREATE INDEX waiting_line ON waiting (line, level, value DESC, arrived_at, case_id);
CREATE INDEX waiting_order ON waiting (level, value DESC, arrived_at, case_id);
-- At which spots a line waits: g:ID for a group, p:ID for a person, with ! when those who are absent would do, too.
CREATE TABLE waiting_spots (
    spot TEXT COLLATE "C" NOT NULL,
    line BIGINT NOT NULL,
    PRIMARY KEY (spot, line)
);

-- Every decision of the engine, also that somebody has to wait.
CREATE TABLE decisions (
    id BIGINT PRIMARY KEY,
    case_id BIGINT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('customer', 'inquiry', 'order')),
    at TIMESTAMPTZ NOT NULL,
    policy_version_id BIGINT NOT NULL REFERENCES policy_versions (id),
    owner_id BIGINT,
    rule INTEGER,
    route_kind TEXT COLLATE "C",
    group_id BIGINT,
    strategy TEXT COLLATE "C",
    wait_reason TEXT COLLATE "C",
    -- The turn that went with it: the group's clock and the member's seat after it.
    clock_now BIGINT,
    clock_turns BIGINT,
    seat_next BIGINT,
    explanation TEXT COLLATE "C" NOT NULL,
    -- Whether a timer asked who else could have it, and not its arrival or the queue.
    by_timer BOOLEAN NOT NULL DEFAULT FALSE,
    CHECK ((owner_id IS NULL) = (wait_reason IS NOT NULL))
);
CREATE INDEX decisions_case ON decisions (case_id, id);

-- What each agent received, declined, lost to a timer and gave back, by day and group; 0 for no group.
CREATE TABLE fairness_ledger (
    day INTEGER NOT NULL,
    employee_id BIGINT NOT NULL,
    group_id BIGINT NOT NULL,
    received INTEGER NOT NULL,
    declined INTEGER NOT NULL,
    lost INTEGER NOT NULL,
    given_back INTEGER NOT NULL,
    PRIMARY KEY (day, employee_id, group_id)
);

-- What is waited for: of a work item that is not answered, or of a customer who is not followed up in time. Never a row for
-- every customer: those who are due are gone through. A row may tell of a time that is over; whoever acts on it looks.
CREATE TABLE timers (
    case_id BIGINT PRIMARY KEY,
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('customer', 'inquiry', 'order')),
    -- The change that gave it to its owner; of a customer also the day on which the follow-up was due, otherwise 0.
    change_id BIGINT NOT NULL,
    due_on INTEGER NOT NULL,
    -- The key of the timer, by the policy that this publication put in force.
    timer TEXT COLLATE "C" NOT NULL,
    publication_id BIGINT NOT NULL REFERENCES policy_publications (id),
    started_at TIMESTAMPTZ NOT NULL,
    -- The minutes of the stage that came last, and when it did.
    passed_minutes INTEGER,
    passed_at TIMESTAMPTZ,
    -- When the next stage is due, if there is one.
    due_at TIMESTAMPTZ,
    CHECK ((passed_minutes IS NULL) = (passed_at IS NULL))
);
CREATE INDEX timers_due ON timers (due_at) WHERE due_at IS NOT NULL;
-- How far work and customers were gone through for a day, a policy and a roster. What changed meanwhile asks for another round.
CREATE TABLE timer_round (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    day INTEGER NOT NULL,
    publication_id BIGINT NOT NULL,
    roster_stamp BIGINT NOT NULL,
    part TEXT COLLATE "C" NOT NULL CHECK (part IN ('work', 'customers', 'done')),
    after_day INTEGER NOT NULL,
    after_id BIGINT NOT NULL
);
INSERT INTO timer_round VALUES (1, 0, 0, 0, 'done', 0, 0);
-- Customers whose owner or due day changed and who are to be looked at; one without a customer asks for a round through all.
CREATE TABLE timer_wakes (
    id BIGINT PRIMARY KEY,
    customer_id BIGINT
);

-- What people should know without looking for it. Those with the same sum_key are one, which counts its customers.
CREATE TABLE notices (
    id BIGINT PRIMARY KEY,
    employee_id BIGINT NOT NULL REFERENCES employees (id),
    kind TEXT COLLATE "C" NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    watch TEXT COLLATE "C" NOT NULL,
    timer TEXT COLLATE "C" NOT NULL,
    timer_name TEXT COLLATE "C" NOT NULL,
    customer_id BIGINT NOT NULL REFERENCES customers (id),
    customers INTEGER NOT NULL,
    case_id BIGINT REFERENCES work_items (id),
    person_id BIGINT,
    since TIMESTAMPTZ NOT NULL,
    sum_key TEXT COLLATE "C" UNIQUE,
    read_at TIMESTAMPTZ
);
CREATE INDEX notices_employee ON notices (employee_id, id);
CREATE INDEX notices_unread ON notices (employee_id, id) WHERE read_at IS NULL;

-- Redistributions that were applied: whom a change of owners took from whom, so that it can be undone.
CREATE TABLE redistributions (
    id BIGINT PRIMARY KEY,
    at TIMESTAMPTZ NOT NULL,
    by_id BIGINT,
    reason TEXT COLLATE "C" NOT NULL,
    note TEXT COLLATE "C" NOT NULL,
    customers INTEGER NOT NULL,
    work_items INTEGER NOT NULL,
    undone_at TIMESTAMPTZ,
    undone_by BIGINT,
    -- How many went back then.
    undone_customers INTEGER,
    undone_work_items INTEGER
);
-- How many went from whom to whom; 0 for work items that waited.
CREATE TABLE redistribution_shares (
    redistribution_id BIGINT NOT NULL REFERENCES redistributions (id),
    from_id BIGINT NOT NULL,
    to_id BIGINT NOT NULL,
    customers INTEGER NOT NULL,
    work_items INTEGER NOT NULL,
    PRIMARY KEY (redistribution_id, from_id, to_id)
);

CREATE FUNCTION refuse_departure_from_work() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM work_items WHERE owner_id = NEW.id AND status = 'open') THEN
        RAISE EXCEPTION 'an owner is an active agent' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER employees_keep_no_work BEFORE UPDATE OF is_agent, status ON employees FOR EACH ROW
WHEN (NOT NEW.is_agent OR NEW.status <> 'active') EXECUTE FUNCTION refuse_departure_from_work();

CREATE TRIGGER decisions_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON decisions
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Owners of work: active agents, never over capacity but by hand, and what they had before is kept.
CREATE TRIGGER work_items_born_unowned BEFORE INSERT ON work_items FOR EACH ROW WHEN (NEW.status <> 'waiting')
EXECUTE FUNCTION refuse('a work item begins without an owner');
CREATE TRIGGER work_items_kept BEFORE DELETE OR TRUNCATE ON work_items FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER work_items_change_whole BEFORE UPDATE ON work_items FOR EACH ROW
WHEN (OLD.id <> NEW.id OR OLD.kind <> NEW.kind OR OLD.arrived_at <> NEW.arrived_at
    OR CASE WHEN OLD.owner_id IS NOT DISTINCT FROM NEW.owner_id
        THEN (OLD.change_id, OLD.since, OLD.reason, OLD.group_id) IS DISTINCT FROM (NEW.change_id, NEW.since, NEW.reason, NEW.group_id)
        ELSE OLD.change_id IS NOT DISTINCT FROM NEW.change_id OR NEW.since < OLD.since END)
EXECUTE FUNCTION refuse('an ownership changes as a whole');
-- First what ends, then what begins.
CREATE FUNCTION work_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    had BIGINT := CASE OLD.status WHEN 'open' THEN OLD.owner_id END;
    had_by BIGINT := CASE OLD.status WHEN 'open' THEN OLD.group_id END;
    has BIGINT := CASE NEW.status WHEN 'open' THEN NEW.owner_id END;
    has_by BIGINT := CASE NEW.status WHEN 'open' THEN NEW.group_id END;
BEGIN
    IF OLD.owner_id IS NOT NULL AND OLD.owner_id IS DISTINCT FROM NEW.owner_id THEN
        INSERT INTO work_periods (work_item_id, id, owner_id, group_id, from_at, to_at, reason, by_id)
        VALUES (OLD.id, OLD.change_id, OLD.owner_id, OLD.group_id, OLD.since,
                coalesce(NEW.since, greatest(OLD.since, clock_timestamp())), OLD.reason, OLD.by_id);
    END IF;
    IF had IS DISTINCT FROM has OR had_by IS DISTINCT FROM has_by THEN
        UPDATE agent_states SET open_work = open_work - 1 WHERE employee_id = had;
        UPDATE group_members SET open_work = open_work - 1 WHERE group_id = had_by AND employee_id = had;
        IF has IS NOT NULL THEN
            -- A lock that keeps the agent from leaving meanwhile.
            PERFORM 1 FROM employees WHERE id = has AND is_agent AND status = 'active' FOR SHARE;
            IF NOT FOUND THEN
                RAISE EXCEPTION 'an owner is an active agent' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            UPDATE agent_states
            SET open_work = open_work + 1, last_assigned_at = greatest(last_assigned_at, NEW.since) WHERE employee_id = has;
            UPDATE group_members SET open_work = open_work + 1 WHERE group_id = has_by AND employee_id = has;
            IF NEW.by_id IS NULL AND (
                EXISTS (SELECT 1 FROM agent_states WHERE employee_id = has AND open_work > capacity)
                OR EXISTS (SELECT 1 FROM group_members
                           WHERE group_id = has_by AND employee_id = has AND open_work > capacity))
            THEN
                RAISE EXCEPTION 'over capacity' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
        END IF;
    END IF;
    IF NEW.owner_id IS NOT NULL AND OLD.owner_id IS DISTINCT FROM NEW.owner_id THEN
        INSERT INTO fairness_ledger (day, employee_id, group_id, received, declined, lost, given_back)
        VALUES (NEW.changed_on, NEW.owner_id, coalesce(NEW.group_id, 0), 1, 0, 0, 0)
        ON CONFLICT (day, employee_id, group_id) DO UPDATE SET received = fairness_ledger.received + 1;
    END IF;
    -- Whatever was waited for is over.
    IF OLD.status = 'open' AND (NEW.status <> 'open' OR OLD.change_id IS DISTINCT FROM NEW.change_id
        OR OLD.answered_at IS DISTINCT FROM NEW.answered_at) THEN
        DELETE FROM timers WHERE case_id = OLD.id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER work_changed AFTER UPDATE ON work_items FOR EACH ROW EXECUTE FUNCTION work_changed();
CREATE FUNCTION refuse_work_overlap() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM work_periods WHERE work_item_id = NEW.work_item_id AND to_at > NEW.from_at) THEN
        RAISE EXCEPTION 'work periods overlap' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER work_periods_no_overlap BEFORE INSERT ON work_periods FOR EACH ROW EXECUTE FUNCTION refuse_work_overlap();
CREATE TRIGGER work_periods_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON work_periods
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Who was an agent before.
INSERT INTO agent_states (employee_id, presence, was_available, version)
SELECT id, 'offline', FALSE, 1 FROM employees WHERE is_agent;
INSERT INTO roster_events (id, at, employee_id, kind, value)
SELECT id, created_at, id, 'active', 'true' FROM employees WHERE is_agent AND status = 'active';
