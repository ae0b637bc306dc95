-- Times are microseconds since 1970-01-01 UTC.
-- Pairs of customers who may be the same person, with why: found in the background, so that nobody who registers waits for it. No
-- foreign keys: customers are never deleted, and whoever merges two of them shall not wait for who compares them.
CREATE TABLE duplicate_suggestions (
    id INTEGER PRIMARY KEY,
    one_id INTEGER NOT NULL,
    other_id INTEGER NOT NULL,
    found_at INTEGER NOT NULL,
    -- For each reason what the two have in common, as a number made of it; absent when the reason does not hold.
    same_name_and_company INTEGER,
    phone_typo INTEGER,
    same_name_and_phone_tail INTEGER,
    sounds_alike INTEGER,
    UNIQUE (one_id, other_id),
    CHECK (one_id < other_id),
    CHECK (coalesce(same_name_and_company, phone_typo, same_name_and_phone_tail, sounds_alike) IS NOT NULL)
) STRICT;
CREATE INDEX duplicate_suggestions_other ON duplicate_suggestions (other_id);
-- Who has the same in common.
CREATE INDEX duplicate_suggestions_company ON duplicate_suggestions (same_name_and_company)
WHERE same_name_and_company IS NOT NULL;
CREATE INDEX duplicate_suggestions_tail ON duplicate_suggestions (same_name_and_phone_tail)
WHERE same_name_and_phone_tail IS NOT NULL;
CREATE INDEX duplicate_suggestions_sound ON duplicate_suggestions (sounds_alike) WHERE sounds_alike IS NOT NULL;
-- The newest for one reason.
CREATE INDEX duplicate_suggestions_by_company ON duplicate_suggestions (id) WHERE same_name_and_company IS NOT NULL;
CREATE INDEX duplicate_suggestions_by_typo ON duplicate_suggestions (id) WHERE phone_typo IS NOT NULL;
CREATE INDEX duplicate_suggestions_by_tail ON duplicate_suggestions (id) WHERE same_name_and_phone_tail IS NOT NULL;
CREATE INDEX duplicate_suggestions_by_sound ON duplicate_suggestions (id) WHERE sounds_alike IS NOT NULL;

-- Who is to be compared with the others. Triggers write it down on every path; whoever compares them takes it off.
CREATE TABLE duplicates_due (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL,
    -- What they were until then, when that changed: those who were like them may be like fewer now.
    name TEXT,
    company TEXT,
    pinyin TEXT,
    phone_tail TEXT,
    CHECK ((name IS NULL) = (company IS NULL) AND (name IS NULL) = (pinyin IS NULL) AND (name IS NULL) = (phone_tail IS NULL))
) STRICT;
CREATE TRIGGER customers_compared AFTER INSERT ON customers
BEGIN INSERT INTO duplicates_due (customer_id) VALUES (NEW.id); END;
CREATE TRIGGER customers_compared_anew AFTER UPDATE OF name, company, pinyin, phone, phone_tail, status ON customers
WHEN (OLD.name, OLD.company, OLD.pinyin, OLD.phone, OLD.phone_tail) <> (NEW.name, NEW.company, NEW.pinyin, NEW.phone, NEW.phone_tail)
    OR (OLD.status = 'merged') <> (NEW.status = 'merged')
BEGIN
    INSERT INTO duplicates_due (customer_id, name, company, pinyin, phone_tail)
    VALUES (NEW.id, OLD.name, OLD.company, OLD.pinyin, OLD.phone_tail);
END;
CREATE TRIGGER customers_compared_once AFTER INSERT ON customers_apart
BEGIN INSERT INTO duplicates_due (customer_id) VALUES (NEW.one_id); END;
CREATE TRIGGER customers_compared_again AFTER DELETE ON customers_apart
BEGIN INSERT INTO duplicates_due (customer_id) VALUES (OLD.one_id); END;

-- Who was there before.
INSERT INTO duplicates_due (customer_id) SELECT id FROM customers;
