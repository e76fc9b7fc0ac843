-- What was read through the links of a feed: a CAP message does not change, so its address is read once. Addresses that
-- a feed no longer lists are forgotten after some days.

CREATE TABLE cap_feed_links (
    sender_id   uuid NOT NULL REFERENCES cap_senders (id) ON DELETE CASCADE,
    url         text NOT NULL CHECK (char_length(url) <= 2000),
    listed_at   timestamptz NOT NULL,
    PRIMARY KEY (sender_id, url)
);
