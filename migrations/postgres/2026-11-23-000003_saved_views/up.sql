-- What people look for again and again: the filters of a list, under a name. With a role, all who have it find it, too.
CREATE TABLE saved_views (
    id BIGINT PRIMARY KEY,
    owner_id BIGINT NOT NULL REFERENCES employees (id),
    page TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    query TEXT COLLATE "C" NOT NULL,
    role_id BIGINT REFERENCES roles (id) ON DELETE SET NULL,
    created_at TIMESTAMPTZ NOT NULL,
    version BIGINT NOT NULL,
    UNIQUE (owner_id, page, name)
);
CREATE INDEX saved_views_role ON saved_views (role_id, page) WHERE role_id IS NOT NULL;
