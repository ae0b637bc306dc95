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
    status TEXT NOT NULL CHECK (status IN ('pending', 'rejected', 'queued', 'owned')),
    district_id INTEGER REFERENCES districts (id),
    owner_id INTEGER REFERENCES employees (id),
    owned_since INTEGER,
    registered_at INTEGER NOT NULL,
    reviewed_at INTEGER,
    reviewed_by INTEGER REFERENCES employees (id),
    reject_reason TEXT,
    last_follow_up_at INTEGER,
    -- Calendar days of the tenant, counted from 1970-01-01: since when nobody followed up, and until when someone must.
    idle_since INTEGER,
    due_on INTEGER,
    version INTEGER NOT NULL,
    CHECK ((status = 'owned') = (owner_id IS NOT NULL)),
    CHECK ((owner_id IS NULL) = (owned_since IS NULL)),
    CHECK ((owner_id IS NULL) = (idle_since IS NULL)),
    CHECK ((owner_id IS NULL) = (due_on IS NULL)),
    CHECK (status NOT IN ('queued', 'owned') OR district_id IS NOT NULL)
) STRICT;
CREATE INDEX customers_owner ON customers (owner_id, id);
CREATE INDEX customers_owner_due ON customers (owner_id, due_on, id);
CREATE INDEX customers_due ON customers (due_on, id) WHERE due_on IS NOT NULL;
CREATE INDEX customers_waiting ON customers (status, id) WHERE status <> 'owned';
CREATE INDEX customers_district ON customers (district_id, id);
CREATE INDEX customers_name ON customers (name);
CREATE INDEX customers_company ON customers (company) WHERE company <> '';
CREATE INDEX customers_pinyin ON customers (pinyin);
CREATE INDEX customers_initials ON customers (initials);
CREATE INDEX customers_phone_tail ON customers (phone_tail);

-- How many customers each owner has, by the day on which they are due. Kept by the triggers below on every path, so that
-- counts by owner never read the customers themselves.
CREATE TABLE owner_load (
    owner_id INTEGER NOT NULL,
    due_on INTEGER NOT NULL,
    customers INTEGER NOT NULL,
    PRIMARY KEY (owner_id, due_on)
) STRICT, WITHOUT ROWID;

-- Who owned a customer from when to when. A period is inserted open, closed once, and never changes again; with one open
-- period for each customer at most, and none that begins before an earlier one ended, periods cannot overlap.
CREATE TABLE ownership_periods (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    owner_id INTEGER NOT NULL REFERENCES employees (id),
    from_at INTEGER NOT NULL,
    to_at INTEGER,
    reason TEXT NOT NULL,
    by_id INTEGER,
    CHECK (to_at >= from_at)
) STRICT;
CREATE UNIQUE INDEX ownership_periods_open ON ownership_periods (customer_id) WHERE to_at IS NULL;
CREATE INDEX ownership_periods_history ON ownership_periods (customer_id, from_at);

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

-- An entry about a follow-up or an ownership period has that one's id. No foreign key: an entry is written in the
-- transaction that changes its customer, customers are never deleted, and a check for each of 100,000 entries would take
-- longer than the move that writes them.
CREATE TABLE timeline (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    by_id INTEGER,
    detail TEXT
) STRICT;
CREATE INDEX timeline_customer ON timeline (customer_id, id);

CREATE TRIGGER customers_kept BEFORE DELETE ON customers
BEGIN SELECT RAISE(ABORT, 'customers is append-only'); END;

CREATE TRIGGER customers_load_added AFTER INSERT ON customers WHEN NEW.owner_id IS NOT NULL
BEGIN
    INSERT INTO owner_load (owner_id, due_on, customers) VALUES (NEW.owner_id, NEW.due_on, 1)
    ON CONFLICT (owner_id, due_on) DO UPDATE SET customers = customers + 1;
END;
CREATE TRIGGER customers_load_left AFTER UPDATE OF owner_id, due_on ON customers
WHEN OLD.owner_id IS NOT NULL AND (OLD.owner_id IS NOT NEW.owner_id OR OLD.due_on IS NOT NEW.due_on)
BEGIN
    UPDATE owner_load SET customers = customers - 1 WHERE owner_id = OLD.owner_id AND due_on = OLD.due_on;
END;
CREATE TRIGGER customers_load_joined AFTER UPDATE OF owner_id, due_on ON customers
WHEN NEW.owner_id IS NOT NULL AND (OLD.owner_id IS NOT NEW.owner_id OR OLD.due_on IS NOT NEW.due_on)
BEGIN
    INSERT INTO owner_load (owner_id, due_on, customers) VALUES (NEW.owner_id, NEW.due_on, 1)
    ON CONFLICT (owner_id, due_on) DO UPDATE SET customers = customers + 1;
END;

CREATE TRIGGER ownership_periods_no_overlap BEFORE INSERT ON ownership_periods
WHEN NEW.to_at IS NOT NULL OR EXISTS (
    SELECT 1 FROM ownership_periods
    WHERE customer_id = NEW.customer_id AND (to_at IS NULL OR to_at > NEW.from_at)
)
BEGIN SELECT RAISE(ABORT, 'ownership periods overlap'); END;
CREATE TRIGGER ownership_periods_closed_once BEFORE UPDATE ON ownership_periods
WHEN OLD.to_at IS NOT NULL OR NEW.to_at IS NULL OR OLD.id <> NEW.id OR OLD.customer_id <> NEW.customer_id
    OR OLD.owner_id <> NEW.owner_id OR OLD.from_at <> NEW.from_at OR OLD.reason <> NEW.reason
BEGIN SELECT RAISE(ABORT, 'ownership_periods is append-only'); END;
CREATE TRIGGER ownership_periods_kept BEFORE DELETE ON ownership_periods
BEGIN SELECT RAISE(ABORT, 'ownership_periods is append-only'); END;
CREATE TRIGGER follow_ups_not_changed BEFORE UPDATE ON follow_ups BEGIN SELECT RAISE(ABORT, 'follow_ups is append-only'); END;
CREATE TRIGGER follow_ups_kept BEFORE DELETE ON follow_ups BEGIN SELECT RAISE(ABORT, 'follow_ups is append-only'); END;
CREATE TRIGGER timeline_not_changed BEFORE UPDATE ON timeline BEGIN SELECT RAISE(ABORT, 'timeline is append-only'); END;
CREATE TRIGGER timeline_kept BEFORE DELETE ON timeline BEGIN SELECT RAISE(ABORT, 'timeline is append-only'); END;
