CREATE TABLE provinces (
    id BIGINT PRIMARY KEY,
    code TEXT COLLATE "C" NOT NULL UNIQUE,
    name TEXT COLLATE "C" NOT NULL UNIQUE
);

CREATE TABLE cities (
    id BIGINT PRIMARY KEY,
    province_id BIGINT NOT NULL REFERENCES provinces (id),
    code TEXT COLLATE "C" NOT NULL UNIQUE,
    name TEXT COLLATE "C" NOT NULL,
    UNIQUE (province_id, name)
);

CREATE TABLE districts (
    id BIGINT PRIMARY KEY,
    code TEXT COLLATE "C" NOT NULL UNIQUE,
    name TEXT COLLATE "C" NOT NULL,
    county TEXT COLLATE "C" NOT NULL,
    city_id BIGINT NOT NULL REFERENCES cities (id),
    status TEXT COLLATE "C" NOT NULL CHECK (status IN ('open', 'closed')),
    search TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX districts_city ON districts (city_id, code);
CREATE INDEX districts_name ON districts (name);

-- Who holds a district from when to when. A holding is inserted open, closed once, and never changes again.
CREATE TABLE district_holdings (
    id BIGINT PRIMARY KEY,
    district_id BIGINT NOT NULL REFERENCES districts (id),
    agent_id BIGINT NOT NULL REFERENCES employees (id),
    from_at TIMESTAMPTZ NOT NULL,
    to_at TIMESTAMPTZ,
    by_id BIGINT REFERENCES employees (id),
    reason TEXT COLLATE "C" NOT NULL,
    CHECK (to_at >= from_at),
    CONSTRAINT district_holdings_no_overlap EXCLUDE USING gist (district_id WITH =, tstzrange(from_at, to_at) WITH &&)
);
CREATE UNIQUE INDEX district_holdings_open ON district_holdings (district_id) WHERE to_at IS NULL;
CREATE INDEX district_holdings_agent ON district_holdings (agent_id) WHERE to_at IS NULL;
CREATE INDEX district_holdings_history ON district_holdings (district_id, from_at);

CREATE TRIGGER district_holdings_closed_once BEFORE UPDATE ON district_holdings FOR EACH ROW
WHEN (OLD.to_at IS NOT NULL OR NEW.to_at IS NULL
      OR (OLD.id, OLD.district_id, OLD.agent_id, OLD.from_at, OLD.reason)
         IS DISTINCT FROM (NEW.id, NEW.district_id, NEW.agent_id, NEW.from_at, NEW.reason))
EXECUTE FUNCTION refuse_change();
CREATE TRIGGER district_holdings_kept BEFORE DELETE OR TRUNCATE ON district_holdings
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Another number after every change to the districts: whoever keeps an index of them compares it.
CREATE TABLE district_stamp (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    stamp BIGINT NOT NULL
);
INSERT INTO district_stamp VALUES (1, 0);
