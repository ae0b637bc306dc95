-- Times are microseconds since 1970-01-01 UTC; booleans are 0 and 1.
CREATE TABLE node_counter (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    next INTEGER NOT NULL
) STRICT;
INSERT INTO node_counter VALUES (1, 0);

-- Grows whenever roles, the org tree or an account change: whoever caches the permissions of people compares it.
CREATE TABLE access_version (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    version INTEGER NOT NULL
) STRICT;
INSERT INTO access_version VALUES (1, 1);

CREATE TABLE settings (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    days_a INTEGER NOT NULL CHECK (days_a BETWEEN 1 AND 365),
    days_b INTEGER NOT NULL CHECK (days_b BETWEEN 1 AND 365),
    days_c INTEGER NOT NULL CHECK (days_c BETWEEN 1 AND 365),
    days_d INTEGER NOT NULL CHECK (days_d BETWEEN 1 AND 365),
    -- For how many days a merge of two customers can be undone.
    merge_undo_days INTEGER NOT NULL CHECK (merge_undo_days BETWEEN 1 AND 365),
    time_zone TEXT NOT NULL,
    token_secret TEXT,
    version INTEGER NOT NULL
) STRICT;
INSERT INTO settings VALUES (1, 3, 7, 15, 30, 30, 'Asia/Shanghai', NULL, 1);

CREATE TABLE org_units (
    id INTEGER PRIMARY KEY,
    parent_id INTEGER REFERENCES org_units (id),
    name TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    CHECK (parent_id <> id)
) STRICT;
CREATE UNIQUE INDEX org_units_sibling_name ON org_units (COALESCE(parent_id, 0), name);

CREATE TABLE employees (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    phone TEXT UNIQUE,
    username TEXT UNIQUE,
    unit_id INTEGER NOT NULL REFERENCES org_units (id),
    is_agent INTEGER NOT NULL CHECK (is_agent IN (0, 1)),
    status TEXT NOT NULL CHECK (status IN ('active', 'inactive')),
    starts_at INTEGER,
    ends_at INTEGER,
    search TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    CHECK (ends_at > starts_at)
) STRICT;
CREATE INDEX employees_unit ON employees (unit_id);

CREATE TABLE credentials (
    employee_id INTEGER PRIMARY KEY REFERENCES employees (id),
    password_hash TEXT NOT NULL,
    must_change INTEGER NOT NULL CHECK (must_change IN (0, 1)),
    changed_at INTEGER NOT NULL
) STRICT;

CREATE TABLE sign_in_failures (
    subject TEXT PRIMARY KEY,
    failures INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    locked_until INTEGER
) STRICT;

CREATE TABLE sessions (
    id INTEGER PRIMARY KEY,
    employee_id INTEGER NOT NULL REFERENCES employees (id),
    created_at INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    revoked_at INTEGER,
    user_agent TEXT NOT NULL,
    ip TEXT NOT NULL
) STRICT;
CREATE INDEX sessions_employee ON sessions (employee_id);

CREATE TABLE refresh_tokens (
    hash TEXT PRIMARY KEY,
    session_id INTEGER NOT NULL REFERENCES sessions (id),
    created_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX refresh_tokens_session ON refresh_tokens (session_id);

CREATE TABLE roles (
    id INTEGER PRIMARY KEY,
    code TEXT UNIQUE,
    name TEXT NOT NULL UNIQUE,
    description TEXT NOT NULL,
    version INTEGER NOT NULL
) STRICT;

CREATE TABLE role_grants (
    role_id INTEGER NOT NULL REFERENCES roles (id) ON DELETE CASCADE,
    permission TEXT NOT NULL,
    scope TEXT NOT NULL CHECK (scope IN ('own', 'unit', 'unit_and_below', 'data_role', 'all')),
    PRIMARY KEY (role_id, permission, scope)
) STRICT, WITHOUT ROWID;

CREATE TABLE employee_roles (
    employee_id INTEGER NOT NULL REFERENCES employees (id),
    role_id INTEGER NOT NULL REFERENCES roles (id),
    PRIMARY KEY (employee_id, role_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX employee_roles_role ON employee_roles (role_id);

CREATE TABLE data_roles (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    description TEXT NOT NULL,
    version INTEGER NOT NULL
) STRICT;

CREATE TABLE data_role_units (
    data_role_id INTEGER NOT NULL REFERENCES data_roles (id) ON DELETE CASCADE,
    unit_id INTEGER NOT NULL REFERENCES org_units (id),
    include_below INTEGER NOT NULL CHECK (include_below IN (0, 1)),
    PRIMARY KEY (data_role_id, unit_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE data_role_people (
    data_role_id INTEGER NOT NULL REFERENCES data_roles (id) ON DELETE CASCADE,
    employee_id INTEGER NOT NULL REFERENCES employees (id),
    PRIMARY KEY (data_role_id, employee_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE employee_data_roles (
    employee_id INTEGER NOT NULL REFERENCES employees (id),
    data_role_id INTEGER NOT NULL REFERENCES data_roles (id),
    PRIMARY KEY (employee_id, data_role_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX employee_data_roles_role ON employee_data_roles (data_role_id);

CREATE TABLE api_keys (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('mini_program', 'business')),
    prefix TEXT NOT NULL,
    secret_hash TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL,
    last_used_at INTEGER,
    revoked_at INTEGER
) STRICT;
