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

CREATE FUNCTION agents_begin() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO agent_states (employee_id, presence, was_available, version) VALUES (NEW.id, 'offline', FALSE, 1)
    ON CONFLICT (employee_id) DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER employees_agents_begin AFTER INSERT OR UPDATE OF is_agent ON employees FOR EACH ROW WHEN (NEW.is_agent)
EXECUTE FUNCTION agents_begin();
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

-- What was so before there were policies: a customer goes to whoever holds their district.
INSERT INTO policy_versions (id, number, status, name, document, created_at, version) VALUES (1, 1, 'published', '', '{"rules":[{"key":"known","name":"熟客优先","enabled":true,"when":{"all":[]},"routes":[{"to":"sticky_owner","even_if_absent":true}]},{"key":"district","name":"商圈负责人","enabled":true,"when":{"all":[]},"routes":[{"to":"district_owner","even_if_absent":true}]}],"otherwise":[{"to":"queue"}]}', 'epoch', 1);
INSERT INTO policy_publications (id, policy_version_id, at, kind, note) VALUES (1, 1, 'epoch', 'publish', '');
