-- Times are microseconds since 1970-01-01 UTC.
-- Where inquiries come in. Inquiries and policies name an entrance by its code, so that never changes.
CREATE TABLE entrances (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE,
    channel TEXT NOT NULL,
    product_line_id INTEGER REFERENCES product_lines (id),
    status TEXT NOT NULL CHECK (status IN ('open', 'closed')),
    form_version INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;
-- What was asked at an entrance: every version of its form.
CREATE TABLE entrance_forms (
    entrance TEXT NOT NULL REFERENCES entrances (code),
    version INTEGER NOT NULL,
    fields TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    made_by INTEGER,
    PRIMARY KEY (entrance, version)
) STRICT, WITHOUT ROWID;

-- What was asked. None of it ever changes. Those of a customer are numbered from 1, and each keeps the hash of the one before.
CREATE TABLE inquiries (
    id INTEGER PRIMARY KEY REFERENCES work_items (id),
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    number INTEGER NOT NULL CHECK (number >= 1),
    external_id TEXT UNIQUE,
    entrance TEXT NOT NULL,
    form_version INTEGER NOT NULL,
    answers TEXT NOT NULL,
    channel TEXT NOT NULL,
    product_line_id INTEGER REFERENCES product_lines (id),
    language TEXT,
    value INTEGER,
    text TEXT NOT NULL,
    attributes TEXT NOT NULL,
    created_by INTEGER,
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL CHECK (length(hash) = 64),
    UNIQUE (customer_id, number),
    FOREIGN KEY (entrance, form_version) REFERENCES entrance_forms (entrance, version)
) STRICT;

CREATE TRIGGER entrances_keep_codes BEFORE UPDATE OF id, code ON entrances WHEN OLD.id <> NEW.id OR OLD.code <> NEW.code
BEGIN SELECT RAISE(ABORT, 'an entrance keeps its code'); END;
CREATE TRIGGER entrances_kept BEFORE DELETE ON entrances BEGIN SELECT RAISE(ABORT, 'entrances stay'); END;
CREATE TRIGGER entrance_forms_not_changed BEFORE UPDATE ON entrance_forms
BEGIN SELECT RAISE(ABORT, 'entrance_forms is append-only'); END;
CREATE TRIGGER entrance_forms_kept BEFORE DELETE ON entrance_forms
BEGIN SELECT RAISE(ABORT, 'entrance_forms is append-only'); END;
CREATE TRIGGER inquiries_chained BEFORE INSERT ON inquiries
WHEN NOT EXISTS (SELECT 1 FROM work_items WHERE id = NEW.id AND kind = 'inquiry' AND customer_id = NEW.customer_id)
    OR NEW.previous_hash IS NOT CASE NEW.number WHEN 1 THEN '' ELSE
        (SELECT hash FROM inquiries WHERE customer_id = NEW.customer_id AND number = NEW.number - 1) END
BEGIN SELECT RAISE(ABORT, 'an inquiry follows the one before it'); END;
CREATE TRIGGER inquiries_not_changed BEFORE UPDATE ON inquiries BEGIN SELECT RAISE(ABORT, 'inquiries is append-only'); END;
CREATE TRIGGER inquiries_kept BEFORE DELETE ON inquiries BEGIN SELECT RAISE(ABORT, 'inquiries is append-only'); END;
CREATE INDEX inquiries_entrance ON inquiries (entrance, id);

-- The talk with the customer: what the customer said, what was replied, and notes that the customer never sees.
CREATE TABLE messages (
    id INTEGER PRIMARY KEY,
    inquiry_id INTEGER NOT NULL REFERENCES inquiries (id),
    kind TEXT NOT NULL CHECK (kind IN ('customer', 'reply', 'note')),
    -- Who wrote it, or who entered what the customer said elsewhere.
    employee_id INTEGER REFERENCES employees (id),
    text TEXT NOT NULL,
    at INTEGER NOT NULL,
    external_id TEXT,
    UNIQUE (inquiry_id, external_id),
    CHECK (kind = 'customer' OR employee_id IS NOT NULL)
) STRICT;
CREATE INDEX messages_inquiry ON messages (inquiry_id, id);
-- What consultants made of an inquiry.
CREATE TABLE interpretations (
    id INTEGER PRIMARY KEY,
    inquiry_id INTEGER NOT NULL REFERENCES inquiries (id),
    employee_id INTEGER NOT NULL REFERENCES employees (id),
    text TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX interpretations_inquiry ON interpretations (inquiry_id, id);
-- What inquiries are filed under.
CREATE TABLE inquiry_categories (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    status TEXT NOT NULL CHECK (status IN ('open', 'closed')),
    version INTEGER NOT NULL
) STRICT;
CREATE TABLE inquiry_filings (
    inquiry_id INTEGER PRIMARY KEY REFERENCES inquiries (id),
    category_id INTEGER NOT NULL REFERENCES inquiry_categories (id),
    by_id INTEGER,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX inquiry_filings_category ON inquiry_filings (category_id, inquiry_id);
-- Replies that are kept for later use, for one product line or for all.
CREATE TABLE canned_replies (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL UNIQUE,
    text TEXT NOT NULL,
    product_line_id INTEGER REFERENCES product_lines (id),
    version INTEGER NOT NULL
) STRICT;
CREATE TRIGGER messages_not_changed BEFORE UPDATE ON messages BEGIN SELECT RAISE(ABORT, 'messages is append-only'); END;
CREATE TRIGGER messages_kept BEFORE DELETE ON messages BEGIN SELECT RAISE(ABORT, 'messages is append-only'); END;
CREATE TRIGGER interpretations_not_changed BEFORE UPDATE ON interpretations BEGIN SELECT RAISE(ABORT, 'interpretations is append-only'); END;
CREATE TRIGGER interpretations_kept BEFORE DELETE ON interpretations BEGIN SELECT RAISE(ABORT, 'interpretations is append-only'); END;
