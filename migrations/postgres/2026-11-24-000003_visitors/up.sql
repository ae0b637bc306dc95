-- Who a customer is on a channel: a WeChat openid, a browser that once wrote to us, a name in another system. Somebody may be
-- known on a channel before it is known which customer that is. Said is what they only say of themselves by typing a phone;
-- proven is what WeChat or the operator's own system vouches for, and never changes.
CREATE TABLE channel_identities (
    id BIGINT PRIMARY KEY,
    channel TEXT COLLATE "C" NOT NULL CHECK (channel IN ('wechat_openid', 'wechat_unionid', 'web', 'external')),
    subject TEXT COLLATE "C" NOT NULL,
    -- Their phone in E.164, where WeChat told it.
    phone TEXT COLLATE "C",
    customer_id BIGINT REFERENCES customers (id),
    proof TEXT COLLATE "C" CHECK (proof IN ('said', 'proven')),
    bound_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL,
    UNIQUE (channel, subject),
    CHECK ((customer_id IS NULL) = (proof IS NULL) AND (customer_id IS NULL) = (bound_at IS NULL))
);
CREATE INDEX channel_identities_customer ON channel_identities (customer_id) WHERE customer_id IS NOT NULL;
CREATE TRIGGER channel_identities_proven BEFORE UPDATE ON channel_identities FOR EACH ROW
WHEN (OLD.id <> NEW.id OR OLD.channel <> NEW.channel OR OLD.subject <> NEW.subject
    OR (OLD.customer_id IS NOT NULL AND NEW.customer_id IS NULL)
    OR (OLD.proof = 'proven' AND NEW.proof IS DISTINCT FROM 'proven'))
EXECUTE FUNCTION refuse('who was proven to be a customer stays that customer');
-- Whoever never sent anything is forgotten.
CREATE INDEX channel_identities_nobody ON channel_identities (created_at) WHERE customer_id IS NULL;
CREATE TRIGGER channel_identities_kept BEFORE DELETE ON channel_identities FOR EACH ROW
WHEN (OLD.customer_id IS NOT NULL) EXECUTE FUNCTION refuse('who is a customer stays known');
CREATE TRIGGER channel_identities_stay BEFORE TRUNCATE ON channel_identities
FOR EACH STATEMENT EXECUTE FUNCTION refuse('who is a customer stays known');

-- Who sent an inquiry, where that is known by a channel: they may read it and go on, whatever else they are not shown.
CREATE TABLE inquiry_senders (
    inquiry_id BIGINT PRIMARY KEY REFERENCES inquiries (id),
    identity_id BIGINT NOT NULL REFERENCES channel_identities (id),
    -- How it was known then which customer they are.
    proof TEXT COLLATE "C" NOT NULL CHECK (proof IN ('said', 'proven'))
);
CREATE INDEX inquiry_senders_identity ON inquiry_senders (identity_id, inquiry_id);
CREATE TRIGGER inquiry_senders_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON inquiry_senders
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- Whoever only typed a phone sees the face of what they ask about, from the first moment on: that of the customer's consultant would
-- tell them whether the phone is known here.
CREATE FUNCTION give_the_face_of_a_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO work_avatars (work_item_id, avatar_id) SELECT i.id, coalesce(
        (SELECT avatar_id FROM line_avatars WHERE product_line_id = i.product_line_id),
        (SELECT id FROM avatars WHERE is_default))
    FROM inquiries i WHERE i.id = NEW.inquiry_id;
    RETURN NULL;
END $$;
CREATE TRIGGER inquiry_senders_said AFTER INSERT ON inquiry_senders FOR EACH ROW
WHEN (NEW.proof = 'said') EXECUTE FUNCTION give_the_face_of_a_line();

-- Chat widgets and forms for websites, each before one entrance.
CREATE TABLE widgets (
    id BIGINT PRIMARY KEY,
    -- What the page of a website names it by; no secret.
    key TEXT COLLATE "C" NOT NULL UNIQUE,
    name TEXT COLLATE "C" NOT NULL UNIQUE,
    entrance TEXT COLLATE "C" NOT NULL REFERENCES entrances (code),
    -- The websites that may show it, as a list of origins.
    origins TEXT COLLATE "C" NOT NULL,
    greeting TEXT COLLATE "C" NOT NULL,
    colour TEXT COLLATE "C" NOT NULL,
    status TEXT COLLATE "C" NOT NULL CHECK (status IN ('open', 'closed')),
    version BIGINT NOT NULL
);
CREATE TRIGGER widgets_keep_keys BEFORE UPDATE OF id, key ON widgets FOR EACH ROW
WHEN (OLD.id <> NEW.id OR OLD.key <> NEW.key) EXECUTE FUNCTION refuse('a widget keeps its key');
CREATE TRIGGER widgets_kept BEFORE DELETE OR TRUNCATE ON widgets
FOR EACH STATEMENT EXECUTE FUNCTION refuse('widgets stay');

-- Customers who are signed in on a channel. The token itself is kept nowhere.
CREATE TABLE visitor_sessions (
    id BIGINT PRIMARY KEY,
    token_hash TEXT COLLATE "C" NOT NULL UNIQUE,
    identity_id BIGINT NOT NULL REFERENCES channel_identities (id),
    widget_id BIGINT REFERENCES widgets (id),
    created_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX visitor_sessions_identity ON visitor_sessions (identity_id);
CREATE INDEX visitor_sessions_expire ON visitor_sessions (expires_at);

-- How often somebody did something in a window of time: what the public may do only so often.
CREATE TABLE public_uses (
    subject TEXT COLLATE "C" NOT NULL,
    window_at TIMESTAMPTZ NOT NULL,
    uses INTEGER NOT NULL,
    PRIMARY KEY (subject, window_at)
);
CREATE INDEX public_uses_window ON public_uses (window_at);
