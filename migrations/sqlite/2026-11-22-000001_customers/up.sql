-- Times are microseconds since 1970-01-01 UTC; booleans are 0 and 1.
CREATE TABLE customers (
    id INTEGER PRIMARY KEY,
    phone TEXT NOT NULL UNIQUE,
    phone_tail TEXT NOT NULL,
    name TEXT NOT NULL,
    pinyin TEXT NOT NULL,
    initials TEXT NOT NULL,
    company TEXT NOT NULL,
    source TEXT NOT NULL,
    address TEXT NOT NULL,
    attributes TEXT NOT NULL,
    level TEXT NOT NULL CHECK (level IN ('a', 'b', 'c', 'd')),
    status TEXT NOT NULL CHECK (status IN ('pending', 'rejected', 'queued', 'owned', 'merged')),
    -- Which customer they are part of now: what was theirs is that one's, and whoever asks for them gets that one.
    merged_into INTEGER REFERENCES customers (id),
    district_id INTEGER REFERENCES districts (id),
    registered_at INTEGER NOT NULL,
    reviewed_at INTEGER,
    reviewed_by INTEGER REFERENCES employees (id),
    reject_reason TEXT,
    last_follow_up_at INTEGER,
    version INTEGER NOT NULL,
    CHECK ((status = 'merged') = (merged_into IS NOT NULL)),
    CHECK (merged_into <> id)
) STRICT;
CREATE INDEX customers_waiting ON customers (status, id) WHERE status <> 'owned';
CREATE INDEX customers_district ON customers (district_id, id);
CREATE INDEX customers_queued ON customers (district_id, id) WHERE status = 'queued';
-- With what tells people of the same name, or of the same company, apart: so duplicates are found.
CREATE INDEX customers_name ON customers (name, company);
CREATE INDEX customers_company ON customers (company, pinyin) WHERE company <> '';
CREATE INDEX customers_pinyin ON customers (pinyin);
CREATE INDEX customers_initials ON customers (initials);
CREATE INDEX customers_phone_tail ON customers (phone_tail, name);
CREATE INDEX customers_merged_into ON customers (merged_into) WHERE merged_into IS NOT NULL;

-- Who owns each customer now: one row for a customer, so there is no way to write a second owner down. Apart from the
-- customers, because 100,000 of these rows change at once when a district moves.
CREATE TABLE ownerships (
    customer_id INTEGER PRIMARY KEY REFERENCES customers (id),
    owner_id INTEGER NOT NULL,
    -- Names the change of owners that began this, the same for everyone who changed hands in it.
    change_id INTEGER NOT NULL,
    since INTEGER NOT NULL,
    reason TEXT NOT NULL,
    by_id INTEGER,
    -- Calendar days of the tenant, counted from 1970-01-01: since when nobody followed up, and until when someone must.
    idle_since INTEGER NOT NULL,
    due_on INTEGER NOT NULL
) STRICT;
CREATE INDEX ownerships_owner ON ownerships (owner_id, customer_id);
CREATE INDEX ownerships_owner_due ON ownerships (owner_id, due_on, customer_id);
CREATE INDEX ownerships_due ON ownerships (due_on, customer_id);

-- Who owned a customer from when to when, until somebody else did. Triggers write it whenever an ownership changes or ends,
-- so no path can forget to. Not clustered by customer: a move of 100,000 would then write a page for each.
CREATE TABLE ownership_periods (
    customer_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    owner_id INTEGER NOT NULL,
    from_at INTEGER NOT NULL,
    to_at INTEGER NOT NULL,
    reason TEXT NOT NULL,
    by_id INTEGER,
    -- With the end, so that whether a period overlaps is told by the key, however many a customer has had.
    PRIMARY KEY (customer_id, id, to_at),
    CHECK (to_at >= from_at)
) STRICT;

-- How many customers each owner has, by the day on which they are due. Kept by the triggers below on every path, so that
-- counts by owner never read the customers themselves.
CREATE TABLE owner_load (
    owner_id INTEGER NOT NULL,
    due_on INTEGER NOT NULL,
    customers INTEGER NOT NULL,
    PRIMARY KEY (owner_id, due_on)
) STRICT, WITHOUT ROWID;

CREATE TABLE follow_ups (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    author_id INTEGER NOT NULL REFERENCES employees (id),
    owner_id INTEGER,
    at INTEGER NOT NULL,
    way TEXT NOT NULL CHECK (way IN ('wechat', 'phone', 'store_visit')),
    content TEXT NOT NULL
) STRICT;
CREATE INDEX follow_ups_customer ON follow_ups (customer_id, id);
CREATE INDEX follow_ups_owner ON follow_ups (owner_id, at);

-- What happened to a customer, except for changes of the owner, which ownerships and ownership_periods tell. An entry about a
-- follow-up has that one's id.
CREATE TABLE timeline (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    by_id INTEGER,
    detail TEXT
) STRICT;
-- With the kind, so that one kind of many entries is found without reading the others.
CREATE INDEX timeline_customer ON timeline (customer_id, id, kind);

CREATE TRIGGER customers_kept BEFORE DELETE ON customers
BEGIN SELECT RAISE(ABORT, 'customers is append-only'); END;

CREATE TRIGGER customers_born_unowned BEFORE INSERT ON customers WHEN NEW.status = 'owned'
BEGIN SELECT RAISE(ABORT, 'an owned customer has an ownership'); END;
CREATE TRIGGER customers_status BEFORE UPDATE OF status ON customers
WHEN (NEW.status = 'owned') <> EXISTS (SELECT 1 FROM ownerships WHERE customer_id = NEW.id)
    OR (OLD.status <> NEW.status AND (OLD.status, NEW.status) NOT IN (
        VALUES ('pending', 'queued'), ('pending', 'rejected'), ('queued', 'owned'), ('owned', 'queued'),
               ('pending', 'merged'), ('rejected', 'merged'), ('queued', 'merged'),
               ('merged', 'pending'), ('merged', 'rejected'), ('merged', 'queued')))
BEGIN SELECT RAISE(ABORT, 'a customer cannot change status so'); END;

CREATE TRIGGER ownerships_begin_after BEFORE INSERT ON ownerships
WHEN EXISTS (SELECT 1 FROM ownership_periods WHERE customer_id = NEW.customer_id AND to_at > NEW.since)
BEGIN SELECT RAISE(ABORT, 'ownership periods overlap'); END;
CREATE TRIGGER ownerships_change_whole BEFORE UPDATE ON ownerships
WHEN OLD.customer_id <> NEW.customer_id OR CASE WHEN OLD.owner_id = NEW.owner_id
    THEN OLD.change_id <> NEW.change_id OR OLD.since <> NEW.since OR OLD.reason <> NEW.reason OR OLD.by_id IS NOT NEW.by_id
    ELSE OLD.change_id = NEW.change_id OR NEW.since < OLD.since END
BEGIN SELECT RAISE(ABORT, 'an ownership changes as a whole'); END;
CREATE TRIGGER ownerships_of_agents BEFORE INSERT ON ownerships
WHEN NOT EXISTS (SELECT 1 FROM employees WHERE id = NEW.owner_id AND is_agent = 1 AND status = 'active')
BEGIN SELECT RAISE(ABORT, 'an owner is an active agent'); END;
CREATE TRIGGER ownerships_to_agents BEFORE UPDATE OF owner_id ON ownerships
WHEN NOT EXISTS (SELECT 1 FROM employees WHERE id = NEW.owner_id AND is_agent = 1 AND status = 'active')
BEGIN SELECT RAISE(ABORT, 'an owner is an active agent'); END;
CREATE TRIGGER employees_leave_nobody BEFORE UPDATE OF is_agent, status ON employees
WHEN (NEW.is_agent = 0 OR NEW.status <> 'active') AND EXISTS (SELECT 1 FROM ownerships WHERE owner_id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'an owner is an active agent'); END;

CREATE TRIGGER ownerships_begun AFTER INSERT ON ownerships
BEGIN
    UPDATE customers SET status = 'owned' WHERE id = NEW.customer_id;
    INSERT INTO owner_load (owner_id, due_on, customers) VALUES (NEW.owner_id, NEW.due_on, 1)
    ON CONFLICT (owner_id, due_on) DO UPDATE SET customers = customers + 1;
END;
CREATE TRIGGER ownerships_changed AFTER UPDATE OF owner_id ON ownerships WHEN OLD.owner_id <> NEW.owner_id
BEGIN
    INSERT INTO ownership_periods (customer_id, id, owner_id, from_at, to_at, reason, by_id)
    VALUES (OLD.customer_id, OLD.change_id, OLD.owner_id, OLD.since, NEW.since, OLD.reason, OLD.by_id);
END;
CREATE TRIGGER ownerships_load AFTER UPDATE OF owner_id, due_on ON ownerships
WHEN OLD.owner_id <> NEW.owner_id OR OLD.due_on <> NEW.due_on
BEGIN
    UPDATE owner_load SET customers = customers - 1 WHERE owner_id = OLD.owner_id AND due_on = OLD.due_on;
    INSERT INTO owner_load (owner_id, due_on, customers) VALUES (NEW.owner_id, NEW.due_on, 1)
    ON CONFLICT (owner_id, due_on) DO UPDATE SET customers = customers + 1;
END;
-- A period that ends with nobody after it ends by the clock of the database.
CREATE TRIGGER ownerships_ended AFTER DELETE ON ownerships
BEGIN
    INSERT INTO ownership_periods (customer_id, id, owner_id, from_at, to_at, reason, by_id)
    VALUES (OLD.customer_id, OLD.change_id, OLD.owner_id, OLD.since,
            max(OLD.since, CAST(unixepoch('subsec') * 1000000 AS INTEGER)), OLD.reason, OLD.by_id);
    UPDATE customers SET status = 'queued' WHERE id = OLD.customer_id;
    UPDATE owner_load SET customers = customers - 1 WHERE owner_id = OLD.owner_id AND due_on = OLD.due_on;
END;

CREATE TRIGGER ownership_periods_no_overlap BEFORE INSERT ON ownership_periods
WHEN EXISTS (
        SELECT 1 FROM ownership_periods WHERE customer_id = NEW.customer_id AND (to_at > NEW.from_at OR id = NEW.id))
    OR EXISTS (SELECT 1 FROM ownerships WHERE customer_id = NEW.customer_id AND since < NEW.to_at)
BEGIN SELECT RAISE(ABORT, 'ownership periods overlap'); END;
CREATE TRIGGER ownership_periods_not_changed BEFORE UPDATE ON ownership_periods
BEGIN SELECT RAISE(ABORT, 'ownership_periods is append-only'); END;
CREATE TRIGGER ownership_periods_kept BEFORE DELETE ON ownership_periods
BEGIN SELECT RAISE(ABORT, 'ownership_periods is append-only'); END;
-- That they are not changed, save that a merge of customers carries them over, is said where merges are.
CREATE TRIGGER follow_ups_kept BEFORE DELETE ON follow_ups BEGIN SELECT RAISE(ABORT, 'follow_ups is append-only'); END;
CREATE TRIGGER timeline_kept BEFORE DELETE ON timeline BEGIN SELECT RAISE(ABORT, 'timeline is append-only'); END;
