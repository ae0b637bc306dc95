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
    status TEXT COLLATE "C" NOT NULL CHECK (status IN ('pending', 'rejected', 'queued', 'owned', 'merged')),
    -- Which customer they are part of now: what was theirs is that one's, and whoever asks for them gets that one.
    merged_into BIGINT REFERENCES customers (id),
    district_id BIGINT REFERENCES districts (id),
    registered_at TIMESTAMPTZ NOT NULL,
    reviewed_at TIMESTAMPTZ,
    reviewed_by BIGINT REFERENCES employees (id),
    reject_reason TEXT COLLATE "C",
    last_follow_up_at TIMESTAMPTZ,
    version BIGINT NOT NULL,
    CHECK ((status = 'merged') = (merged_into IS NOT NULL)),
    CHECK (merged_into <> id)
);
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

CREATE TRIGGER customers_kept BEFORE DELETE OR TRUNCATE ON customers FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Who owns each customer now: one row for a customer, so there is no way to write a second owner down. Apart from the
-- customers, because 100,000 of these rows change at once when a district moves; a trigger asks once for each statement
-- whether the owners are active agents, where a foreign key would ask for each row.
CREATE TABLE ownerships (
    customer_id BIGINT PRIMARY KEY REFERENCES customers (id),
    owner_id BIGINT NOT NULL,
    -- Names the change of owners that began this, the same for everyone who changed hands in it.
    change_id BIGINT NOT NULL,
    since TIMESTAMPTZ NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    by_id BIGINT,
    -- Calendar days of the tenant, counted from 1970-01-01: since when nobody followed up, and until when someone must.
    idle_since INTEGER NOT NULL,
    due_on INTEGER NOT NULL
);
CREATE INDEX ownerships_owner ON ownerships (owner_id, customer_id);
CREATE INDEX ownerships_owner_due ON ownerships (owner_id, due_on, customer_id);
CREATE INDEX ownerships_due ON ownerships (due_on, customer_id);

-- Who owned a customer from when to when, until somebody else did. Triggers write it whenever an ownership changes or ends,
-- so no path can forget to.
CREATE TABLE ownership_periods (
    customer_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    owner_id BIGINT NOT NULL,
    from_at TIMESTAMPTZ NOT NULL,
    to_at TIMESTAMPTZ NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    by_id BIGINT,
    PRIMARY KEY (customer_id, id),
    CHECK (to_at >= from_at)
);

-- How many customers each owner has, by the day on which they are due. Kept by the triggers below on every path, so that
-- counts by owner never read the customers themselves.
CREATE TABLE owner_load (
    owner_id BIGINT NOT NULL,
    due_on INTEGER NOT NULL,
    -- Not BIGINT, of which PostgreSQL adds up numbers of any length, and takes twice the time.
    customers INTEGER NOT NULL,
    PRIMARY KEY (owner_id, due_on)
);

CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER customers_born_unowned BEFORE INSERT ON customers FOR EACH ROW WHEN (NEW.status = 'owned')
EXECUTE FUNCTION refuse('an owned customer has an ownership');
CREATE FUNCTION refuse_status() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.status = 'owned') <> EXISTS (SELECT 1 FROM ownerships WHERE customer_id = NEW.id)
        OR (OLD.status <> NEW.status AND (OLD.status, NEW.status) NOT IN (
            ('pending', 'queued'), ('pending', 'rejected'), ('queued', 'owned'), ('owned', 'queued'),
            ('pending', 'merged'), ('rejected', 'merged'), ('queued', 'merged'),
            ('merged', 'pending'), ('merged', 'rejected'), ('merged', 'queued')))
    THEN
        RAISE EXCEPTION 'a customer cannot change status so' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER customers_status BEFORE UPDATE OF status ON customers FOR EACH ROW EXECUTE FUNCTION refuse_status();

CREATE TRIGGER ownerships_change_whole BEFORE UPDATE ON ownerships FOR EACH ROW
WHEN (OLD.customer_id <> NEW.customer_id OR CASE WHEN OLD.owner_id = NEW.owner_id
    THEN (OLD.change_id, OLD.since, OLD.reason, OLD.by_id) IS DISTINCT FROM (NEW.change_id, NEW.since, NEW.reason, NEW.by_id)
    ELSE OLD.change_id = NEW.change_id OR NEW.since < OLD.since END)
EXECUTE FUNCTION refuse('an ownership changes as a whole');
CREATE TRIGGER ownerships_not_truncated BEFORE TRUNCATE ON ownerships FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE FUNCTION refuse_departure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM ownerships WHERE owner_id = NEW.id) THEN
        RAISE EXCEPTION 'an owner is an active agent' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER employees_leave_nobody BEFORE UPDATE OF is_agent, status ON employees FOR EACH ROW
WHEN (NOT NEW.is_agent OR NEW.status <> 'active') EXECUTE FUNCTION refuse_departure();

CREATE FUNCTION refuse_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM (SELECT DISTINCT owner_id FROM new_rows) n LEFT JOIN employees e ON e.id = n.owner_id
        WHERE e.id IS NULL OR NOT e.is_agent OR e.status <> 'active'
    ) THEN
        RAISE EXCEPTION 'an owner is an active agent' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER ownerships_of_agents AFTER INSERT ON ownerships REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION refuse_owner();
CREATE TRIGGER ownerships_to_agents AFTER UPDATE ON ownerships REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION refuse_owner();

-- Rows of owner_load are touched in the order of their key, so two transactions cannot wait for each other.
CREATE FUNCTION ownerships_begun() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM new_rows n JOIN ownership_periods p ON p.customer_id = n.customer_id AND p.to_at > n.since
    ) THEN
        RAISE EXCEPTION 'ownership periods overlap' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    UPDATE customers SET status = 'owned' WHERE id IN (SELECT customer_id FROM new_rows);
    INSERT INTO owner_load
    SELECT owner_id, due_on, count(*) FROM new_rows GROUP BY owner_id, due_on ORDER BY owner_id, due_on
    ON CONFLICT (owner_id, due_on) DO UPDATE SET customers = owner_load.customers + excluded.customers;
    RETURN NULL;
END $$;
CREATE FUNCTION ownerships_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO ownership_periods (customer_id, id, owner_id, from_at, to_at, reason, by_id)
    SELECT o.customer_id, o.change_id, o.owner_id, o.since, n.since, o.reason, o.by_id
    FROM old_rows o JOIN new_rows n ON n.customer_id = o.customer_id WHERE n.owner_id <> o.owner_id;
    INSERT INTO owner_load
    SELECT owner_id, due_on, sum(n) FROM (
        SELECT owner_id, due_on, 1 AS n FROM new_rows
        UNION ALL
        SELECT owner_id, due_on, -1 FROM old_rows
    ) AS change
    GROUP BY owner_id, due_on HAVING sum(n) <> 0 ORDER BY owner_id, due_on
    ON CONFLICT (owner_id, due_on) DO UPDATE SET customers = owner_load.customers + excluded.customers;
    RETURN NULL;
END $$;
-- A period that ends with nobody after it ends by the clock of the database.
CREATE FUNCTION ownerships_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO ownership_periods (customer_id, id, owner_id, from_at, to_at, reason, by_id)
    SELECT customer_id, change_id, owner_id, since, greatest(since, clock_timestamp()), reason, by_id FROM old_rows;
    UPDATE customers SET status = 'queued' WHERE id IN (SELECT customer_id FROM old_rows);
    INSERT INTO owner_load
    SELECT owner_id, due_on, -count(*) FROM old_rows GROUP BY owner_id, due_on ORDER BY owner_id, due_on
    ON CONFLICT (owner_id, due_on) DO UPDATE SET customers = owner_load.customers + excluded.customers;
    RETURN NULL;
END $$;
CREATE TRIGGER ownerships_begun AFTER INSERT ON ownerships REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ownerships_begun();
CREATE TRIGGER ownerships_changed AFTER UPDATE ON ownerships REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ownerships_changed();
CREATE TRIGGER ownerships_ended AFTER DELETE ON ownerships REFERENCING OLD TABLE AS old_rows
FOR EACH STATEMENT EXECUTE FUNCTION ownerships_ended();

CREATE FUNCTION refuse_ownership_overlap() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM new_rows n JOIN ownership_periods p ON p.customer_id = n.customer_id AND p.id <> n.id
        WHERE p.to_at > n.from_at AND p.from_at < n.to_at
    ) OR EXISTS (
        SELECT 1 FROM new_rows n JOIN ownerships o ON o.customer_id = n.customer_id WHERE o.since < n.to_at
    ) THEN
        RAISE EXCEPTION 'ownership periods overlap' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
-- Not asked of what the triggers above write: it begins where an ownership began, which was after the last period, and ends
-- where the next one begins.
CREATE TRIGGER ownership_periods_no_overlap AFTER INSERT ON ownership_periods REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION refuse_ownership_overlap();
CREATE TRIGGER ownership_periods_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON ownership_periods
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
-- That they are not changed, save that a merge of customers carries them over, is said where merges are.
CREATE TRIGGER follow_ups_kept BEFORE DELETE OR TRUNCATE ON follow_ups
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What happened to a customer, except for changes of the owner, which ownerships and ownership_periods tell. An entry about a
-- follow-up has that one's id.
CREATE TABLE timeline (
    id BIGINT PRIMARY KEY,
    customer_id BIGINT NOT NULL REFERENCES customers (id),
    at TIMESTAMPTZ NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    by_id BIGINT,
    detail TEXT COLLATE "C"
);
-- With the kind, so that one kind of many entries is found without reading the others.
CREATE INDEX timeline_customer ON timeline (customer_id, id, kind);
CREATE TRIGGER timeline_kept BEFORE DELETE OR TRUNCATE ON timeline
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
