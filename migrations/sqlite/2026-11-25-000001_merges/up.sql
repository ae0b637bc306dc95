-- Times are microseconds since 1970-01-01 UTC.
-- Customers who were found to be the same person: one, the gone, became part of the other, the kept. What was carried over is
-- listed, so that undoing carries exactly that back.
CREATE TABLE customer_merges (
    id INTEGER PRIMARY KEY,
    kept_id INTEGER NOT NULL REFERENCES customers (id),
    gone_id INTEGER NOT NULL REFERENCES customers (id),
    at INTEGER NOT NULL,
    by_id INTEGER REFERENCES employees (id),
    reason TEXT NOT NULL,
    -- What the gone one was.
    status_before TEXT NOT NULL CHECK (status_before IN ('pending', 'rejected', 'queued', 'owned')),
    owner_before INTEGER REFERENCES employees (id),
    -- What changed on the kept one, and how much was carried over.
    memo TEXT NOT NULL,
    undone_at INTEGER,
    undone_by INTEGER REFERENCES employees (id),
    undo_reason TEXT,
    CHECK (kept_id <> gone_id),
    CHECK ((status_before = 'owned') = (owner_before IS NOT NULL)),
    CHECK ((undone_at IS NULL) = (undo_reason IS NULL)),
    CHECK (undone_at IS NOT NULL OR undone_by IS NULL)
) STRICT;
CREATE UNIQUE INDEX customer_merges_standing ON customer_merges (gone_id) WHERE undone_at IS NULL;
CREATE INDEX customer_merges_gone ON customer_merges (gone_id, id);
CREATE INDEX customer_merges_kept ON customer_merges (kept_id, id);
CREATE TABLE customer_merge_rows (
    merge_id INTEGER NOT NULL REFERENCES customer_merges (id),
    kind TEXT NOT NULL CHECK (kind IN ('work_item', 'follow_up', 'timeline', 'identity', 'behaviour', 'customer')),
    row_id INTEGER NOT NULL,
    PRIMARY KEY (merge_id, kind, row_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX customer_merge_rows_row ON customer_merge_rows (row_id, kind);

-- Pairs of customers of whom somebody said that they are not the same person.
CREATE TABLE customers_apart (
    one_id INTEGER NOT NULL REFERENCES customers (id),
    other_id INTEGER NOT NULL REFERENCES customers (id),
    at INTEGER NOT NULL,
    by_id INTEGER REFERENCES employees (id),
    PRIMARY KEY (one_id, other_id),
    CHECK (one_id < other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX customers_apart_other ON customers_apart (other_id);

-- A row may go from the gone to the kept one while a merge that stands lists it, and from the kept one back while that merge,
-- the last of the gone one, is undone.
CREATE VIEW carried_rows AS
SELECT r.kind, r.row_id,
       CASE WHEN m.undone_at IS NULL THEN m.gone_id ELSE m.kept_id END AS from_id,
       CASE WHEN m.undone_at IS NULL THEN m.kept_id ELSE m.gone_id END AS to_id
FROM customer_merge_rows r JOIN customer_merges m ON m.id = r.merge_id
WHERE m.undone_at IS NULL OR NOT EXISTS (SELECT 1 FROM customer_merges l WHERE l.gone_id = m.gone_id AND l.id > m.id);

CREATE TRIGGER customer_merges_begin BEFORE INSERT ON customer_merges
WHEN NEW.undone_at IS NOT NULL
    OR EXISTS (SELECT 1 FROM customers WHERE id IN (NEW.kept_id, NEW.gone_id) AND status = 'merged')
BEGIN SELECT RAISE(ABORT, 'who is merged is not merged again'); END;
CREATE TRIGGER customer_merges_undone_once BEFORE UPDATE ON customer_merges
WHEN OLD.undone_at IS NOT NULL OR NEW.undone_at IS NULL
    OR (OLD.id, OLD.kept_id, OLD.gone_id, OLD.at, OLD.by_id, OLD.reason, OLD.status_before, OLD.owner_before, OLD.memo)
        IS NOT (NEW.id, NEW.kept_id, NEW.gone_id, NEW.at, NEW.by_id, NEW.reason, NEW.status_before, NEW.owner_before, NEW.memo)
    OR EXISTS (SELECT 1 FROM customers WHERE id = OLD.kept_id AND status = 'merged')
    OR EXISTS (SELECT 1 FROM customer_merges WHERE kept_id = OLD.kept_id AND id > OLD.id AND undone_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'a merge is undone once, the last first'); END;
CREATE TRIGGER customer_merges_kept BEFORE DELETE ON customer_merges
BEGIN SELECT RAISE(ABORT, 'customer_merges is append-only'); END;
CREATE TRIGGER customer_merge_rows_of_the_gone BEFORE INSERT ON customer_merge_rows
WHEN NOT EXISTS (
    SELECT 1 FROM customer_merges m WHERE m.id = NEW.merge_id AND m.undone_at IS NULL AND m.gone_id = CASE NEW.kind
        WHEN 'work_item' THEN (SELECT customer_id FROM work_items WHERE id = NEW.row_id)
        WHEN 'follow_up' THEN (SELECT customer_id FROM follow_ups WHERE id = NEW.row_id)
        WHEN 'timeline' THEN (SELECT customer_id FROM timeline WHERE id = NEW.row_id)
        WHEN 'identity' THEN (SELECT customer_id FROM channel_identities WHERE id = NEW.row_id)
        WHEN 'behaviour' THEN (SELECT customer_id FROM behaviour_days WHERE id = NEW.row_id)
        ELSE (SELECT merged_into FROM customers WHERE id = NEW.row_id) END)
BEGIN SELECT RAISE(ABORT, 'a merge lists what it carries over'); END;
CREATE TRIGGER customer_merge_rows_not_changed BEFORE UPDATE ON customer_merge_rows
BEGIN SELECT RAISE(ABORT, 'customer_merge_rows is append-only'); END;
CREATE TRIGGER customer_merge_rows_kept BEFORE DELETE ON customer_merge_rows
BEGIN SELECT RAISE(ABORT, 'customer_merge_rows is append-only'); END;

-- Who becomes part of another does so by a merge that stands, and leaves nothing behind; who was part of one that is merged
-- now goes along.
CREATE TRIGGER customers_born_apart BEFORE INSERT ON customers WHEN NEW.status = 'merged'
BEGIN SELECT RAISE(ABORT, 'a customer is merged by a merge'); END;
CREATE TRIGGER customers_merge BEFORE UPDATE OF status, merged_into ON customers
WHEN NEW.status = 'merged' AND (OLD.status <> 'merged' OR OLD.merged_into <> NEW.merged_into) AND (
    EXISTS (SELECT 1 FROM customers WHERE id = NEW.merged_into AND status = 'merged')
    OR CASE OLD.status WHEN 'merged' THEN NOT EXISTS (
        SELECT 1 FROM carried_rows WHERE kind = 'customer' AND row_id = OLD.id
            AND from_id = OLD.merged_into AND to_id = NEW.merged_into)
    ELSE NOT EXISTS (
            SELECT 1 FROM customer_merges
            WHERE gone_id = OLD.id AND kept_id = NEW.merged_into AND undone_at IS NULL AND status_before = OLD.status
                OR gone_id = OLD.id AND kept_id = NEW.merged_into AND undone_at IS NULL
                    AND status_before = 'owned' AND OLD.status = 'queued')
        OR EXISTS (SELECT 1 FROM customers WHERE merged_into = OLD.id)
        OR EXISTS (SELECT 1 FROM work_items WHERE customer_id = OLD.id)
        OR EXISTS (SELECT 1 FROM follow_ups WHERE customer_id = OLD.id)
        OR EXISTS (SELECT 1 FROM timeline WHERE customer_id = OLD.id)
        OR EXISTS (SELECT 1 FROM channel_identities WHERE customer_id = OLD.id)
        OR EXISTS (SELECT 1 FROM behaviour_days WHERE customer_id = OLD.id)
        OR EXISTS (SELECT 1 FROM waiting WHERE case_id = OLD.id) END)
BEGIN SELECT RAISE(ABORT, 'a customer is merged by a merge'); END;
CREATE TRIGGER customers_unmerge BEFORE UPDATE OF status ON customers
WHEN OLD.status = 'merged' AND NEW.status <> 'merged' AND NOT EXISTS (
    SELECT 1 FROM customer_merges m WHERE m.gone_id = OLD.id AND m.undone_at IS NOT NULL
        AND m.id = (SELECT max(id) FROM customer_merges WHERE gone_id = OLD.id)
        AND NEW.status = CASE m.status_before WHEN 'owned' THEN 'queued' ELSE m.status_before END
        AND NOT EXISTS (SELECT 1 FROM customer_merge_rows r JOIN work_items w ON w.id = r.row_id
                        WHERE r.merge_id = m.id AND r.kind = 'work_item' AND w.customer_id <> OLD.id)
        AND NOT EXISTS (SELECT 1 FROM customer_merge_rows r JOIN follow_ups f ON f.id = r.row_id
                        WHERE r.merge_id = m.id AND r.kind = 'follow_up' AND f.customer_id <> OLD.id)
        AND NOT EXISTS (SELECT 1 FROM customer_merge_rows r JOIN timeline t ON t.id = r.row_id
                        WHERE r.merge_id = m.id AND r.kind = 'timeline' AND t.customer_id <> OLD.id)
        AND NOT EXISTS (SELECT 1 FROM customer_merge_rows r JOIN channel_identities i ON i.id = r.row_id
                        WHERE r.merge_id = m.id AND r.kind = 'identity' AND i.customer_id <> OLD.id)
        AND NOT EXISTS (SELECT 1 FROM customer_merge_rows r JOIN behaviour_days b ON b.id = r.row_id
                        WHERE r.merge_id = m.id AND r.kind = 'behaviour' AND b.customer_id <> OLD.id))
BEGIN SELECT RAISE(ABORT, 'a merge is undone as a whole'); END;
CREATE TRIGGER customers_merged_stay BEFORE UPDATE OF
    id, phone, phone_tail, name, pinyin, initials, company, source, address, attributes, level, district_id, registered_at,
    reviewed_at, reviewed_by, reject_reason, last_follow_up_at, version
ON customers WHEN OLD.status = 'merged' AND NEW.status = 'merged'
BEGIN SELECT RAISE(ABORT, 'who is merged is not edited'); END;

-- Who is merged gets nothing new.
CREATE TRIGGER work_items_of_one BEFORE INSERT ON work_items
WHEN EXISTS (SELECT 1 FROM customers WHERE id = NEW.customer_id AND status = 'merged')
BEGIN SELECT RAISE(ABORT, 'who is merged gets nothing new'); END;
CREATE TRIGGER follow_ups_of_one BEFORE INSERT ON follow_ups
WHEN EXISTS (SELECT 1 FROM customers WHERE id = NEW.customer_id AND status = 'merged')
BEGIN SELECT RAISE(ABORT, 'who is merged gets nothing new'); END;
CREATE TRIGGER timeline_of_one BEFORE INSERT ON timeline
WHEN EXISTS (SELECT 1 FROM customers WHERE id = NEW.customer_id AND status = 'merged')
BEGIN SELECT RAISE(ABORT, 'who is merged gets nothing new'); END;
CREATE TRIGGER channel_identities_of_one BEFORE INSERT ON channel_identities
WHEN EXISTS (SELECT 1 FROM customers WHERE id = NEW.customer_id AND status = 'merged')
BEGIN SELECT RAISE(ABORT, 'who is merged gets nothing new'); END;
CREATE TRIGGER waiting_of_one BEFORE INSERT ON waiting
WHEN NEW.kind = 'customer' AND EXISTS (SELECT 1 FROM customers WHERE id = NEW.case_id AND status = 'merged')
BEGIN SELECT RAISE(ABORT, 'who is merged gets nothing new'); END;

-- Whose something is never changes but by a merge.
CREATE TRIGGER work_items_keep_customer BEFORE UPDATE OF customer_id ON work_items
WHEN OLD.customer_id <> NEW.customer_id AND NOT EXISTS (
    SELECT 1 FROM carried_rows WHERE kind = 'work_item' AND row_id = OLD.id AND from_id = OLD.customer_id AND to_id = NEW.customer_id)
BEGIN SELECT RAISE(ABORT, 'whose work it is changes by a merge only'); END;
CREATE TRIGGER follow_ups_keep_customer BEFORE UPDATE OF customer_id ON follow_ups
WHEN OLD.customer_id <> NEW.customer_id AND NOT EXISTS (
    SELECT 1 FROM carried_rows WHERE kind = 'follow_up' AND row_id = OLD.id AND from_id = OLD.customer_id AND to_id = NEW.customer_id)
BEGIN SELECT RAISE(ABORT, 'follow_ups is append-only'); END;
CREATE TRIGGER follow_ups_not_changed BEFORE UPDATE OF id, author_id, owner_id, at, way, content, order_id ON follow_ups
BEGIN SELECT RAISE(ABORT, 'follow_ups is append-only'); END;
CREATE TRIGGER timeline_keep_customer BEFORE UPDATE OF customer_id ON timeline
WHEN OLD.customer_id <> NEW.customer_id AND NOT EXISTS (
    SELECT 1 FROM carried_rows WHERE kind = 'timeline' AND row_id = OLD.id AND from_id = OLD.customer_id AND to_id = NEW.customer_id)
BEGIN SELECT RAISE(ABORT, 'timeline is append-only'); END;
CREATE TRIGGER timeline_not_changed BEFORE UPDATE OF id, at, kind, by_id, detail ON timeline
BEGIN SELECT RAISE(ABORT, 'timeline is append-only'); END;
CREATE TRIGGER channel_identities_keep_customer BEFORE UPDATE OF customer_id ON channel_identities
WHEN OLD.customer_id IS NOT NEW.customer_id AND (
    OLD.proof = 'proven' OR EXISTS (SELECT 1 FROM customers WHERE id = NEW.customer_id AND status = 'merged'))
    AND NOT EXISTS (
        SELECT 1 FROM carried_rows WHERE kind = 'identity' AND row_id = OLD.id AND from_id = OLD.customer_id AND to_id = NEW.customer_id)
BEGIN SELECT RAISE(ABORT, 'who was proven to be a customer stays that customer'); END;
