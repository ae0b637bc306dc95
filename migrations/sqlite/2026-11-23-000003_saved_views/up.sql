-- Times are microseconds since 1970-01-01 UTC.
-- What people look for again and again: the filters of a list, under a name. With a role, all who have it find it, too.
CREATE TABLE saved_views (
    id INTEGER PRIMARY KEY,
    owner_id INTEGER NOT NULL REFERENCES employees (id),
    page TEXT NOT NULL,
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    role_id INTEGER REFERENCES roles (id) ON DELETE SET NULL,
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    UNIQUE (owner_id, page, name)
) STRICT;
CREATE INDEX saved_views_role ON saved_views (role_id, page) WHERE role_id IS NOT NULL;
