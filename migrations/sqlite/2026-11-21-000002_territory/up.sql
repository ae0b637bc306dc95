-- Times are microseconds since 1970-01-01 UTC; booleans are 0 and 1.
CREATE TABLE provinces (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE cities (
    id INTEGER PRIMARY KEY,
    province_id INTEGER NOT NULL REFERENCES provinces (id),
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    UNIQUE (province_id, name)
) STRICT;

CREATE TABLE districts (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    county TEXT NOT NULL,
    city_id INTEGER NOT NULL REFERENCES cities (id),
    status TEXT NOT NULL CHECK (status IN ('open', 'closed')),
    search TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX districts_city ON districts (city_id, code);
CREATE INDEX districts_name ON districts (name);

-- Who holds a district from when to when. A holding is inserted open, closed once, and never changes again.
CREATE TABLE district_holdings (
    id INTEGER PRIMARY KEY,
    district_id INTEGER NOT NULL REFERENCES districts (id),
    agent_id INTEGER NOT NULL REFERENCES employees (id),
    from_at INTEGER NOT NULL,
    to_at INTEGER,
    by_id INTEGER REFERENCES employees (id),
    reason TEXT NOT NULL,
    CHECK (to_at >= from_at)
) STRICT;
CREATE UNIQUE INDEX district_holdings_open ON district_holdings (district_id) WHERE to_at IS NULL;
CREATE INDEX district_holdings_agent ON district_holdings (agent_id) WHERE to_at IS NULL;
CREATE INDEX district_holdings_history ON district_holdings (district_id, from_at);

CREATE TRIGGER district_holdings_no_overlap BEFORE INSERT ON district_holdings
WHEN NEW.to_at IS NOT NULL OR EXISTS (
    SELECT 1 FROM district_holdings
    WHERE district_id = NEW.district_id AND (to_at IS NULL OR to_at > NEW.from_at)
)
BEGIN SELECT RAISE(ABORT, 'district holdings overlap'); END;
CREATE TRIGGER district_holdings_closed_once BEFORE UPDATE ON district_holdings
WHEN OLD.to_at IS NOT NULL OR NEW.to_at IS NULL OR OLD.id <> NEW.id OR OLD.district_id <> NEW.district_id
    OR OLD.agent_id <> NEW.agent_id OR OLD.from_at <> NEW.from_at OR OLD.reason <> NEW.reason
BEGIN SELECT RAISE(ABORT, 'district_holdings is append-only'); END;
CREATE TRIGGER district_holdings_kept BEFORE DELETE ON district_holdings
BEGIN SELECT RAISE(ABORT, 'district_holdings is append-only'); END;

-- Another number after every change to the districts: whoever keeps an index of them compares it.
CREATE TABLE district_stamp (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    stamp INTEGER NOT NULL
) STRICT;
INSERT INTO district_stamp VALUES (1, 0);
