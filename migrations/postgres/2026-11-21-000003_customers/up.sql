CREATE TABLE customers (
    id BIGINT PRIMARY KEY,
    phone TEXT COLLATE "C" NOT NULL UNIQUE,
    phone_tail TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    pinyin TEXT COLLATE "C" NOT NULL,
    initials TEXT COLLATE "C" NOT NULL,
    company TEXT COLLATE "C" NOT NULL,
    source TEXT COLLATE "C" NOT NULL,
    address TEXT COLLATE "C" NOT NULL,
    attributes TEXT COLLATE "C" NOT NULL,
    level TEXT COLLATE "C" NOT NULL CHECK (level IN ('a', 'b', 'c', 'd')),
    status TEXT COLLATE "C" NOT NULL CHECK (status IN ('pending', 'rejected', 'queued', 'owned')),
    district_id BIGINT REFERENCES districts (id),
    owner_id BIGINT REFERENCES employees (id),
    owned_since TIMESTAMPTZ,
    registered_at TIMESTAMPTZ NOT NULL,
    reviewed_at TIMESTAMPTZ,
    reviewed_by BIGINT REFERENCES employees (id),
    reject_reason TEXT COLLATE "C",
    last_follow_up_at TIMESTAMPTZ,
    -- Calendar days of the tenant, counted from 1970-01-01: since when nobody followed up, and until when someone must.
    idle_since INTEGER,
    due_on INTEGER,
    version BIGINT NOT NULL,
    CHECK ((status = 'owned') = (owner_id IS NOT NULL)),
    CHECK ((owner_id IS NULL) = (owned_since IS NULL)),
    CHECK ((owner_id IS NULL) = (idle_since IS NULL)),
    CHECK ((owner_id IS NULL) = (due_on IS NULL)),
    CHECK (status NOT IN ('queued', 'owned') OR district_id IS NOT NULL)
);
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

CREATE TRIGGER customers_kept BEFORE DELETE OR TRUNCATE ON customers FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- How many customers each owner has, by the day on which they are due. Kept by the triggers below on every path, so that
-- counts by owner never read the customers themselves.
CREATE TABLE owner_load (
    owner_id BIGINT NOT NULL,
    due_on INTEGER NOT NULL,
    customers BIGINT NOT NULL,
    PRIMARY KEY (owner_id, due_on)
);

-- Rows are touched in the order of their key, so two transactions cannot wait for each other.
CREATE FUNCTION add_owner_load() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO owner_load
    SELECT owner_id, due_on, count(*) FROM new_rows WHERE owner_id IS NOT NULL
    GROUP BY owner_id, due_on ORDER BY owner_id, due_on
    ON CONFLICT (owner_id, due_on) DO UPDATE SET customers = owner_load.customers + excluded.customers;
    RETURN NULL;
END $$;
CREATE FUNCTION move_owner_load() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO owner_load
    SELECT owner_id, due_on, sum(n) FROM (
        SELECT owner_id, due_on, 1 AS n FROM new_rows WHERE owner_id IS NOT NULL
        UNION ALL
        SELECT owner_id, due_on, -1 FROM old_rows WHERE owner_id IS NOT NULL
    ) AS change
    GROUP BY owner_id, due_on HAVING sum(n) <> 0 ORDER BY owner_id, due_on
    ON CONFLICT (owner_id, due_on) DO UPDATE SET customers = owner_load.customers + excluded.customers;
    RETURN NULL;
END $$;
CREATE TRIGGER customers_load_added AFTER INSERT ON customers REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION add_owner_load();
CREATE TRIGGER customers_load_moved AFTER UPDATE ON customers REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION move_owner_load();

-- Who owned a customer from when to when. A period is inserted open, closed once, and never changes again; with one open
-- period for each customer at most, and none that begins before an earlier one ended, periods cannot overlap.
CREATE TABLE ownership_periods (
    id BIGINT PRIMARY KEY,
    customer_id BIGINT NOT NULL REFERENCES customers (id),
    owner_id BIGINT NOT NULL REFERENCES employees (id),
    from_at TIMESTAMPTZ NOT NULL,
    to_at TIMESTAMPTZ,
    reason TEXT COLLATE "C" NOT NULL,
    by_id BIGINT,
    CHECK (to_at >= from_at)
);
CREATE UNIQUE INDEX ownership_periods_open ON ownership_periods (customer_id) WHERE to_at IS NULL;
CREATE INDEX ownership_periods_history ON ownership_periods (customer_id, from_at);

CREATE TRIGGER ownership_periods_born_open BEFORE INSERT ON ownership_periods FOR EACH ROW
WHEN (NEW.to_at IS NOT NULL) EXECUTE FUNCTION refuse_change();
CREATE FUNCTION refuse_ownership_overlap() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM new_rows n JOIN ownership_periods p ON p.customer_id = n.customer_id AND p.to_at > n.from_at
    ) THEN
        RAISE EXCEPTION 'ownership periods overlap' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER ownership_periods_no_overlap AFTER INSERT ON ownership_periods REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION refuse_ownership_overlap();
CREATE TRIGGER ownership_periods_closed_once BEFORE UPDATE ON ownership_periods FOR EACH ROW
WHEN (OLD.to_at IS NOT NULL OR NEW.to_at IS NULL
      OR (OLD.id, OLD.customer_id, OLD.owner_id, OLD.from_at, OLD.reason)
         IS DISTINCT FROM (NEW.id, NEW.customer_id, NEW.owner_id, NEW.from_at, NEW.reason))
EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ownership_periods_kept BEFORE DELETE OR TRUNCATE ON ownership_periods
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE follow_ups (
    id BIGINT PRIMARY KEY,
    customer_id BIGINT NOT NULL REFERENCES customers (id),
    author_id BIGINT NOT NULL REFERENCES employees (id),
    owner_id BIGINT,
    at TIMESTAMPTZ NOT NULL,
    way TEXT COLLATE "C" NOT NULL CHECK (way IN ('wechat', 'phone', 'store_visit')),
    content TEXT COLLATE "C" NOT NULL
);
CREATE INDEX follow_ups_customer ON follow_ups (customer_id, id);
CREATE INDEX follow_ups_owner ON follow_ups (owner_id, at);
CREATE TRIGGER follow_ups_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON follow_ups
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- An entry about a follow-up or an ownership period has that one's id. No foreign key: an entry is written in the
-- transaction that changes its customer, customers are never deleted, and a check for each of 100,000 entries would take
-- longer than the move that writes them.
CREATE TABLE timeline (
    id BIGINT PRIMARY KEY,
    customer_id BIGINT NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    by_id BIGINT,
    detail TEXT COLLATE "C"
);
CREATE INDEX timeline_customer ON timeline (customer_id, id);
CREATE TRIGGER timeline_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON timeline
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
