-- Customers who were found to be the same person: one, the gone, became part of the other, the kept. What was carried over is
-- listed, so that undoing carries exactly that back.
CREATE TABLE customer_merges (
    id BIGINT PRIMARY KEY,
    kept_id BIGINT NOT NULL REFERENCES customers (id),
    gone_id BIGINT NOT NULL REFERENCES customers (id),
    at TIMESTAMPTZ NOT NULL,
    by_id BIGINT REFERENCES employees (id),
    reason TEXT COLLATE "C" NOT NULL,
    -- What the gone one was.
    status_before TEXT COLLATE "C" NOT NULL CHECK (status_before IN ('pending', 'rejected', 'queued', 'owned')),
    owner_before BIGINT REFERENCES employees (id),
    -- What changed on the kept one, and how much was carried over.
    memo TEXT COLLATE "C" NOT NULL,
    undone_at TIMESTAMPTZ,
    undone_by BIGINT REFERENCES employees (id),
    undo_reason TEXT COLLATE "C",
    CHECK (kept_id <> gone_id),
    CHECK ((status_before = 'owned') = (owner_before IS NOT NULL)),
    CHECK ((undone_at IS NULL) = (undo_reason IS NULL)),
    CHECK (undone_at IS NOT NULL OR undone_by IS NULL)
);
CREATE UNIQUE INDEX customer_merges_standing ON customer_merges (gone_id) WHERE undone_at IS NULL;
CREATE INDEX customer_merges_gone ON customer_merges (gone_id, id);
CREATE INDEX customer_merges_kept ON customer_merges (kept_id, id);
CREATE TABLE customer_merge_rows (
    merge_id BIGINT NOT NULL REFERENCES customer_merges (id),
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('work_item', 'follow_up', 'timeline', 'identity', 'behaviour', 'customer')),
    row_id BIGINT NOT NULL,
    PRIMARY KEY (merge_id, kind, row_id)
);
CREATE INDEX customer_merge_rows_row ON customer_merge_rows (row_id, kind);

-- Pairs of customers of whom somebody said that they are not the same person.
CREATE TABLE customers_apart (
    one_id BIGINT NOT NULL REFERENCES customers (id),
    other_id BIGINT NOT NULL REFERENCES customers (id),
    at TIMESTAMPTZ NOT NULL,
    by_id BIGINT REFERENCES employees (id),
    PRIMARY KEY (one_id, other_id),
    CHECK (one_id < other_id)
);
CREATE INDEX customers_apart_other ON customers_apart (other_id);

-- A row may go from the gone to the kept one while a merge that stands lists it, and from the kept one back while that merge,
-- the last of the gone one, is undone.
CREATE VIEW carried_rows AS
SELECT r.kind, r.row_id,
       CASE WHEN m.undone_at IS NULL THEN m.gone_id ELSE m.kept_id END AS from_id,
       CASE WHEN m.undone_at IS NULL THEN m.kept_id ELSE m.gone_id END AS to_id
FROM customer_merge_rows r JOIN customer_merges m ON m.id = r.merge_id
WHERE m.undone_at IS NULL OR NOT EXISTS (SELECT 1 FROM customer_merges l WHERE l.gone_id = m.gone_id AND l.id > m.id);

CREATE FUNCTION refuse_merge() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.undone_at IS NOT NULL
        OR EXISTS (SELECT 1 FROM customers WHERE id IN (NEW.kept_id, NEW.gone_id) AND status = 'merged')
    THEN
        RAISE EXCEPTION 'who is merged is not merged again' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER customer_merges_begin BEFORE INSERT ON customer_merges FOR EACH ROW EXECUTE FUNCTION refuse_merge();
CREATE FUNCTION refuse_undoing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.undone_at IS NOT NULL OR NEW.undone_at IS NULL
        OR (OLD.id, OLD.kept_id, OLD.gone_id, OLD.at, OLD.by_id, OLD.reason, OLD.status_before, OLD.owner_before, OLD.memo)
            IS DISTINCT FROM
            (NEW.id, NEW.kept_id, NEW.gone_id, NEW.at, NEW.by_id, NEW.reason, NEW.status_before, NEW.owner_before, NEW.memo)
        OR EXISTS (SELECT 1 FROM customers WHERE id = OLD.kept_id AND status = 'merged')
        OR EXISTS (SELECT 1 FROM customer_merges WHERE kept_id = OLD.kept_id AND id > OLD.id AND undone_at IS NULL)
    THEN
        RAISE EXCEPTION 'a merge is undone once, the last first' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER customer_merges_undone_once BEFORE UPDATE ON customer_merges FOR EACH ROW EXECUTE FUNCTION refuse_undoing();
CREATE TRIGGER customer_merges_kept BEFORE DELETE OR TRUNCATE ON customer_merges
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE FUNCTION refuse_merge_row() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    whose BIGINT := CASE NEW.kind
        WHEN 'work_item' THEN (SELECT customer_id FROM work_items WHERE id = NEW.row_id)
        WHEN 'follow_up' THEN (SELECT customer_id FROM follow_ups WHERE id = NEW.row_id)
        WHEN 'timeline' THEN (SELECT customer_id FROM timeline WHERE id = NEW.row_id)
        WHEN 'identity' THEN (SELECT customer_id FROM channel_identities WHERE id = NEW.row_id)
        WHEN 'behaviour' THEN (SELECT customer_id FROM behaviour_days WHERE id = NEW.row_id)
        ELSE (SELECT merged_into FROM customers WHERE id = NEW.row_id) END;
BEGIN
    IF NOT EXISTS (SELECT 1 FROM customer_merges WHERE id = NEW.merge_id AND undone_at IS NULL AND gone_id = whose) THEN
        RAISE EXCEPTION 'a merge lists what it carries over' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER customer_merge_rows_of_the_gone BEFORE INSERT ON customer_merge_rows
FOR EACH ROW EXECUTE FUNCTION refuse_merge_row();
CREATE TRIGGER customer_merge_rows_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON customer_merge_rows
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Who becomes part of another does so by a merge that stands, and leaves nothing behind; who was part of one that is merged
-- now goes along.
CREATE TRIGGER customers_born_apart BEFORE INSERT ON customers FOR EACH ROW WHEN (NEW.status = 'merged')
EXECUTE FUNCTION refuse('a customer is merged by a merge');
CREATE FUNCTION refuse_merging() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM customers WHERE id = NEW.merged_into AND status = 'merged')
        OR (CASE OLD.status WHEN 'merged' THEN NOT EXISTS (
            SELECT 1 FROM carried_rows WHERE kind = 'customer' AND row_id = OLD.id
                AND from_id = OLD.merged_into AND to_id = NEW.merged_into)
        ELSE NOT EXISTS (
                SELECT 1 FROM customer_merges
                WHERE gone_id = OLD.id AND kept_id = NEW.merged_into AND undone_at IS NULL
                    AND (status_before = OLD.status OR status_before = 'owned' AND OLD.status = 'queued'))
            OR EXISTS (SELECT 1 FROM customers WHERE merged_into = OLD.id)
            OR EXISTS (SELECT 1 FROM work_items WHERE customer_id = OLD.id)
            OR EXISTS (SELECT 1 FROM follow_ups WHERE customer_id = OLD.id)
            OR EXISTS (SELECT 1 FROM timeline WHERE customer_id = OLD.id)
            OR EXISTS (SELECT 1 FROM channel_identities WHERE customer_id = OLD.id)
            OR EXISTS (SELECT 1 FROM behaviour_days WHERE customer_id = OLD.id)
            OR EXISTS (SELECT 1 FROM waiting WHERE case_id = OLD.id) END)
    THEN
        RAISE EXCEPTION 'a customer is merged by a merge' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER customers_merge BEFORE UPDATE OF status, merged_into ON customers FOR EACH ROW
WHEN (NEW.status = 'merged' AND (OLD.status <> 'merged' OR OLD.merged_into <> NEW.merged_into))
EXECUTE FUNCTION refuse_merging();
CREATE FUNCTION refuse_unmerging() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM customer_merges m WHERE m.gone_id = OLD.id AND m.undone_at IS NOT NULL
            AND m.id = (SELECT max(id) FROM customer_merges WHERE gone_id = OLD.id)
            AND NEW.status = (CASE m.status_before WHEN 'owned' THEN 'queued' ELSE m.status_before END)
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
    THEN
        RAISE EXCEPTION 'a merge is undone as a whole' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER customers_unmerge BEFORE UPDATE OF status ON customers FOR EACH ROW
WHEN (OLD.status = 'merged' AND NEW.status <> 'merged') EXECUTE FUNCTION refuse_unmerging();
CREATE TRIGGER customers_merged_stay BEFORE UPDATE OF
    id, phone, phone_tail, name, pinyin, initials, company, source, address, attributes, level, district_id, registered_at,
    reviewed_at, reviewed_by, reject_reason, last_follow_up_at, version
ON customers FOR EACH ROW WHEN (OLD.status = 'merged' AND NEW.status = 'merged')
EXECUTE FUNCTION refuse('who is merged is not edited');

-- Who is merged gets nothing new. Asked after the statement, when its foreign keys have waited for a merge that was on its way;
-- what it caught is tried again, and then finds the kept one. Each customer is looked up by itself, whatever was planned for
-- the first statement.
CREATE FUNCTION refuse_for_merged() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM new_rows n WHERE (SELECT c.status FROM customers c WHERE c.id = n.customer_id) = 'merged') THEN
        RAISE EXCEPTION 'who is merged gets nothing new' USING ERRCODE = 'serialization_failure';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER work_items_of_one AFTER INSERT ON work_items REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION refuse_for_merged();
CREATE TRIGGER follow_ups_of_one AFTER INSERT ON follow_ups REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION refuse_for_merged();
CREATE TRIGGER timeline_of_one AFTER INSERT ON timeline REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION refuse_for_merged();
CREATE TRIGGER channel_identities_of_one AFTER INSERT ON channel_identities REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION refuse_for_merged();
CREATE FUNCTION refuse_waiting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM customers WHERE id = NEW.case_id AND status = 'merged') THEN
        RAISE EXCEPTION 'who is merged gets nothing new' USING ERRCODE = 'serialization_failure';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER waiting_of_one BEFORE INSERT ON waiting FOR EACH ROW WHEN (NEW.kind = 'customer')
EXECUTE FUNCTION refuse_waiting();

-- Whose something is never changes but by a merge.
CREATE FUNCTION keep_customer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM carried_rows
        WHERE kind = TG_ARGV[0] AND row_id = OLD.id AND from_id = OLD.customer_id AND to_id = NEW.customer_id)
    THEN
        RAISE EXCEPTION '%', TG_ARGV[1] USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER work_items_keep_customer BEFORE UPDATE OF customer_id ON work_items FOR EACH ROW
WHEN (OLD.customer_id <> NEW.customer_id) EXECUTE FUNCTION keep_customer('work_item', 'whose work it is changes by a merge only');
CREATE TRIGGER follow_ups_keep_customer BEFORE UPDATE OF customer_id ON follow_ups FOR EACH ROW
WHEN (OLD.customer_id <> NEW.customer_id) EXECUTE FUNCTION keep_customer('follow_up', 'follow_ups is append-only');
CREATE TRIGGER follow_ups_not_changed BEFORE UPDATE OF id, author_id, owner_id, at, way, content, order_id ON follow_ups
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER timeline_keep_customer BEFORE UPDATE OF customer_id ON timeline FOR EACH ROW
WHEN (OLD.customer_id <> NEW.customer_id) EXECUTE FUNCTION keep_customer('timeline', 'timeline is append-only');
CREATE TRIGGER timeline_not_changed BEFORE UPDATE OF id, at, kind, by_id, detail ON timeline
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- After the foreign key, which waits for a merge that is on its way.
CREATE FUNCTION keep_identity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM carried_rows
        WHERE kind = 'identity' AND row_id = OLD.id AND from_id = OLD.customer_id AND to_id = NEW.customer_id)
    THEN
        RETURN NULL;
    END IF;
    IF OLD.proof = 'proven' THEN
        RAISE EXCEPTION 'who was proven to be a customer stays that customer' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM customers WHERE id = NEW.customer_id AND status = 'merged') THEN
        RAISE EXCEPTION 'who is merged gets nothing new' USING ERRCODE = 'serialization_failure';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER channel_identities_keep_customer AFTER UPDATE OF customer_id ON channel_identities FOR EACH ROW
WHEN (OLD.customer_id IS DISTINCT FROM NEW.customer_id) EXECUTE FUNCTION keep_identity();
