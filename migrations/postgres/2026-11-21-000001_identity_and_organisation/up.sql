-- Text that is looked up by its beginning compares by bytes, as on SQLite.
CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TABLE node_counter (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    next BIGINT NOT NULL
);
INSERT INTO node_counter VALUES (1, 0);

-- Grows whenever roles, the org tree or an account change: whoever caches the permissions of people compares it.
CREATE TABLE access_version (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    version BIGINT NOT NULL
);
INSERT INTO access_version VALUES (1, 1);

CREATE TABLE settings (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    days_a INTEGER NOT NULL CHECK (days_a BETWEEN 1 AND 365),
    days_b INTEGER NOT NULL CHECK (days_b BETWEEN 1 AND 365),
    days_c INTEGER NOT NULL CHECK (days_c BETWEEN 1 AND 365),
    days_d INTEGER NOT NULL CHECK (days_d BETWEEN 1 AND 365),
    -- For how many days a merge of two customers can be undone.
    merge_undo_days INTEGER NOT NULL CHECK (merge_undo_days BETWEEN 1 AND 365),
    time_zone TEXT COLLATE "C" NOT NULL,
    token_secret TEXT COLLATE "C",
    version BIGINT NOT NULL
);
INSERT INTO settings VALUES (1, 3, 7, 15, 30, 30, 'Asia/Shanghai', NULL, 1);

CREATE TABLE org_units (
    id BIGINT PRIMARY KEY,
    parent_id BIGINT REFERENCES org_units (id),
    name TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    CHECK (parent_id <> id)
);
CREATE UNIQUE INDEX org_units_sibling_name ON org_units (COALESCE(parent_id, 0), name);

CREATE TABLE employees (
    id BIGINT PRIMARY KEY,
    number TEXT COLLATE "C" NOT NULL UNIQUE,
    name TEXT COLLATE "C" NOT NULL,
    phone TEXT COLLATE "C" UNIQUE,
    username TEXT COLLATE "C" UNIQUE,
    unit_id BIGINT NOT NULL REFERENCES org_units (id),
    is_agent BOOLEAN NOT NULL,
    status TEXT COLLATE "C" NOT NULL CHECK (status IN ('active', 'inactive')),
    starts_at TIMESTAMPTZ,
    ends_at TIMESTAMPTZ,
    search TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    CHECK (ends_at > starts_at)
);
CREATE INDEX employees_unit ON employees (unit_id);

CREATE TABLE credentials (
    employee_id BIGINT PRIMARY KEY REFERENCES employees (id),
    password_hash TEXT COLLATE "C" NOT NULL,
    must_change BOOLEAN NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE sign_in_failures (
    subject TEXT COLLATE "C" PRIMARY KEY,
    failures INTEGER NOT NULL,
    last_at TIMESTAMPTZ NOT NULL,
    locked_until TIMESTAMPTZ
);

CREATE TABLE sessions (
    id BIGINT PRIMARY KEY,
    employee_id BIGINT NOT NULL REFERENCES employees (id),
    created_at TIMESTAMPTZ NOT NULL,
    last_seen_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    revoked_at TIMESTAMPTZ,
    user_agent TEXT COLLATE "C" NOT NULL,
    ip TEXT COLLATE "C" NOT NULL
);
CREATE INDEX sessions_employee ON sessions (employee_id);

CREATE TABLE refresh_tokens (
    hash TEXT COLLATE "C" PRIMARY KEY,
    session_id BIGINT NOT NULL REFERENCES sessions (id),
    created_at TIMESTAMPTZ NOT NULL,
    used_at TIMESTAMPTZ
);
CREATE INDEX refresh_tokens_session ON refresh_tokens (session_id);

CREATE TABLE roles (
    id BIGINT PRIMARY KEY,
    code TEXT COLLATE "C" UNIQUE,
    name TEXT COLLATE "C" NOT NULL UNIQUE,
    description TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL
);

CREATE TABLE role_grants (
    role_id BIGINT NOT NULL REFERENCES roles (id) ON DELETE CASCADE,
    permission TEXT COLLATE "C" NOT NULL,
    scope TEXT COLLATE "C" NOT NULL CHECK (scope IN ('own', 'unit', 'unit_and_below', 'data_role', 'all')),
    PRIMARY KEY (role_id, permission, scope)
);

CREATE TABLE employee_roles (
    employee_id BIGINT NOT NULL REFERENCES employees (id),
    role_id BIGINT NOT NULL REFERENCES roles (id),
    PRIMARY KEY (employee_id, role_id)
);
CREATE INDEX employee_roles_role ON employee_roles (role_id);

CREATE TABLE data_roles (
    id BIGINT PRIMARY KEY,
    name TEXT COLLATE "C" NOT NULL UNIQUE,
    description TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL
);

CREATE TABLE data_role_units (
    data_role_id BIGINT NOT NULL REFERENCES data_roles (id) ON DELETE CASCADE,
    unit_id BIGINT NOT NULL REFERENCES org_units (id),
    include_below BOOLEAN NOT NULL,
    PRIMARY KEY (data_role_id, unit_id)
);

CREATE TABLE data_role_people (
    data_role_id BIGINT NOT NULL REFERENCES data_roles (id) ON DELETE CASCADE,
    employee_id BIGINT NOT NULL REFERENCES employees (id),
    PRIMARY KEY (data_role_id, employee_id)
);

CREATE TABLE employee_data_roles (
    employee_id BIGINT NOT NULL REFERENCES employees (id),
    data_role_id BIGINT NOT NULL REFERENCES data_roles (id),
    PRIMARY KEY (employee_id, data_role_id)
);
CREATE INDEX employee_data_roles_role ON employee_data_roles (data_role_id);

CREATE TABLE api_keys (
    id BIGINT PRIMARY KEY,
    name TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('mini_program', 'business')),
    prefix TEXT COLLATE "C" NOT NULL,
    secret_hash TEXT COLLATE "C" NOT NULL UNIQUE,
    created_at TIMESTAMPTZ NOT NULL,
    last_used_at TIMESTAMPTZ,
    revoked_at TIMESTAMPTZ
);
