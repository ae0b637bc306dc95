-- What the company sells, each line served by groups.
CREATE TABLE product_lines (
    id BIGINT PRIMARY KEY,
    code TEXT COLLATE "C" NOT NULL UNIQUE,
    name TEXT COLLATE "C" NOT NULL UNIQUE,
    status TEXT COLLATE "C" NOT NULL CHECK (status IN ('open', 'closed')),
    version BIGINT NOT NULL
);

-- Groups of agents. The clock is that of the group's rotation: the start of the turn that was given last, in virtual time, and
-- how many turns were given. Whoever gives work of a group locks its row.
CREATE TABLE groups (
    id BIGINT PRIMARY KEY,
    name TEXT COLLATE "C" NOT NULL UNIQUE,
    description TEXT COLLATE "C" NOT NULL,
    product_line_id BIGINT REFERENCES product_lines (id),
    clock_now BIGINT NOT NULL DEFAULT 0,
    clock_turns BIGINT NOT NULL DEFAULT 0,
    version BIGINT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);

-- Who is a member of which group. The row of who quits stays, with their seat in the rotation.
CREATE TABLE group_members (
    group_id BIGINT NOT NULL REFERENCES groups (id),
    employee_id BIGINT NOT NULL REFERENCES employees (id),
    weight INTEGER NOT NULL CHECK (weight BETWEEN 1 AND 20),
    -- How much they may have open in this group; NULL for any amount.
    capacity INTEGER CHECK (capacity >= 0),
    open_work INTEGER NOT NULL DEFAULT 0 CHECK (open_work >= 0),
    paused BOOLEAN NOT NULL,
    -- When their next turn may start, in virtual time, and which turn of the group was their last.
    seat_next BIGINT NOT NULL DEFAULT 0,
    last_turn BIGINT NOT NULL DEFAULT 0,
    joined_at TIMESTAMPTZ NOT NULL,
    left_at TIMESTAMPTZ,
    version BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (group_id, employee_id)
);
CREATE INDEX group_members_employee ON group_members (employee_id);

-- Working hours that people share. A span that ends before it begins passes midnight; it belongs to the day on which it begins.
CREATE TABLE schedules (
    id BIGINT PRIMARY KEY,
    name TEXT COLLATE "C" NOT NULL UNIQUE,
    version BIGINT NOT NULL
);
CREATE TABLE schedule_spans (
    schedule_id BIGINT NOT NULL REFERENCES schedules (id) ON DELETE CASCADE,
    -- 1 is Monday.
    weekday INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),
    -- Minutes after midnight by the tenant's clock.
    from_minute INTEGER NOT NULL CHECK (from_minute BETWEEN 0 AND 1439),
    to_minute INTEGER NOT NULL CHECK (to_minute BETWEEN 1 AND 1440),
    PRIMARY KEY (schedule_id, weekday, from_minute),
    CHECK (from_minute <> to_minute)
);

-- Days that are not what their weekday says: holidays, and workdays that make up for them, on which people work as on another
-- weekday. Days are counted from 1970-01-01.
CREATE TABLE calendar_days (
    day INTEGER PRIMARY KEY,
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('holiday', 'workday')),
    as_weekday INTEGER CHECK (as_weekday BETWEEN 1 AND 7),
    name TEXT COLLATE "C" NOT NULL,
    CHECK ((kind = 'workday') = (as_weekday IS NOT NULL))
);

-- What the engine knows of each agent; a row for everybody who was ever picked as one.
CREATE TABLE agent_states (
    employee_id BIGINT PRIMARY KEY REFERENCES employees (id),
    presence TEXT COLLATE "C" NOT NULL CHECK (presence IN ('online', 'busy', 'away', 'offline')),
    presence_since TIMESTAMPTZ,
    -- How much they may have open at once; NULL for any amount.
    capacity INTEGER CHECK (capacity >= 0),
    -- NULL for any hour.
    schedule_id BIGINT REFERENCES schedules (id),
    open_work INTEGER NOT NULL DEFAULT 0 CHECK (open_work >= 0),
    last_assigned_at TIMESTAMPTZ,
    -- Whether they were within their hours and not on leave when somebody looked last; who waits is tried again when it changes.
    was_available BOOLEAN NOT NULL,
    version BIGINT NOT NULL
);
CREATE TABLE agent_skills (
    employee_id BIGINT NOT NULL REFERENCES employees (id),
    skill TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (employee_id, skill)
);

CREATE TABLE leaves (
    id BIGINT PRIMARY KEY,
    employee_id BIGINT NOT NULL REFERENCES employees (id),
    from_at TIMESTAMPTZ NOT NULL,
    to_at TIMESTAMPTZ NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    -- Whether open work goes back to the queue when it begins, and when that was done.
    gives_back BOOLEAN NOT NULL,
    gave_back_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL,
    created_by BIGINT,
    cancelled_at TIMESTAMPTZ,
    CHECK (to_at > from_at)
);
CREATE INDEX leaves_employee ON leaves (employee_id, to_at);
CREATE INDEX leaves_end ON leaves (to_at);

-- Another number after every change to groups, members, hours, calendar, leaves and skills.
CREATE TABLE roster_stamp (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    stamp BIGINT NOT NULL
);
INSERT INTO roster_stamp VALUES (1, 1);

-- Every change of what the engine knows of people, so that the roster of any past instant can be told.
CREATE TABLE roster_events (
    id BIGINT PRIMARY KEY,
    at TIMESTAMPTZ NOT NULL,
    employee_id BIGINT NOT NULL,
    group_id BIGINT,
    kind TEXT COLLATE "C" NOT NULL,
    value TEXT COLLATE "C",
    by_id BIGINT
);

CREATE TABLE policy_versions (
    id BIGINT PRIMARY KEY,
    number BIGINT NOT NULL UNIQUE,
    status TEXT COLLATE "C" NOT NULL CHECK (status IN ('draft', 'published')),
    name TEXT COLLATE "C" NOT NULL,
    document TEXT COLLATE "C" NOT NULL,
    based_on BIGINT REFERENCES policy_versions (id),
    created_at TIMESTAMPTZ NOT NULL,
    created_by BIGINT,
    version BIGINT NOT NULL
);
-- Which version was in force from when on, until the next row.
CREATE TABLE policy_publications (
    id BIGINT PRIMARY KEY,
    policy_version_id BIGINT NOT NULL REFERENCES policy_versions (id),
    at TIMESTAMPTZ NOT NULL,
    by_id BIGINT,
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('publish', 'roll_back')),
    note TEXT COLLATE "C" NOT NULL
);

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
    version BIGINT NOT NULL,
    CHECK ((status = 'waiting') <= (owner_id IS NULL)),
    CHECK ((status = 'open') <= (owner_id IS NOT NULL)),
    CHECK ((status = 'done') = (done_at IS NOT NULL)),
    CHECK ((owner_id IS NULL) = (change_id IS NULL)),
    CHECK ((owner_id IS NULL) = (since IS NULL)),
    CHECK ((owner_id IS NULL) = (reason IS NULL)),
    CHECK ((owner_id IS NULL) = (changed_on IS NULL)),
    CHECK (owner_id IS NOT NULL OR group_id IS NULL)
);
CREATE INDEX work_items_owner ON work_items (owner_id, id);
CREATE INDEX work_items_customer ON work_items (customer_id, id);
CREATE INDEX work_items_open ON work_items (status, id) WHERE status <> 'done';
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

-- What was asked. The words never change.
CREATE TABLE inquiries (
    id BIGINT PRIMARY KEY REFERENCES work_items (id),
    external_id TEXT COLLATE "C" UNIQUE,
    entrance TEXT COLLATE "C" NOT NULL,
    channel TEXT COLLATE "C" NOT NULL,
    product_line_id BIGINT REFERENCES product_lines (id),
    language TEXT COLLATE "C",
    value BIGINT,
    text TEXT COLLATE "C" NOT NULL,
    attributes TEXT COLLATE "C" NOT NULL,
    created_by BIGINT
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

-- Which stage of which timer is due when, of a work item or of a customer's follow-up.
CREATE TABLE timers (
    case_id BIGINT NOT NULL,
    timer TEXT COLLATE "C" NOT NULL,
    stage INTEGER NOT NULL,
    due_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (case_id, timer)
);
CREATE INDEX timers_due ON timers (due_at);

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

CREATE FUNCTION agents_begin() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO agent_states (employee_id, presence, was_available, version) VALUES (NEW.id, 'offline', FALSE, 1)
    ON CONFLICT (employee_id) DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER employees_agents_begin AFTER INSERT OR UPDATE OF is_agent ON employees FOR EACH ROW WHEN (NEW.is_agent)
EXECUTE FUNCTION agents_begin();
CREATE FUNCTION refuse_departure_from_work() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM work_items WHERE owner_id = NEW.id AND status = 'open') THEN
        RAISE EXCEPTION 'an owner is an active agent' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER employees_keep_no_work BEFORE UPDATE OF is_agent, status ON employees FOR EACH ROW
WHEN (NOT NEW.is_agent OR NEW.status <> 'active') EXECUTE FUNCTION refuse_departure_from_work();

CREATE TRIGGER roster_events_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON roster_events
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER policy_publications_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON policy_publications
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE FUNCTION refuse_publication() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM policy_versions WHERE id = NEW.policy_version_id AND status = 'published')
        OR EXISTS (SELECT 1 FROM policy_publications WHERE at > NEW.at)
    THEN
        RAISE EXCEPTION 'only a published version is in force, from now on' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER policy_publications_of_published BEFORE INSERT ON policy_publications FOR EACH ROW
EXECUTE FUNCTION refuse_publication();
CREATE TRIGGER policy_versions_fixed BEFORE UPDATE OR DELETE ON policy_versions FOR EACH ROW
WHEN (OLD.status = 'published') EXECUTE FUNCTION refuse('a published policy never changes');
CREATE TRIGGER decisions_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON decisions
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER inquiries_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON inquiries
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Owners of work: active agents, never over capacity but by hand, and what they had before is kept.
CREATE TRIGGER work_items_born_unowned BEFORE INSERT ON work_items FOR EACH ROW WHEN (NEW.status <> 'waiting')
EXECUTE FUNCTION refuse('a work item begins without an owner');
CREATE TRIGGER work_items_kept BEFORE DELETE OR TRUNCATE ON work_items FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER work_items_change_whole BEFORE UPDATE ON work_items FOR EACH ROW
WHEN (OLD.id <> NEW.id OR OLD.kind <> NEW.kind OR OLD.customer_id <> NEW.customer_id OR OLD.arrived_at <> NEW.arrived_at
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

-- What was so before there were policies: a customer goes to whoever holds their district.
INSERT INTO policy_versions (id, number, status, name, document, created_at, version) VALUES (1, 1, 'published', '', '{"rules":[{"key":"known","name":"熟客优先","enabled":true,"when":{"all":[]},"routes":[{"to":"sticky_owner","even_if_absent":true}]},{"key":"district","name":"商圈负责人","enabled":true,"when":{"all":[]},"routes":[{"to":"district_owner","even_if_absent":true}]}],"otherwise":[{"to":"queue"}]}', 'epoch', 1);
INSERT INTO policy_publications (id, policy_version_id, at, kind, note) VALUES (1, 1, 'epoch', 'publish', '');
