-- What customers did, as business systems told of it. Days are those of the tenant's calendar when it was told, as numbers.
CREATE TABLE behaviour_events (
    id BIGINT PRIMARY KEY,
    source TEXT COLLATE "C" NOT NULL CHECK (source <> ''),
    external_id TEXT COLLATE "C" NOT NULL CHECK (external_id <> ''),
    -- Of whom it was told, who was part of nobody then; whose it is now, its day says.
    told_of BIGINT NOT NULL REFERENCES customers (id),
    day INTEGER NOT NULL,
    kind TEXT COLLATE "C" NOT NULL CHECK (kind <> ''),
    at TIMESTAMPTZ NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    url TEXT COLLATE "C" NOT NULL,
    -- Stands for all that was sent.
    digest BIGINT NOT NULL,
    UNIQUE (source, external_id)
);
CREATE INDEX behaviour_events_of ON behaviour_events (told_of, day, at, id);

-- The same folded: how often somebody did one kind of thing on one day. Kept by the trigger below. Room is left on each page for
-- rows that grow during their day.
CREATE TABLE behaviour_days (
    -- The first event that was told of it.
    id BIGINT PRIMARY KEY REFERENCES behaviour_events (id),
    told_of BIGINT NOT NULL REFERENCES customers (id),
    -- Whose it is: a merge carries it over.
    customer_id BIGINT NOT NULL REFERENCES customers (id),
    day INTEGER NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    times BIGINT NOT NULL CHECK (times > 0),
    first_at TIMESTAMPTZ NOT NULL,
    last_at TIMESTAMPTZ NOT NULL,
    last_subject TEXT COLLATE "C" NOT NULL,
    UNIQUE (told_of, day, kind),
    CHECK (first_at <= last_at)
) WITH (fillfactor = 80);
CREATE INDEX behaviour_days_customer ON behaviour_days (customer_id, day, kind);
CREATE INDEX behaviour_days_day ON behaviour_days (day, kind, customer_id);

-- By statement, and in the order of the key, so two transactions cannot wait for each other. Of events at the same instant the
-- greater subject is the last, whichever came first. After the statement its foreign keys have waited for a merge that was on its
-- way; what it caught is tried again, and then finds the kept one.
CREATE FUNCTION fold_behaviour() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM new_rows n WHERE (SELECT c.status FROM customers c WHERE c.id = n.told_of) = 'merged') THEN
        RAISE EXCEPTION 'who is merged gets nothing new' USING ERRCODE = 'serialization_failure';
    END IF;
    INSERT INTO behaviour_days AS d (id, told_of, customer_id, day, kind, times, first_at, last_at, last_subject)
    SELECT min(id), told_of, told_of, day, kind, count(*), min(at), max(at), (array_agg(subject ORDER BY at DESC, subject DESC))[1]
    FROM new_rows GROUP BY told_of, day, kind ORDER BY told_of, day, kind
    ON CONFLICT (told_of, day, kind) DO UPDATE SET
        times = d.times + excluded.times,
        first_at = least(d.first_at, excluded.first_at),
        last_subject = CASE
            WHEN excluded.last_at > d.last_at THEN excluded.last_subject
            WHEN excluded.last_at = d.last_at THEN greatest(d.last_subject, excluded.last_subject)
            ELSE d.last_subject END,
        last_at = greatest(d.last_at, excluded.last_at);
    RETURN NULL;
END $$;
CREATE TRIGGER behaviour_events_folded AFTER INSERT ON behaviour_events REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION fold_behaviour();
CREATE TRIGGER behaviour_events_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON behaviour_events
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Only the trigger above writes here, and a merge says whose it is.
CREATE TRIGGER behaviour_days_begin BEFORE INSERT ON behaviour_days FOR EACH ROW WHEN (pg_trigger_depth() = 0)
EXECUTE FUNCTION refuse('behaviour_days is folded out of behaviour_events');
CREATE TRIGGER behaviour_days_grow BEFORE UPDATE OF times, first_at, last_at, last_subject ON behaviour_days
FOR EACH ROW WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION refuse('behaviour_days is folded out of behaviour_events');
CREATE TRIGGER behaviour_days_not_changed BEFORE UPDATE OF id, told_of, day, kind ON behaviour_days
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER behaviour_days_kept BEFORE DELETE OR TRUNCATE ON behaviour_days
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER behaviour_days_keep_customer BEFORE UPDATE OF customer_id ON behaviour_days FOR EACH ROW
WHEN (OLD.customer_id <> NEW.customer_id)
EXECUTE FUNCTION keep_customer('behaviour', 'whose behaviour it is changes by a merge only');
