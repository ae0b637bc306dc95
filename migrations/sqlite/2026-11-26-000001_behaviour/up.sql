-- Times are microseconds since 1970-01-01 UTC.
-- What customers did, as business systems told of it. Days are those of the tenant's calendar when it was told, as numbers.
CREATE TABLE behaviour_events (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL CHECK (source <> ''),
    external_id TEXT NOT NULL CHECK (external_id <> ''),
    -- Of whom it was told, who was part of nobody then; whose it is now, its day says.
    told_of INTEGER NOT NULL REFERENCES customers (id),
    day INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind <> ''),
    at INTEGER NOT NULL,
    subject TEXT NOT NULL,
    url TEXT NOT NULL,
    -- Stands for all that was sent.
    digest INTEGER NOT NULL,
    UNIQUE (source, external_id)
) STRICT;
CREATE INDEX behaviour_events_of ON behaviour_events (told_of, day, at, id);

-- The same folded: how often somebody did one kind of thing on one day. Kept by the trigger below.
CREATE TABLE behaviour_days (
    -- The first event that was told of it.
    id INTEGER PRIMARY KEY REFERENCES behaviour_events (id),
    told_of INTEGER NOT NULL REFERENCES customers (id),
    -- Whose it is: a merge carries it over.
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    day INTEGER NOT NULL,
    kind TEXT NOT NULL,
    times INTEGER NOT NULL CHECK (times > 0),
    first_at INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    last_subject TEXT NOT NULL,
    UNIQUE (told_of, day, kind),
    CHECK (first_at <= last_at)
) STRICT;
CREATE INDEX behaviour_days_customer ON behaviour_days (customer_id, day, kind);
CREATE INDEX behaviour_days_day ON behaviour_days (day, kind, customer_id);

-- Of events at the same instant the greater subject is the last, whichever came first.
CREATE TRIGGER behaviour_events_folded AFTER INSERT ON behaviour_events BEGIN
    INSERT INTO behaviour_days (id, told_of, customer_id, day, kind, times, first_at, last_at, last_subject)
    VALUES (NEW.id, NEW.told_of, NEW.told_of, NEW.day, NEW.kind, 1, NEW.at, NEW.at, NEW.subject)
    ON CONFLICT (told_of, day, kind) DO UPDATE SET
        times = times + 1,
        first_at = min(first_at, excluded.first_at),
        last_subject = CASE
            WHEN excluded.last_at > last_at THEN excluded.last_subject
            WHEN excluded.last_at = last_at THEN max(last_subject, excluded.last_subject)
            ELSE last_subject END,
        last_at = max(last_at, excluded.last_at);
END;

CREATE TRIGGER behaviour_events_of_one BEFORE INSERT ON behaviour_events
WHEN EXISTS (SELECT 1 FROM customers WHERE id = NEW.told_of AND status = 'merged')
BEGIN SELECT RAISE(ABORT, 'who is merged gets nothing new'); END;
CREATE TRIGGER behaviour_events_not_changed BEFORE UPDATE ON behaviour_events
BEGIN SELECT RAISE(ABORT, 'behaviour_events is append-only'); END;
CREATE TRIGGER behaviour_events_kept BEFORE DELETE ON behaviour_events
BEGIN SELECT RAISE(ABORT, 'behaviour_events is append-only'); END;
CREATE TRIGGER behaviour_days_begin BEFORE INSERT ON behaviour_days
WHEN NEW.times <> 1 OR NEW.customer_id <> NEW.told_of OR NOT EXISTS (
    SELECT 1 FROM behaviour_events WHERE id = NEW.id AND told_of = NEW.told_of AND day = NEW.day AND kind = NEW.kind
        AND at = NEW.first_at AND at = NEW.last_at AND subject = NEW.last_subject)
BEGIN SELECT RAISE(ABORT, 'behaviour_days is folded out of behaviour_events'); END;
CREATE TRIGGER behaviour_days_grow BEFORE UPDATE OF times, first_at, last_at, last_subject ON behaviour_days
WHEN NEW.times <> OLD.times + 1 OR NEW.first_at > OLD.first_at OR NEW.last_at < OLD.last_at
BEGIN SELECT RAISE(ABORT, 'behaviour_days is folded out of behaviour_events'); END;
CREATE TRIGGER behaviour_days_not_changed BEFORE UPDATE OF id, told_of, day, kind ON behaviour_days
BEGIN SELECT RAISE(ABORT, 'behaviour_days is folded out of behaviour_events'); END;
CREATE TRIGGER behaviour_days_kept BEFORE DELETE ON behaviour_days
BEGIN SELECT RAISE(ABORT, 'behaviour_days is folded out of behaviour_events'); END;
CREATE TRIGGER behaviour_days_keep_customer BEFORE UPDATE OF customer_id ON behaviour_days
WHEN OLD.customer_id <> NEW.customer_id AND NOT EXISTS (
    SELECT 1 FROM carried_rows WHERE kind = 'behaviour' AND row_id = OLD.id AND from_id = OLD.customer_id AND to_id = NEW.customer_id)
BEGIN SELECT RAISE(ABORT, 'whose behaviour it is changes by a merge only'); END;
