-- Lists that people take along as files. The files themselves lie in a folder, named after `id` and `lease`.
CREATE TABLE exports (
    id BIGINT PRIMARY KEY,
    asker_id BIGINT NOT NULL REFERENCES employees (id),
    -- Which of the asker's places it has while it waits or runs, so that nobody has more of them at once than there are places.
    slot BIGINT NOT NULL CHECK (slot BETWEEN 1 AND 3),
    what TEXT COLLATE "C" NOT NULL,
    format TEXT COLLATE "C" NOT NULL CHECK (format IN ('csv', 'xlsx')),
    lang TEXT COLLATE "C" NOT NULL CHECK (lang IN ('zh-CN', 'en')),
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled', 'expired')),
    written BIGINT NOT NULL DEFAULT 0 CHECK (written >= 0),
    expected BIGINT,
    file_name TEXT COLLATE "C" NOT NULL,
    size BIGINT,
    sha256 TEXT COLLATE "C",
    -- Whose customers the file may hold: ids of employees, or `all`.
    reach TEXT COLLATE "C",
    -- Names the attempt, and until when nobody else begins another one.
    lease BIGINT,
    lease_until TIMESTAMPTZ,
    attempts BIGINT NOT NULL DEFAULT 0,
    failure TEXT COLLATE "C" CHECK (failure IN ('forbidden', 'gave_up', 'internal')),
    created_at TIMESTAMPTZ NOT NULL,
    started_at TIMESTAMPTZ,
    finished_at TIMESTAMPTZ,
    expires_at TIMESTAMPTZ,
    CHECK ((state = 'running') = (lease_until IS NOT NULL)),
    CHECK ((state = 'failed') = (failure IS NOT NULL)),
    CHECK ((state IN ('waiting', 'running')) = (finished_at IS NULL)),
    CHECK ((state IN ('done', 'expired')) = (size IS NOT NULL)),
    CHECK ((state IN ('done', 'expired')) = (sha256 IS NOT NULL)),
    CHECK ((state IN ('done', 'expired')) = (reach IS NOT NULL)),
    CHECK ((state IN ('done', 'expired')) = (expires_at IS NOT NULL)),
    CHECK (state NOT IN ('running', 'done', 'expired') OR lease IS NOT NULL)
);
CREATE UNIQUE INDEX exports_slots ON exports (asker_id, slot) WHERE state IN ('waiting', 'running');
CREATE INDEX exports_asker ON exports (asker_id, id);
CREATE INDEX exports_open ON exports (id) WHERE state IN ('waiting', 'running');
CREATE INDEX exports_done ON exports (expires_at) WHERE state = 'done';

CREATE FUNCTION exports_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'exports are kept';
    ELSIF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'waiting' THEN
            RAISE EXCEPTION 'an export begins by waiting';
        END IF;
    ELSIF OLD.id <> NEW.id OR OLD.asker_id <> NEW.asker_id OR OLD.what <> NEW.what OR OLD.format <> NEW.format
        OR OLD.lang <> NEW.lang OR OLD.created_at <> NEW.created_at OR NEW.attempts < OLD.attempts
        OR (OLD.state, NEW.state) NOT IN (
            VALUES ('waiting', 'running'), ('waiting', 'cancelled'), ('running', 'running'), ('running', 'done'),
                   ('running', 'failed'), ('running', 'cancelled'), ('done', 'expired'))
        OR (OLD.state = 'done' AND (OLD.sha256 <> NEW.sha256 OR OLD.size <> NEW.size OR OLD.lease <> NEW.lease)) THEN
        RAISE EXCEPTION 'an export only goes forward';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER exports_guard BEFORE INSERT OR UPDATE OR DELETE ON exports FOR EACH ROW EXECUTE FUNCTION exports_guard();
