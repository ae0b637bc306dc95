CREATE TABLE orders (
    id BIGINT PRIMARY KEY REFERENCES work_items (id),
    external_id TEXT COLLATE "C" NOT NULL UNIQUE,
    title TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('placed', 'paid', 'in_service', 'completed', 'cancelled', 'refunded')),
    currency TEXT COLLATE "C" NOT NULL,
    -- Minor units.
    amount BIGINT NOT NULL CHECK (amount >= 0),
    product_line_id BIGINT REFERENCES product_lines (id),
    channel TEXT COLLATE "C" NOT NULL,
    note TEXT COLLATE "C" NOT NULL,
    placed_at TIMESTAMPTZ NOT NULL,
    paid_at TIMESTAMPTZ,
    -- The tenant's day of the payment, counted from 1970-01-01, and who owned the customer then.
    deal_on INTEGER,
    deal_owner_id BIGINT REFERENCES employees (id),
    CHECK ((deal_on IS NULL) = (paid_at IS NULL)),
    CHECK (deal_on IS NOT NULL OR deal_owner_id IS NULL)
);
CREATE INDEX orders_placed ON orders (placed_at, id);
CREATE INDEX orders_state ON orders (state, id);
CREATE INDEX orders_line ON orders (product_line_id, id);

-- What a business system has told of each order: of each part the greatest push, so that the order is the same in whichever
-- order the pushes came. Kept before there is an order, and after.
CREATE TABLE order_parts (
    id BIGINT PRIMARY KEY,
    external_id TEXT COLLATE "C" NOT NULL UNIQUE,
    -- Absent as long as something is missing.
    order_id BIGINT UNIQUE REFERENCES orders (id),
    parts TEXT COLLATE "C" NOT NULL,
    first_at TIMESTAMPTZ NOT NULL,
    last_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX order_parts_incomplete ON order_parts (id) WHERE order_id IS NULL;

CREATE TABLE order_items (
    order_id BIGINT NOT NULL REFERENCES orders (id),
    position INTEGER NOT NULL,
    product_line_id BIGINT REFERENCES product_lines (id),
    name TEXT COLLATE "C" NOT NULL,
    quantity BIGINT NOT NULL CHECK (quantity > 0),
    unit_amount BIGINT NOT NULL,
    PRIMARY KEY (order_id, position)
);

-- Deals by day, owner, product line and currency; 0 for nobody and for no line. Kept by triggers, so that no page counts orders.
-- What was cancelled or refunded since is in both numbers of a pair.
CREATE TABLE deal_ledger (
    day INTEGER NOT NULL,
    employee_id BIGINT NOT NULL,
    product_line_id BIGINT NOT NULL,
    currency TEXT COLLATE "C" NOT NULL,
    deals BIGINT NOT NULL,
    amount BIGINT NOT NULL,
    taken_off BIGINT NOT NULL,
    amount_taken_off BIGINT NOT NULL,
    PRIMARY KEY (day, employee_id, product_line_id, currency)
);
CREATE INDEX deal_ledger_employee ON deal_ledger (employee_id, day);

-- The order that a follow-up is about. It belongs to the customer all the same.
ALTER TABLE follow_ups ADD COLUMN order_id BIGINT REFERENCES orders (id);
CREATE INDEX follow_ups_order ON follow_ups (order_id, id) WHERE order_id IS NOT NULL;
CREATE FUNCTION refuse_follow_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.customer_id IS DISTINCT FROM (SELECT customer_id FROM work_items WHERE id = NEW.order_id AND kind = 'order') THEN
        RAISE EXCEPTION 'a follow-up of an order is of its customer' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER follow_ups_of_the_customer BEFORE INSERT ON follow_ups FOR EACH ROW WHEN (NEW.order_id IS NOT NULL)
EXECUTE FUNCTION refuse_follow_up();

CREATE FUNCTION refuse_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM work_items WHERE id = NEW.id AND kind = 'order') THEN
        RAISE EXCEPTION 'an order is a work item of its kind' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER orders_are_orders BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION refuse_order();
CREATE TRIGGER orders_kept BEFORE DELETE OR TRUNCATE ON orders FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER orders_stay_themselves BEFORE UPDATE ON orders FOR EACH ROW
WHEN (OLD.id <> NEW.id OR OLD.external_id <> NEW.external_id
    OR (OLD.state IN ('completed', 'cancelled', 'refunded') AND NEW.state NOT IN ('completed', 'cancelled', 'refunded')))
EXECUTE FUNCTION refuse('an order that ended does not begin again');
CREATE TRIGGER order_parts_kept BEFORE DELETE OR TRUNCATE ON order_parts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER order_parts_stay BEFORE UPDATE ON order_parts FOR EACH ROW
WHEN (OLD.id <> NEW.id OR OLD.external_id <> NEW.external_id
    OR (OLD.order_id IS NOT NULL AND OLD.order_id IS DISTINCT FROM NEW.order_id))
EXECUTE FUNCTION refuse('an order stays the same one');

CREATE FUNCTION orders_dealt() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    off BIGINT;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF (OLD.deal_on, OLD.deal_owner_id, OLD.product_line_id, OLD.currency, OLD.amount, OLD.state)
            IS NOT DISTINCT FROM (NEW.deal_on, NEW.deal_owner_id, NEW.product_line_id, NEW.currency, NEW.amount, NEW.state) THEN
            RETURN NULL;
        END IF;
        off := CASE WHEN OLD.state IN ('cancelled', 'refunded') THEN 1 ELSE 0 END;
        UPDATE deal_ledger SET deals = deals - 1, amount = amount - OLD.amount, taken_off = taken_off - off,
            amount_taken_off = amount_taken_off - OLD.amount * off
        WHERE day = OLD.deal_on AND employee_id = coalesce(OLD.deal_owner_id, 0)
            AND product_line_id = coalesce(OLD.product_line_id, 0) AND currency = OLD.currency;
    END IF;
    IF NEW.deal_on IS NOT NULL THEN
        off := CASE WHEN NEW.state IN ('cancelled', 'refunded') THEN 1 ELSE 0 END;
        INSERT INTO deal_ledger AS l (day, employee_id, product_line_id, currency, deals, amount, taken_off, amount_taken_off)
        VALUES (NEW.deal_on, coalesce(NEW.deal_owner_id, 0), coalesce(NEW.product_line_id, 0), NEW.currency, 1, NEW.amount,
                off, NEW.amount * off)
        ON CONFLICT (day, employee_id, product_line_id, currency) DO UPDATE SET deals = l.deals + 1,
            amount = l.amount + excluded.amount, taken_off = l.taken_off + excluded.taken_off,
            amount_taken_off = l.amount_taken_off + excluded.amount_taken_off;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER orders_dealt AFTER INSERT OR UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION orders_dealt();
