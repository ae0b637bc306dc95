-- Below the folder of files the database has a folder of its own, so that two databases never throw each other's files away.
CREATE TABLE file_shelf (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    folder TEXT COLLATE "C" NOT NULL
);
-- What was uploaded. The bytes lie on disk by their hash, and are there before the row is.
CREATE TABLE files (
    id BIGINT PRIMARY KEY,
    hash TEXT COLLATE "C" NOT NULL CHECK (length(hash) = 64),
    size BIGINT NOT NULL CHECK (size > 0),
    -- What it is by its bytes, not by what was said of it.
    kind TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    width INTEGER,
    height INTEGER,
    CHECK ((width IS NULL) = (height IS NULL))
);
CREATE INDEX files_hash ON files (hash);
CREATE TRIGGER files_not_changed BEFORE UPDATE OR TRUNCATE ON files FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Files that belong to inquiries. A message takes one once and keeps it; what no message took goes away after a day.
CREATE TABLE attachments (
    id BIGINT PRIMARY KEY REFERENCES files (id),
    inquiry_id BIGINT NOT NULL REFERENCES inquiries (id),
    -- Who uploaded it; nobody when the customer's own system did.
    employee_id BIGINT REFERENCES employees (id),
    at TIMESTAMPTZ NOT NULL,
    message_id BIGINT REFERENCES messages (id),
    -- Which of the message's it is, counted from 1.
    place INTEGER CHECK (place BETWEEN 1 AND 10),
    CHECK ((message_id IS NULL) = (place IS NULL)),
    UNIQUE (message_id, place)
);
CREATE INDEX attachments_inquiry ON attachments (inquiry_id, id);
CREATE INDEX attachments_unused ON attachments (at) WHERE message_id IS NULL;
CREATE TRIGGER attachments_born_unused BEFORE INSERT ON attachments FOR EACH ROW WHEN (NEW.message_id IS NOT NULL)
EXECUTE FUNCTION refuse('an attachment is uploaded before it is sent');
CREATE FUNCTION refuse_sending_otherwise() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.message_id IS NOT NULL OR NEW.message_id IS NULL
        OR (NEW.id, NEW.inquiry_id, NEW.employee_id, NEW.at) IS DISTINCT FROM (OLD.id, OLD.inquiry_id, OLD.employee_id, OLD.at)
        OR NOT EXISTS (SELECT 1 FROM messages WHERE id = NEW.message_id AND inquiry_id = NEW.inquiry_id)
    THEN
        RAISE EXCEPTION 'an attachment is sent once, with a message of its inquiry' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER attachments_sent_once BEFORE UPDATE ON attachments FOR EACH ROW EXECUTE FUNCTION refuse_sending_otherwise();
CREATE TRIGGER attachments_kept BEFORE DELETE ON attachments FOR EACH ROW WHEN (OLD.message_id IS NOT NULL)
EXECUTE FUNCTION refuse('attachments is append-only');
CREATE TRIGGER attachments_not_emptied BEFORE TRUNCATE ON attachments FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Whom customers see instead of a consultant. The default one is always there.
CREATE TABLE avatars (
    id BIGINT PRIMARY KEY,
    name TEXT COLLATE "C" NOT NULL UNIQUE,
    introduction TEXT COLLATE "C" NOT NULL,
    picture_id BIGINT REFERENCES files (id),
    is_active BOOLEAN NOT NULL,
    is_default BOOLEAN NOT NULL,
    version BIGINT NOT NULL,
    CHECK (is_active OR NOT is_default)
);
CREATE UNIQUE INDEX avatars_default ON avatars (is_default) WHERE is_default;
CREATE TRIGGER avatars_kept BEFORE DELETE OR TRUNCATE ON avatars FOR EACH STATEMENT EXECUTE FUNCTION refuse('avatars stay');
CREATE TRIGGER avatars_default_stays BEFORE UPDATE OF id, is_default ON avatars FOR EACH ROW
WHEN (OLD.id <> NEW.id OR OLD.is_default <> NEW.is_default) EXECUTE FUNCTION refuse('the default avatar stays');
INSERT INTO avatars (id, name, introduction, is_active, is_default, version)
VALUES (1, '小归', '您好，我是您的专属顾问，有问题随时问我。', TRUE, TRUE, 1);
-- For whom an avatar stands: each group and each employee has one at most.
CREATE TABLE avatar_groups (
    group_id BIGINT PRIMARY KEY REFERENCES groups (id) ON DELETE CASCADE,
    avatar_id BIGINT NOT NULL REFERENCES avatars (id)
);
CREATE INDEX avatar_groups_avatar ON avatar_groups (avatar_id);
CREATE TABLE avatar_people (
    employee_id BIGINT PRIMARY KEY REFERENCES employees (id),
    avatar_id BIGINT NOT NULL REFERENCES avatars (id)
);
CREATE INDEX avatar_people_avatar ON avatar_people (avatar_id);
-- Whom the customer of an inquiry or an order sees. Written by a trigger when it is first given to somebody, and the same from
-- then on.
CREATE TABLE work_avatars (
    work_item_id BIGINT PRIMARY KEY REFERENCES work_items (id),
    avatar_id BIGINT NOT NULL REFERENCES avatars (id)
);
CREATE TRIGGER work_avatars_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON work_avatars
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- The avatar of each product line: that of the first of its groups that has one, else the default one.
CREATE VIEW line_avatars AS
SELECT l.id AS product_line_id, coalesce(
    (SELECT a.id FROM groups g JOIN avatar_groups m ON m.group_id = g.id JOIN avatars a ON a.id = m.avatar_id
     WHERE g.product_line_id = l.id AND a.is_active ORDER BY g.id LIMIT 1),
    (SELECT id FROM avatars WHERE is_default)) AS avatar_id
FROM product_lines l;
-- The avatar of each work item by who has it: the person's own, else that of the group by which it came, else that of its product
-- line, else the default one.
CREATE VIEW owner_avatars AS
SELECT w.id AS work_item_id, coalesce(
    (SELECT a.id FROM avatar_people p JOIN avatars a ON a.id = p.avatar_id
     WHERE p.employee_id = w.owner_id AND a.is_active),
    (SELECT a.id FROM avatar_groups g JOIN avatars a ON a.id = g.avatar_id
     WHERE g.group_id = w.group_id AND a.is_active),
    (SELECT l.avatar_id FROM inquiries i JOIN line_avatars l ON l.product_line_id = i.product_line_id WHERE i.id = w.id),
    (SELECT l.avatar_id FROM orders o JOIN line_avatars l ON l.product_line_id = o.product_line_id WHERE o.id = w.id),
    (SELECT id FROM avatars WHERE is_default)) AS avatar_id
FROM work_items w;
-- An order is given to somebody before it is written down; its face is decided when both are so.
CREATE FUNCTION give_a_face() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO work_avatars (work_item_id, avatar_id)
    SELECT f.work_item_id, f.avatar_id FROM owner_avatars f JOIN work_items w ON w.id = f.work_item_id
    WHERE w.id = NEW.id AND w.owner_id IS NOT NULL
        AND (w.kind = 'inquiry' OR EXISTS (SELECT 1 FROM orders WHERE id = w.id))
    ON CONFLICT (work_item_id) DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER work_items_get_a_face AFTER UPDATE OF owner_id ON work_items FOR EACH ROW
WHEN (NEW.owner_id IS NOT NULL AND OLD.owner_id IS NULL) EXECUTE FUNCTION give_a_face();
CREATE TRIGGER orders_get_a_face AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION give_a_face();
