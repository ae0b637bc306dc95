-- Times are microseconds since 1970-01-01 UTC; booleans are 0 and 1.
-- What a business system has told of each order: of each part the greatest push, so that the order is the same in whichever
-- order the pushes came. Kept before there is an order, and after.
CREATE TABLE order_parts (
    id INTEGER PRIMARY KEY,
    external_id TEXT NOT NULL UNIQUE,
    -- Absent as long as something is missing.
    order_id INTEGER UNIQUE REFERENCES orders (id),
    parts TEXT NOT NULL,
    first_at INTEGER NOT NULL,
    last_at INTEGER NOT NULL
) STRICT;
CREATE INDEX order_parts_incomplete ON order_parts (id) WHERE order_id IS NULL;

CREATE TABLE orders (
    id INTEGER PRIMARY KEY REFERENCES work_items (id),
    external_id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('placed', 'paid', 'in_service', 'completed', 'cancelled', 'refunded')),
    currency TEXT NOT NULL,
    -- Minor units.
    amount INTEGER NOT NULL CHECK (amount >= 0),
    product_line_id INTEGER REFERENCES product_lines (id),
    channel TEXT NOT NULL,
    note TEXT NOT NULL,
    placed_at INTEGER NOT NULL,
    paid_at INTEGER,
    -- The tenant's day of the payment, counted from 1970-01-01, and who owned the customer then.
    deal_on INTEGER,
    deal_owner_id INTEGER REFERENCES employees (id),
    CHECK ((deal_on IS NULL) = (paid_at IS NULL)),
    CHECK (deal_on IS NOT NULL OR deal_owner_id IS NULL)
) STRICT;
CREATE INDEX orders_placed ON orders (placed_at, id);
CREATE INDEX orders_state ON orders (state, id);
CREATE INDEX orders_line ON orders (product_line_id, id);

CREATE TABLE order_items (
    order_id INTEGER NOT NULL REFERENCES orders (id),
    position INTEGER NOT NULL,
    product_line_id INTEGER REFERENCES product_lines (id),
    name TEXT NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    unit_amount INTEGER NOT NULL,
    PRIMARY KEY (order_id, position)
) STRICT, WITHOUT ROWID;

-- Deals by day, owner, product line and currency; 0 for nobody and for no line. Kept by triggers, so that no page counts orders.
-- What was cancelled or refunded since is in both numbers of a pair.
CREATE TABLE deal_ledger (
    day INTEGER NOT NULL,
    employee_id INTEGER NOT NULL,
    product_line_id INTEGER NOT NULL,
    currency TEXT NOT NULL,
    deals INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    taken_off INTEGER NOT NULL,
    amount_taken_off INTEGER NOT NULL,
    PRIMARY KEY (day, employee_id, product_line_id, currency)
) STRICT, WITHOUT ROWID;
CREATE INDEX deal_ledger_employee ON deal_ledger (employee_id, day);

-- The order that a follow-up is about. It belongs to the customer all the same.
ALTER TABLE follow_ups ADD COLUMN order_id INTEGER REFERENCES orders (id);
CREATE INDEX follow_ups_order ON follow_ups (order_id, id) WHERE order_id IS NOT NULL;
CREATE TRIGGER follow_ups_of_the_customer BEFORE INSERT ON follow_ups
WHEN NEW.order_id IS NOT NULL
    AND NEW.customer_id IS NOT (SELECT customer_id FROM work_items WHERE id = NEW.order_id AND kind = 'order')
BEGIN SELECT RAISE(ABORT, 'a follow-up of an order is of its customer'); END;

CREATE TRIGGER orders_are_orders BEFORE INSERT ON orders
WHEN NOT EXISTS (SELECT 1 FROM work_items WHERE id = NEW.id AND kind = 'order')
BEGIN SELECT RAISE(ABORT, 'an order is a work item of its kind'); END;
CREATE TRIGGER orders_kept BEFORE DELETE ON orders BEGIN SELECT RAISE(ABORT, 'orders are kept'); END;
CREATE TRIGGER orders_stay_themselves BEFORE UPDATE ON orders
WHEN OLD.id <> NEW.id OR OLD.external_id <> NEW.external_id
    OR (OLD.state IN ('completed', 'cancelled', 'refunded') AND NEW.state NOT IN ('completed', 'cancelled', 'refunded'))
BEGIN SELECT RAISE(ABORT, 'an order that ended does not begin again'); END;
CREATE TRIGGER order_parts_kept BEFORE DELETE ON order_parts BEGIN SELECT RAISE(ABORT, 'order_parts are kept'); END;
CREATE TRIGGER order_parts_stay BEFORE UPDATE ON order_parts
WHEN OLD.id <> NEW.id OR OLD.external_id <> NEW.external_id OR (OLD.order_id IS NOT NULL AND OLD.order_id IS NOT NEW.order_id)
BEGIN SELECT RAISE(ABORT, 'an order stays the same one'); END;

CREATE TRIGGER orders_dealt AFTER INSERT ON orders WHEN NEW.deal_on IS NOT NULL
BEGIN
    INSERT INTO deal_ledger (day, employee_id, product_line_id, currency, deals, amount, taken_off, amount_taken_off)
    VALUES (NEW.deal_on, coalesce(NEW.deal_owner_id, 0), coalesce(NEW.product_line_id, 0), NEW.currency, 1, NEW.amount,
            NEW.state IN ('cancelled', 'refunded'), NEW.amount * (NEW.state IN ('cancelled', 'refunded')))
    ON CONFLICT (day, employee_id, product_line_id, currency) DO UPDATE SET deals = deals + 1, amount = amount + excluded.amount,
        taken_off = taken_off + excluded.taken_off, amount_taken_off = amount_taken_off + excluded.amount_taken_off;
END;
CREATE TRIGGER orders_dealt_otherwise AFTER UPDATE ON orders
WHEN OLD.deal_on IS NOT NEW.deal_on OR OLD.deal_owner_id IS NOT NEW.deal_owner_id OR OLD.currency <> NEW.currency
    OR OLD.product_line_id IS NOT NEW.product_line_id OR OLD.amount <> NEW.amount OR OLD.state <> NEW.state
BEGIN
    UPDATE deal_ledger SET deals = deals - 1, amount = amount - OLD.amount,
        taken_off = taken_off - (OLD.state IN ('cancelled', 'refunded')),
        amount_taken_off = amount_taken_off - OLD.amount * (OLD.state IN ('cancelled', 'refunded'))
    WHERE day = OLD.deal_on AND employee_id = coalesce(OLD.deal_owner_id, 0)
        AND product_line_id = coalesce(OLD.product_line_id, 0) AND currency = OLD.currency;
    INSERT INTO deal_ledger (day, employee_id, product_line_id, currency, deals, amount, taken_off, amount_taken_off)
    SELECT NEW.deal_on, coalesce(NEW.deal_owner_id, 0), coalesce(NEW.product_line_id, 0), NEW.currency, 1, NEW.amount,
           NEW.state IN ('cancelled', 'refunded'), NEW.amount * (NEW.state IN ('cancelled', 'refunded'))
    WHERE NEW.deal_on IS NOT NULL
    ON CONFLICT (day, employee_id, product_line_id, currency) DO UPDATE SET deals = deals + 1, amount = amount + excluded.amount,
        taken_off = taken_off + excluded.taken_off, amount_taken_off = amount_taken_off + excluded.amount_taken_off;
END;
