-- Times are microseconds since 1970-01-01 UTC; booleans are 0 and 1.
-- What the company sells, each line served by groups.
CREATE TABLE product_lines (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE,
    status TEXT NOT NULL CHECK (status IN ('open', 'closed')),
    version INTEGER NOT NULL
) STRICT;

-- Groups of agents. The clock is that of the group's rotation: the start of the turn that was given last, in virtual time, and
-- how many turns were given. Whoever gives work of a group locks its row.
CREATE TABLE groups (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    description TEXT NOT NULL,
    product_line_id INTEGER REFERENCES product_lines (id),
    clock_now INTEGER NOT NULL DEFAULT 0,
    clock_turns INTEGER NOT NULL DEFAULT 0,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

-- Who is a member of which group. The row of who quits stays, with their seat in the rotation.
CREATE TABLE group_members (
    group_id INTEGER NOT NULL REFERENCES groups (id),
    employee_id INTEGER NOT NULL REFERENCES employees (id),
    weight INTEGER NOT NULL CHECK (weight BETWEEN 1 AND 20),
    -- How much they may have open in this group; NULL for any amount.
    capacity INTEGER CHECK (capacity >= 0),
    open_work INTEGER NOT NULL DEFAULT 0 CHECK (open_work >= 0),
    paused INTEGER NOT NULL CHECK (paused IN (0, 1)),
    -- When their next turn may start, in virtual time, and which turn of the group was their last.
    seat_next INTEGER NOT NULL DEFAULT 0,
    last_turn INTEGER NOT NULL DEFAULT 0,
    joined_at INTEGER NOT NULL,
    left_at INTEGER,
    version INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (group_id, employee_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX group_members_employee ON group_members (employee_id);

-- Working hours that people share. A span that ends before it begins passes midnight; it belongs to the day on which it begins.
CREATE TABLE schedules (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL
) STRICT;
CREATE TABLE schedule_spans (
    schedule_id INTEGER NOT NULL REFERENCES schedules (id) ON DELETE CASCADE,
    -- 1 is Monday.
    weekday INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),
    -- Minutes after midnight by the tenant's clock.
    from_minute INTEGER NOT NULL CHECK (from_minute BETWEEN 0 AND 1439),
    to_minute INTEGER NOT NULL CHECK (to_minute BETWEEN 1 AND 1440),
    PRIMARY KEY (schedule_id, weekday, from_minute),
    CHECK (from_minute <> to_minute)
) STRICT, WITHOUT ROWID;

-- Days that are not what their weekday says: holidays, and workdays that make up for them, on which people work as on another
-- weekday. Days are counted from 1970-01-01.
CREATE TABLE calendar_days (
    day INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('holiday', 'workday')),
    as_weekday INTEGER CHECK (as_weekday BETWEEN 1 AND 7),
    name TEXT NOT NULL,
    CHECK ((kind = 'workday') = (as_weekday IS NOT NULL))
) STRICT;

-- What the engine knows of each agent; a row for everybody who was ever picked as one.
CREATE TABLE agent_states (
    employee_id INTEGER PRIMARY KEY REFERENCES employees (id),
    presence TEXT NOT NULL CHECK (presence IN ('online', 'busy', 'away', 'offline')),
    presence_since INTEGER,
    -- How much they may have open at once; NULL for any amount.
    capacity INTEGER CHECK (capacity >= 0),
    -- NULL for any hour.
    schedule_id INTEGER REFERENCES schedules (id),
    open_work INTEGER NOT NULL DEFAULT 0 CHECK (open_work >= 0),
    last_assigned_at INTEGER,
    -- Whether they were within their hours and not on leave when somebody looked last; who waits is tried again when it changes.
    was_available INTEGER NOT NULL CHECK (was_available IN (0, 1)),
    version INTEGER NOT NULL
) STRICT;
CREATE TABLE agent_skills (
    employee_id INTEGER NOT NULL REFERENCES employees (id),
    skill TEXT NOT NULL,
    PRIMARY KEY (employee_id, skill)
) STRICT, WITHOUT ROWID;

CREATE TABLE leaves (
    id INTEGER PRIMARY KEY,
    employee_id INTEGER NOT NULL REFERENCES employees (id),
    from_at INTEGER NOT NULL,
    to_at INTEGER NOT NULL,
    reason TEXT NOT NULL,
    -- Whether open work goes back to the queue when it begins, and when that was done.
    gives_back INTEGER NOT NULL CHECK (gives_back IN (0, 1)),
    gave_back_at INTEGER,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    cancelled_at INTEGER,
    CHECK (to_at > from_at)
) STRICT;
CREATE INDEX leaves_employee ON leaves (employee_id, to_at);
CREATE INDEX leaves_end ON leaves (to_at);

-- Another number after every change to groups, members, hours, calendar, leaves and skills.
CREATE TABLE roster_stamp (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    stamp INTEGER NOT NULL
) STRICT;
INSERT INTO roster_stamp VALUES (1, 1);

-- Every change of what the engine knows of people, so that the roster of any past instant can be told.
CREATE TABLE roster_events (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    employee_id INTEGER NOT NULL,
    group_id INTEGER,
    kind TEXT NOT NULL,
    value TEXT,
    by_id INTEGER
) STRICT;

CREATE TABLE policy_versions (
    id INTEGER PRIMARY KEY,
    number INTEGER NOT NULL UNIQUE,
    status TEXT NOT NULL CHECK (status IN ('draft', 'published')),
    name TEXT NOT NULL,
    document TEXT NOT NULL,
    based_on INTEGER REFERENCES policy_versions (id),
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    version INTEGER NOT NULL
) STRICT;
-- Which version was in force from when on, until the next row.
CREATE TABLE policy_publications (
    id INTEGER PRIMARY KEY,
    policy_version_id INTEGER NOT NULL REFERENCES policy_versions (id),
    at INTEGER NOT NULL,
    by_id INTEGER,
    kind TEXT NOT NULL CHECK (kind IN ('publish', 'roll_back')),
    note TEXT NOT NULL
) STRICT;

CREATE TRIGGER employees_agents_begin AFTER INSERT ON employees WHEN NEW.is_agent = 1
BEGIN
    INSERT INTO agent_states (employee_id, presence, was_available, version) VALUES (NEW.id, 'offline', 0, 1);
END;
CREATE TRIGGER employees_agents_picked AFTER UPDATE OF is_agent ON employees WHEN NEW.is_agent = 1
BEGIN
    INSERT INTO agent_states (employee_id, presence, was_available, version) VALUES (NEW.id, 'offline', 0, 1)
    ON CONFLICT (employee_id) DO NOTHING;
END;
CREATE TRIGGER roster_events_not_changed BEFORE UPDATE ON roster_events
BEGIN SELECT RAISE(ABORT, 'roster_events is append-only'); END;
CREATE TRIGGER roster_events_kept BEFORE DELETE ON roster_events
BEGIN SELECT RAISE(ABORT, 'roster_events is append-only'); END;
CREATE TRIGGER policy_publications_not_changed BEFORE UPDATE ON policy_publications
BEGIN SELECT RAISE(ABORT, 'policy_publications is append-only'); END;
CREATE TRIGGER policy_publications_kept BEFORE DELETE ON policy_publications
BEGIN SELECT RAISE(ABORT, 'policy_publications is append-only'); END;
CREATE TRIGGER policy_publications_of_published BEFORE INSERT ON policy_publications
WHEN NOT EXISTS (SELECT 1 FROM policy_versions WHERE id = NEW.policy_version_id AND status = 'published')
    OR EXISTS (SELECT 1 FROM policy_publications WHERE at > NEW.at)
BEGIN SELECT RAISE(ABORT, 'only a published version is in force, from now on'); END;
CREATE TRIGGER policy_versions_fixed BEFORE UPDATE ON policy_versions WHEN OLD.status = 'published'
BEGIN SELECT RAISE(ABORT, 'a published policy never changes'); END;
CREATE TRIGGER policy_versions_kept BEFORE DELETE ON policy_versions WHEN OLD.status = 'published'
BEGIN SELECT RAISE(ABORT, 'a published policy never changes'); END;

-- What was so before there were policies: a customer goes to whoever holds their district.
INSERT INTO policy_versions (id, number, status, name, document, created_at, version) VALUES (1, 1, 'published', '', '{"rules":[{"key":"known","name":"熟客优先","enabled":true,"when":{"all":[]},"routes":[{"to":"sticky_owner","even_if_absent":true}]},{"key":"district","name":"商圈负责人","enabled":true,"when":{"all":[]},"routes":[{"to":"district_owner","even_if_absent":true}]}],"otherwise":[{"to":"queue"}]}', 0, 1);
INSERT INTO policy_publications (id, policy_version_id, at, kind, note) VALUES (1, 1, 0, 'publish', '');
