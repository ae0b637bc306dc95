-- Below the folder of files the database has a folder of its own, so that two databases never throw each other's files away.
CREATE TABLE file_shelf (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    folder TEXT NOT NULL
) STRICT;
-- What was uploaded. The bytes lie on disk by their hash, and are there before the row is.
CREATE TABLE files (
    id INTEGER PRIMARY KEY,
    hash TEXT NOT NULL CHECK (length(hash) = 64),
    size INTEGER NOT NULL CHECK (size > 0),
    -- What it is by its bytes, not by what was said of it.
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    width INTEGER,
    height INTEGER,
    CHECK ((width IS NULL) = (height IS NULL))
) STRICT;
CREATE INDEX files_hash ON files (hash);
CREATE TRIGGER files_not_changed BEFORE UPDATE ON files BEGIN SELECT RAISE(ABORT, 'files is append-only'); END;

-- Files that belong to inquiries. A message takes one once and keeps it; what no message took goes away after a day.
CREATE TABLE attachments (
    id INTEGER PRIMARY KEY REFERENCES files (id),
    inquiry_id INTEGER NOT NULL REFERENCES inquiries (id),
    -- Who uploaded it; nobody when the customer's own system did.
    employee_id INTEGER REFERENCES employees (id),
    at INTEGER NOT NULL,
    message_id INTEGER REFERENCES messages (id),
    -- Which of the message's it is, counted from 1.
    place INTEGER CHECK (place BETWEEN 1 AND 10),
    CHECK ((message_id IS NULL) = (place IS NULL)),
    UNIQUE (message_id, place)
) STRICT;
CREATE INDEX attachments_inquiry ON attachments (inquiry_id, id);
CREATE INDEX attachments_unused ON attachments (at) WHERE message_id IS NULL;
CREATE TRIGGER attachments_born_unused BEFORE INSERT ON attachments WHEN NEW.message_id IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'an attachment is uploaded before it is sent'); END;
CREATE TRIGGER attachments_sent_once BEFORE UPDATE ON attachments
WHEN OLD.message_id IS NOT NULL OR NEW.message_id IS NULL
    OR NEW.id <> OLD.id OR NEW.inquiry_id <> OLD.inquiry_id OR NEW.employee_id IS NOT OLD.employee_id OR NEW.at <> OLD.at
    OR NOT EXISTS (SELECT 1 FROM messages WHERE id = NEW.message_id AND inquiry_id = NEW.inquiry_id)
BEGIN SELECT RAISE(ABORT, 'an attachment is sent once, with a message of its inquiry'); END;
CREATE TRIGGER attachments_kept BEFORE DELETE ON attachments WHEN OLD.message_id IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'attachments is append-only'); END;

-- Whom customers see instead of a consultant. The default one is always there.
CREATE TABLE avatars (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    introduction TEXT NOT NULL,
    picture_id INTEGER REFERENCES files (id),
    is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
    is_default INTEGER NOT NULL CHECK (is_default IN (0, 1)),
    version INTEGER NOT NULL,
    CHECK (is_active = 1 OR is_default = 0)
) STRICT;
CREATE UNIQUE INDEX avatars_default ON avatars (is_default) WHERE is_default = 1;
CREATE TRIGGER avatars_kept BEFORE DELETE ON avatars BEGIN SELECT RAISE(ABORT, 'avatars stay'); END;
CREATE TRIGGER avatars_default_stays BEFORE UPDATE OF id, is_default ON avatars
WHEN OLD.id <> NEW.id OR OLD.is_default <> NEW.is_default
BEGIN SELECT RAISE(ABORT, 'the default avatar stays'); END;
INSERT INTO avatars (id, name, introduction, is_active, is_default, version)
VALUES (1, '小归', '您好，我是您的专属顾问，有问题随时问我。', 1, 1, 1);
-- For whom an avatar stands: each group and each employee has one at most.
CREATE TABLE avatar_groups (
    group_id INTEGER PRIMARY KEY REFERENCES groups (id) ON DELETE CASCADE,
    avatar_id INTEGER NOT NULL REFERENCES avatars (id)
) STRICT;
CREATE INDEX avatar_groups_avatar ON avatar_groups (avatar_id);
CREATE TABLE avatar_people (
    employee_id INTEGER PRIMARY KEY REFERENCES employees (id),
    avatar_id INTEGER NOT NULL REFERENCES avatars (id)
) STRICT;
CREATE INDEX avatar_people_avatar ON avatar_people (avatar_id);
-- Whom the customer of an inquiry or an order sees. Written by a trigger when it is first given to somebody, and the same from
-- then on.
CREATE TABLE work_avatars (
    work_item_id INTEGER PRIMARY KEY REFERENCES work_items (id),
    avatar_id INTEGER NOT NULL REFERENCES avatars (id)
) STRICT;
CREATE TRIGGER work_avatars_not_changed BEFORE UPDATE ON work_avatars
BEGIN SELECT RAISE(ABORT, 'work_avatars is append-only'); END;
CREATE TRIGGER work_avatars_kept BEFORE DELETE ON work_avatars
BEGIN SELECT RAISE(ABORT, 'work_avatars is append-only'); END;
-- The avatar of each product line: that of the first of its groups that has one, else the default one.
CREATE VIEW line_avatars AS
SELECT l.id AS product_line_id, coalesce(
    (SELECT a.id FROM groups g JOIN avatar_groups m ON m.group_id = g.id JOIN avatars a ON a.id = m.avatar_id
     WHERE g.product_line_id = l.id AND a.is_active = 1 ORDER BY g.id LIMIT 1),
    (SELECT id FROM avatars WHERE is_default = 1)) AS avatar_id
FROM product_lines l;
-- The avatar of each work item by who has it: the person's own, else that of the group by which it came, else that of its product
-- line, else the default one.
CREATE VIEW owner_avatars AS
SELECT w.id AS work_item_id, coalesce(
    (SELECT a.id FROM avatar_people p JOIN avatars a ON a.id = p.avatar_id
     WHERE p.employee_id = w.owner_id AND a.is_active = 1),
    (SELECT a.id FROM avatar_groups g JOIN avatars a ON a.id = g.avatar_id
     WHERE g.group_id = w.group_id AND a.is_active = 1),
    (SELECT l.avatar_id FROM inquiries i JOIN line_avatars l ON l.product_line_id = i.product_line_id WHERE i.id = w.id),
    (SELECT l.avatar_id FROM orders o JOIN line_avatars l ON l.product_line_id = o.product_line_id WHERE o.id = w.id),
    (SELECT id FROM avatars WHERE is_default = 1)) AS avatar_id
FROM work_items w;
-- An order is given to somebody before it is written down; its face is decided when both are so.
CREATE TRIGGER work_items_get_a_face AFTER UPDATE OF owner_id ON work_items
WHEN NEW.owner_id IS NOT NULL AND OLD.owner_id IS NULL AND NOT EXISTS (SELECT 1 FROM work_avatars WHERE work_item_id = NEW.id)
    AND (NEW.kind = 'inquiry' OR EXISTS (SELECT 1 FROM orders WHERE id = NEW.id))
BEGIN
    INSERT INTO work_avatars (work_item_id, avatar_id)
    SELECT work_item_id, avatar_id FROM owner_avatars WHERE work_item_id = NEW.id;
END;
CREATE TRIGGER orders_get_a_face AFTER INSERT ON orders
WHEN EXISTS (SELECT 1 FROM work_items WHERE id = NEW.id AND owner_id IS NOT NULL)
BEGIN
    INSERT INTO work_avatars (work_item_id, avatar_id)
    SELECT work_item_id, avatar_id FROM owner_avatars WHERE work_item_id = NEW.id;
END;
