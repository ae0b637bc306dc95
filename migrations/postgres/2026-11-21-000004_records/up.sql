CREATE TABLE audit_log (
    id BIGINT PRIMARY KEY,
    at TIMESTAMPTZ NOT NULL,
    actor TEXT COLLATE "C" NOT NULL,
    actor_id BIGINT,
    action TEXT COLLATE "C" NOT NULL,
    entity TEXT COLLATE "C" NOT NULL,
    entity_id TEXT COLLATE "C",
    label TEXT COLLATE "C" NOT NULL,
    before TEXT COLLATE "C",
    after TEXT COLLATE "C",
    ip TEXT COLLATE "C",
    request_id TEXT COLLATE "C"
);
CREATE INDEX audit_log_actor ON audit_log (actor_id, id);
CREATE INDEX audit_log_action ON audit_log (action, id);
CREATE INDEX audit_log_entity ON audit_log (entity, entity_id, id);
CREATE TRIGGER audit_log_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE idempotency_keys (
    caller TEXT COLLATE "C" NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    fingerprint TEXT COLLATE "C" NOT NULL,
    answer TEXT COLLATE "C" NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (caller, key)
);
CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);

CREATE TABLE imports (
    id BIGINT PRIMARY KEY,
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('districts', 'employees')),
    file_name TEXT COLLATE "C" NOT NULL,
    status TEXT COLLATE "C" NOT NULL CHECK (status IN ('checking', 'ready', 'applied', 'failed')),
    total BIGINT NOT NULL,
    checked BIGINT NOT NULL,
    added BIGINT NOT NULL,
    changed BIGINT NOT NULL,
    unchanged BIGINT NOT NULL,
    bad BIGINT NOT NULL,
    failure TEXT COLLATE "C",
    by_id BIGINT,
    created_at TIMESTAMPTZ NOT NULL,
    touched_at TIMESTAMPTZ NOT NULL,
    applied_at TIMESTAMPTZ,
    -- The columns that the file has, of those that its kind may have.
    file_columns TEXT COLLATE "C" NOT NULL,
    -- The names of its other columns, as JSON: nothing is read from them.
    unknown_columns TEXT COLLATE "C" NOT NULL
);

-- The checked lines of an import until it is applied or forgotten.
CREATE TABLE import_lines (
    import_id BIGINT NOT NULL REFERENCES imports (id),
    line BIGINT NOT NULL,
    action TEXT COLLATE "C" NOT NULL CHECK (action IN ('add', 'change', 'keep', 'bad')),
    cells TEXT COLLATE "C" NOT NULL,
    errors TEXT COLLATE "C",
    PRIMARY KEY (import_id, line)
);
CREATE INDEX import_lines_action ON import_lines (import_id, action, line);
