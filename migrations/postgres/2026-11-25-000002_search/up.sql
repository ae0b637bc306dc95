-- The words of everything that people search, by the id of what has them: words of a text as `shared::search::tokens` cuts it,
-- each behind the era of the id (`id >> 51`, about six days) and a bar. So what is written together lies together in the index,
-- and a question reads era after era from the newest on instead of all that ever had a word. No positions are kept: what an
-- index finds is looked for in the text. What is new goes into the index at once, as every look at an era would read all that
-- waits to go there.
CREATE TABLE words_of_customers (id BIGINT PRIMARY KEY, words TSVECTOR NOT NULL);
CREATE TABLE words_of_inquiries (id BIGINT PRIMARY KEY, words TSVECTOR NOT NULL);
CREATE TABLE words_of_orders (id BIGINT PRIMARY KEY, words TSVECTOR NOT NULL);
CREATE TABLE words_of_follow_ups (id BIGINT PRIMARY KEY, words TSVECTOR NOT NULL);
CREATE INDEX words_of_customers_words ON words_of_customers USING GIN (words) WITH (fastupdate = off);
CREATE INDEX words_of_inquiries_words ON words_of_inquiries USING GIN (words) WITH (fastupdate = off);
CREATE INDEX words_of_orders_words ON words_of_orders USING GIN (words) WITH (fastupdate = off);
CREATE INDEX words_of_follow_ups_words ON words_of_follow_ups USING GIN (words) WITH (fastupdate = off);

-- Whose words are not in the index yet. Triggers write it down whenever a text is written, on every path; whoever puts the words
-- into the index takes it off again, in the same transaction when it is a request.
CREATE TABLE search_due (
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('customers', 'inquiries', 'orders', 'follow_ups')),
    row_id BIGINT NOT NULL,
    PRIMARY KEY (kind, row_id)
);

-- Rows are written in the order of their key, so two transactions cannot wait for each other.
CREATE FUNCTION search_rows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO search_due SELECT TG_ARGV[0], id FROM new_rows ORDER BY id ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE FUNCTION search_messages() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO search_due SELECT DISTINCT 'inquiries', inquiry_id FROM new_rows ORDER BY inquiry_id ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE FUNCTION search_items() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO search_due SELECT DISTINCT 'orders', order_id FROM changed_rows ORDER BY order_id ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE FUNCTION search_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO search_due VALUES (TG_ARGV[0], NEW.id) ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER customers_searched AFTER INSERT ON customers REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION search_rows('customers');
CREATE TRIGGER customers_searched_anew AFTER UPDATE OF name, company, address, attributes ON customers FOR EACH ROW
WHEN ((OLD.name, OLD.company, OLD.address, OLD.attributes) IS DISTINCT FROM (NEW.name, NEW.company, NEW.address, NEW.attributes))
EXECUTE FUNCTION search_row('customers');
CREATE TRIGGER inquiries_searched AFTER INSERT ON inquiries REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION search_rows('inquiries');
CREATE TRIGGER messages_searched AFTER INSERT ON messages REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION search_messages();
CREATE TRIGGER orders_searched AFTER INSERT ON orders REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION search_rows('orders');
CREATE TRIGGER orders_searched_anew AFTER UPDATE OF note ON orders FOR EACH ROW WHEN (OLD.note <> NEW.note)
EXECUTE FUNCTION search_row('orders');
CREATE TRIGGER order_items_searched AFTER INSERT ON order_items REFERENCING NEW TABLE AS changed_rows
FOR EACH STATEMENT EXECUTE FUNCTION search_items();
CREATE TRIGGER order_items_searched_anew AFTER UPDATE ON order_items REFERENCING NEW TABLE AS changed_rows
FOR EACH STATEMENT EXECUTE FUNCTION search_items();
CREATE TRIGGER order_items_searched_no_more AFTER DELETE ON order_items REFERENCING OLD TABLE AS changed_rows
FOR EACH STATEMENT EXECUTE FUNCTION search_items();
CREATE TRIGGER follow_ups_searched AFTER INSERT ON follow_ups REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION search_rows('follow_ups');

-- What was there before.
INSERT INTO search_due SELECT 'customers', id FROM customers;
INSERT INTO search_due SELECT 'inquiries', id FROM inquiries;
INSERT INTO search_due SELECT 'orders', id FROM orders;
INSERT INTO search_due SELECT 'follow_ups', id FROM follow_ups;
