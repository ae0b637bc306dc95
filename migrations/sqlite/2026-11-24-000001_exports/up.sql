-- Times are microseconds since 1970-01-01 UTC.
-- Lists that people take along as files. The files themselves lie in a folder, named after `id` and `lease`.
CREATE TABLE exports (
    id INTEGER PRIMARY KEY,
    asker_id INTEGER NOT NULL REFERENCES employees (id),
    -- Which of the asker's places it has while it waits or runs, so that nobody has more of them at once than there are places.
    slot INTEGER NOT NULL CHECK (slot BETWEEN 1 AND 3),
    what TEXT NOT NULL,
    format TEXT NOT NULL CHECK (format IN ('csv', 'xlsx')),
    lang TEXT NOT NULL CHECK (lang IN ('zh-CN', 'en')),
    state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled', 'expired')),
    written INTEGER NOT NULL DEFAULT 0 CHECK (written >= 0),
    expected INTEGER,
    file_name TEXT NOT NULL,
    size INTEGER,
    sha256 TEXT,
    -- Whose customers the file may hold: ids of employees, or `all`.
    reach TEXT,
    -- Names the attempt, and until when nobody else begins another one.
    lease INTEGER,
    lease_until INTEGER,
    attempts INTEGER NOT NULL DEFAULT 0,
    failure TEXT CHECK (failure IN ('forbidden', 'gave_up', 'internal')),
    created_at INTEGER NOT NULL,
    started_at INTEGER,
    finished_at INTEGER,
    expires_at INTEGER,
    CHECK ((state = 'running') = (lease_until IS NOT NULL)),
    CHECK ((state = 'failed') = (failure IS NOT NULL)),
    CHECK ((state IN ('waiting', 'running')) = (finished_at IS NULL)),
    CHECK ((state IN ('done', 'expired')) = (size IS NOT NULL)),
    CHECK ((state IN ('done', 'expired')) = (sha256 IS NOT NULL)),
    CHECK ((state IN ('done', 'expired')) = (reach IS NOT NULL)),
    CHECK ((state IN ('done', 'expired')) = (expires_at IS NOT NULL)),
    CHECK (state NOT IN ('running', 'done', 'expired') OR lease IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX exports_slots ON exports (asker_id, slot) WHERE state IN ('waiting', 'running');
CREATE INDEX exports_asker ON exports (asker_id, id);
CREATE INDEX exports_open ON exports (id) WHERE state IN ('waiting', 'running');
CREATE INDEX exports_done ON exports (expires_at) WHERE state = 'done';

CREATE TRIGGER exports_kept BEFORE DELETE ON exports BEGIN SELECT RAISE(ABORT, 'exports are kept'); END;
CREATE TRIGGER exports_begin_waiting BEFORE INSERT ON exports WHEN NEW.state <> 'waiting'
BEGIN SELECT RAISE(ABORT, 'an export begins by waiting'); END;
CREATE TRIGGER exports_go_forward BEFORE UPDATE ON exports
WHEN OLD.id <> NEW.id OR OLD.asker_id <> NEW.asker_id OR OLD.what <> NEW.what OR OLD.format <> NEW.format
    OR OLD.lang <> NEW.lang OR OLD.created_at <> NEW.created_at OR NEW.attempts < OLD.attempts
    OR (OLD.state, NEW.state) NOT IN (
        VALUES ('waiting', 'running'), ('waiting', 'cancelled'), ('running', 'running'), ('running', 'done'),
               ('running', 'failed'), ('running', 'cancelled'), ('done', 'expired'))
    OR (OLD.state = 'done' AND (OLD.sha256 <> NEW.sha256 OR OLD.size <> NEW.size OR OLD.lease <> NEW.lease))
BEGIN SELECT RAISE(ABORT, 'an export only goes forward'); END;
