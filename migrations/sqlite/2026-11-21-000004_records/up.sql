-- Times are microseconds since 1970-01-01 UTC; booleans are 0 and 1.
CREATE TABLE audit_log (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    actor_id INTEGER,
    action TEXT NOT NULL,
    entity TEXT NOT NULL,
    entity_id TEXT,
    label TEXT NOT NULL,
    before TEXT,
    after TEXT,
    ip TEXT,
    request_id TEXT
) STRICT;
CREATE INDEX audit_log_actor ON audit_log (actor_id, id);
CREATE INDEX audit_log_action ON audit_log (action, id);
CREATE INDEX audit_log_entity ON audit_log (entity, entity_id, id);

CREATE TABLE idempotency_keys (
    caller TEXT NOT NULL,
    key TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    answer TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (caller, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);

CREATE TABLE imports (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('districts', 'employees')),
    file_name TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('checking', 'ready', 'applied', 'failed')),
    total INTEGER NOT NULL,
    checked INTEGER NOT NULL,
    added INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    unchanged INTEGER NOT NULL,
    bad INTEGER NOT NULL,
    failure TEXT,
    by_id INTEGER,
    created_at INTEGER NOT NULL,
    touched_at INTEGER NOT NULL,
    applied_at INTEGER,
    -- The columns that the file has, of those that its kind may have.
    file_columns TEXT NOT NULL,
    -- The names of its other columns, as JSON: nothing is read from them.
    unknown_columns TEXT NOT NULL
) STRICT;

-- The checked lines of an import until it is applied or forgotten.
CREATE TABLE import_lines (
    import_id INTEGER NOT NULL REFERENCES imports (id),
    line INTEGER NOT NULL,
    action TEXT NOT NULL CHECK (action IN ('add', 'change', 'keep', 'bad')),
    cells TEXT NOT NULL,
    errors TEXT,
    PRIMARY KEY (import_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX import_lines_action ON import_lines (import_id, action, line);

CREATE TRIGGER audit_log_not_changed BEFORE UPDATE ON audit_log BEGIN SELECT RAISE(ABORT, 'audit_log is append-only'); END;
CREATE TRIGGER audit_log_kept BEFORE DELETE ON audit_log BEGIN SELECT RAISE(ABORT, 'audit_log is append-only'); END;
