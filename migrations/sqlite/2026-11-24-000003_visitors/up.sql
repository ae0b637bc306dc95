-- Times are microseconds since 1970-01-01 UTC.
-- Who a customer is on a channel: a WeChat openid, a browser that once wrote to us, a name in another system. Somebody may be
-- known on a channel before it is known which customer that is. Said is what they only say of themselves by typing a phone;
-- proven is what WeChat or the operator's own system vouches for, and never changes.
CREATE TABLE channel_identities (
    id INTEGER PRIMARY KEY,
    channel TEXT NOT NULL CHECK (channel IN ('wechat_openid', 'wechat_unionid', 'web', 'external')),
    subject TEXT NOT NULL,
    -- Their phone in E.164, where WeChat told it.
    phone TEXT,
    customer_id INTEGER REFERENCES customers (id),
    proof TEXT CHECK (proof IN ('said', 'proven')),
    bound_at INTEGER,
    created_at INTEGER NOT NULL,
    UNIQUE (channel, subject),
    CHECK ((customer_id IS NULL) = (proof IS NULL) AND (customer_id IS NULL) = (bound_at IS NULL))
) STRICT;
CREATE INDEX channel_identities_customer ON channel_identities (customer_id) WHERE customer_id IS NOT NULL;
CREATE TRIGGER channel_identities_proven BEFORE UPDATE ON channel_identities
WHEN OLD.id <> NEW.id OR OLD.channel <> NEW.channel OR OLD.subject <> NEW.subject
    OR (OLD.customer_id IS NOT NULL AND NEW.customer_id IS NULL)
    OR (OLD.proof = 'proven' AND NEW.proof IS NOT 'proven')
BEGIN SELECT RAISE(ABORT, 'who was proven to be a customer stays that customer'); END;
-- Whoever never sent anything is forgotten.
CREATE INDEX channel_identities_nobody ON channel_identities (created_at) WHERE customer_id IS NULL;
CREATE TRIGGER channel_identities_kept BEFORE DELETE ON channel_identities WHEN OLD.customer_id IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'who is a customer stays known'); END;

-- Who sent an inquiry, where that is known by a channel: they may read it and go on, whatever else they are not shown.
CREATE TABLE inquiry_senders (
    inquiry_id INTEGER PRIMARY KEY REFERENCES inquiries (id),
    identity_id INTEGER NOT NULL REFERENCES channel_identities (id),
    -- How it was known then which customer they are.
    proof TEXT NOT NULL CHECK (proof IN ('said', 'proven'))
) STRICT;
CREATE INDEX inquiry_senders_identity ON inquiry_senders (identity_id, inquiry_id);
CREATE TRIGGER inquiry_senders_not_changed BEFORE UPDATE ON inquiry_senders
BEGIN SELECT RAISE(ABORT, 'inquiry_senders is append-only'); END;
CREATE TRIGGER inquiry_senders_kept BEFORE DELETE ON inquiry_senders
BEGIN SELECT RAISE(ABORT, 'inquiry_senders is append-only'); END;
-- Whoever only typed a phone sees the face of what they ask about, from the first moment on: that of the customer's consultant would
-- tell them whether the phone is known here.
CREATE TRIGGER inquiry_senders_said AFTER INSERT ON inquiry_senders WHEN NEW.proof = 'said'
BEGIN
    INSERT INTO work_avatars (work_item_id, avatar_id) SELECT i.id, coalesce(
        (SELECT avatar_id FROM line_avatars WHERE product_line_id = i.product_line_id),
        (SELECT id FROM avatars WHERE is_default = 1))
    FROM inquiries i WHERE i.id = NEW.inquiry_id;
END;

-- Chat widgets and forms for websites, each before one entrance.
CREATE TABLE widgets (
    id INTEGER PRIMARY KEY,
    -- What the page of a website names it by; no secret.
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE,
    entrance TEXT NOT NULL REFERENCES entrances (code),
    -- The websites that may show it, as a list of origins.
    origins TEXT NOT NULL,
    greeting TEXT NOT NULL,
    colour TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('open', 'closed')),
    version INTEGER NOT NULL
) STRICT;
CREATE TRIGGER widgets_keep_keys BEFORE UPDATE OF id, key ON widgets WHEN OLD.id <> NEW.id OR OLD.key <> NEW.key
BEGIN SELECT RAISE(ABORT, 'a widget keeps its key'); END;
CREATE TRIGGER widgets_kept BEFORE DELETE ON widgets BEGIN SELECT RAISE(ABORT, 'widgets stay'); END;

-- Customers who are signed in on a channel. The token itself is kept nowhere.
CREATE TABLE visitor_sessions (
    id INTEGER PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,
    identity_id INTEGER NOT NULL REFERENCES channel_identities (id),
    widget_id INTEGER REFERENCES widgets (id),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX visitor_sessions_identity ON visitor_sessions (identity_id);
CREATE INDEX visitor_sessions_expire ON visitor_sessions (expires_at);

-- How often somebody did something in a window of time: what the public may do only so often.
CREATE TABLE public_uses (
    subject TEXT NOT NULL,
    window_at INTEGER NOT NULL,
    uses INTEGER NOT NULL,
    PRIMARY KEY (subject, window_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX public_uses_window ON public_uses (window_at);
