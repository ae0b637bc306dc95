-- The words of everything that people search, by the id of what has them: words of a text as `shared::search::tokens` cuts it,
-- with blanks between them. The texts themselves stay where they are, and no positions are kept: what an index finds is looked
-- for in the text. The tokenizer leaves everything but ASCII as it is, because the words are cut and folded already.
CREATE VIRTUAL TABLE words_of_customers USING fts5 (words, content='', contentless_delete=1, detail='none', tokenize='ascii');
CREATE VIRTUAL TABLE words_of_inquiries USING fts5 (words, content='', contentless_delete=1, detail='none', tokenize='ascii');
CREATE VIRTUAL TABLE words_of_orders USING fts5 (words, content='', contentless_delete=1, detail='none', tokenize='ascii');
CREATE VIRTUAL TABLE words_of_follow_ups USING fts5 (words, content='', contentless_delete=1, detail='none', tokenize='ascii');
-- Merged later and more at once, as most transactions write a few texts only: a third of the cost of each.
INSERT INTO words_of_customers (words_of_customers, rank) VALUES ('automerge', 16);
INSERT INTO words_of_inquiries (words_of_inquiries, rank) VALUES ('automerge', 16);
INSERT INTO words_of_orders (words_of_orders, rank) VALUES ('automerge', 16);
INSERT INTO words_of_follow_ups (words_of_follow_ups, rank) VALUES ('automerge', 16);

-- Whose words are not in the index yet. Triggers write it down whenever a text is written, on every path; whoever puts the words
-- into the index takes it off again, in the same transaction when it is a request.
CREATE TABLE search_due (
    kind TEXT NOT NULL CHECK (kind IN ('customers', 'inquiries', 'orders', 'follow_ups')),
    row_id INTEGER NOT NULL,
    PRIMARY KEY (kind, row_id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER customers_searched AFTER INSERT ON customers
BEGIN INSERT OR IGNORE INTO search_due (kind, row_id) VALUES ('customers', NEW.id); END;
CREATE TRIGGER customers_searched_anew AFTER UPDATE OF name, company, address, attributes ON customers
WHEN OLD.name <> NEW.name OR OLD.company <> NEW.company OR OLD.address <> NEW.address OR OLD.attributes <> NEW.attributes
BEGIN INSERT OR IGNORE INTO search_due (kind, row_id) VALUES ('customers', NEW.id); END;
CREATE TRIGGER inquiries_searched AFTER INSERT ON inquiries
BEGIN INSERT OR IGNORE INTO search_due (kind, row_id) VALUES ('inquiries', NEW.id); END;
CREATE TRIGGER messages_searched AFTER INSERT ON messages
BEGIN INSERT OR IGNORE INTO search_due (kind, row_id) VALUES ('inquiries', NEW.inquiry_id); END;
CREATE TRIGGER orders_searched AFTER INSERT ON orders
BEGIN INSERT OR IGNORE INTO search_due (kind, row_id) VALUES ('orders', NEW.id); END;
CREATE TRIGGER orders_searched_anew AFTER UPDATE OF note ON orders WHEN OLD.note <> NEW.note
BEGIN INSERT OR IGNORE INTO search_due (kind, row_id) VALUES ('orders', NEW.id); END;
CREATE TRIGGER order_items_searched AFTER INSERT ON order_items
BEGIN INSERT OR IGNORE INTO search_due (kind, row_id) VALUES ('orders', NEW.order_id); END;
CREATE TRIGGER order_items_searched_anew AFTER UPDATE OF name ON order_items
BEGIN INSERT OR IGNORE INTO search_due (kind, row_id) VALUES ('orders', NEW.order_id); END;
CREATE TRIGGER order_items_searched_no_more AFTER DELETE ON order_items
BEGIN INSERT OR IGNORE INTO search_due (kind, row_id) VALUES ('orders', OLD.order_id); END;
CREATE TRIGGER follow_ups_searched AFTER INSERT ON follow_ups
BEGIN INSERT OR IGNORE INTO search_due (kind, row_id) VALUES ('follow_ups', NEW.id); END;

-- What was there before.
INSERT INTO search_due (kind, row_id) SELECT 'customers', id FROM customers;
INSERT INTO search_due (kind, row_id) SELECT 'inquiries', id FROM inquiries;
INSERT INTO search_due (kind, row_id) SELECT 'orders', id FROM orders;
INSERT INTO search_due (kind, row_id) SELECT 'follow_ups', id FROM follow_ups;
