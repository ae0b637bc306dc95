-- Where inquiries come in. Inquiries and policies name an entrance by its code, so that never changes.
CREATE TABLE entrances (
    id BIGINT PRIMARY KEY,
    code TEXT COLLATE "C" NOT NULL UNIQUE,
    name TEXT COLLATE "C" NOT NULL UNIQUE,
    channel TEXT COLLATE "C" NOT NULL,
    product_line_id BIGINT REFERENCES product_lines (id),
    status TEXT COLLATE "C" NOT NULL CHECK (status IN ('open', 'closed')),
    form_version INTEGER NOT NULL,
    version BIGINT NOT NULL
);
-- What was asked at an entrance: every version of its form.
CREATE TABLE entrance_forms (
    entrance TEXT COLLATE "C" NOT NULL REFERENCES entrances (code),
    version INTEGER NOT NULL,
    fields TEXT COLLATE "C" NOT NULL,
    made_at TIMESTAMPTZ NOT NULL,
    made_by BIGINT,
    PRIMARY KEY (entrance, version)
);

-- What was asked. None of it ever changes. Those of a customer are numbered from 1, and each keeps the hash of the one before.
CREATE TABLE inquiries (
    id BIGINT PRIMARY KEY REFERENCES work_items (id),
    customer_id BIGINT NOT NULL REFERENCES customers (id),
    number INTEGER NOT NULL CHECK (number >= 1),
    external_id TEXT COLLATE "C" UNIQUE,
    entrance TEXT COLLATE "C" NOT NULL,
    form_version INTEGER NOT NULL,
    answers TEXT COLLATE "C" NOT NULL,
    channel TEXT COLLATE "C" NOT NULL,
    product_line_id BIGINT REFERENCES product_lines (id),
    language TEXT COLLATE "C",
    value BIGINT,
    text TEXT COLLATE "C" NOT NULL,
    attributes TEXT COLLATE "C" NOT NULL,
    created_by BIGINT,
    previous_hash TEXT COLLATE "C" NOT NULL,
    hash TEXT COLLATE "C" NOT NULL CHECK (length(hash) = 64),
    UNIQUE (customer_id, number),
    FOREIGN KEY (entrance, form_version) REFERENCES entrance_forms (entrance, version)
);

CREATE TRIGGER entrances_keep_codes BEFORE UPDATE OF id, code ON entrances FOR EACH ROW
WHEN (OLD.id <> NEW.id OR OLD.code <> NEW.code) EXECUTE FUNCTION refuse('an entrance keeps its code');
CREATE TRIGGER entrances_kept BEFORE DELETE OR TRUNCATE ON entrances
FOR EACH STATEMENT EXECUTE FUNCTION refuse('entrances stay');
CREATE TRIGGER entrance_forms_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON entrance_forms
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE FUNCTION refuse_loose_inquiry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM work_items WHERE id = NEW.id AND kind = 'inquiry' AND customer_id = NEW.customer_id)
        OR NEW.previous_hash IS DISTINCT FROM (CASE NEW.number WHEN 1 THEN '' ELSE
            (SELECT hash FROM inquiries WHERE customer_id = NEW.customer_id AND number = NEW.number - 1) END)
    THEN
        RAISE EXCEPTION 'an inquiry follows the one before it' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER inquiries_chained BEFORE INSERT ON inquiries FOR EACH ROW EXECUTE FUNCTION refuse_loose_inquiry();
CREATE TRIGGER inquiries_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON inquiries
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE INDEX inquiries_entrance ON inquiries (entrance, id);

-- The talk with the customer: what the customer said, what was replied, and notes that the customer never sees.
CREATE TABLE messages (
    id BIGINT PRIMARY KEY,
    inquiry_id BIGINT NOT NULL REFERENCES inquiries (id),
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('customer', 'reply', 'note')),
    -- Who wrote it, or who entered what the customer said elsewhere.
    employee_id BIGINT REFERENCES employees (id),
    text TEXT COLLATE "C" NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    external_id TEXT COLLATE "C",
    UNIQUE (inquiry_id, external_id),
    CHECK (kind = 'customer' OR employee_id IS NOT NULL)
);
CREATE INDEX messages_inquiry ON messages (inquiry_id, id);
-- What consultants made of an inquiry.
CREATE TABLE interpretations (
    id BIGINT PRIMARY KEY,
    inquiry_id BIGINT NOT NULL REFERENCES inquiries (id),
    employee_id BIGINT NOT NULL REFERENCES employees (id),
    text TEXT COLLATE "C" NOT NULL,
    at TIMESTAMPTZ NOT NULL
);
CREATE INDEX interpretations_inquiry ON interpretations (inquiry_id, id);
-- What inquiries are filed under.
CREATE TABLE inquiry_categories (
    id BIGINT PRIMARY KEY,
    name TEXT COLLATE "C" NOT NULL UNIQUE,
    status TEXT COLLATE "C" NOT NULL CHECK (status IN ('open', 'closed')),
    version BIGINT NOT NULL
);
CREATE TABLE inquiry_filings (
    inquiry_id BIGINT PRIMARY KEY REFERENCES inquiries (id),
    category_id BIGINT NOT NULL REFERENCES inquiry_categories (id),
    by_id BIGINT,
    at TIMESTAMPTZ NOT NULL
);
CREATE INDEX inquiry_filings_category ON inquiry_filings (category_id, inquiry_id);
-- Replies that are kept for later use, for one product line or for all.
CREATE TABLE canned_replies (
    id BIGINT PRIMARY KEY,
    title TEXT COLLATE "C" NOT NULL UNIQUE,
    text TEXT COLLATE "C" NOT NULL,
    product_line_id BIGINT REFERENCES product_lines (id),
    version BIGINT NOT NULL
);
CREATE TRIGGER messages_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON messages
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER interpretations_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON interpretations
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
