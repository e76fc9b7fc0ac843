-- Who outside of this city is believed: senders of CAP messages, each with the area that it has authority over.

CREATE TABLE cap_senders (
    id            uuid PRIMARY KEY,
    version       bigint NOT NULL DEFAULT 1,
    -- CAP's sender, letter by letter.
    sender        text NOT NULL CHECK (char_length(sender) BETWEEN 1 AND 200),
    name          jsonb NOT NULL CHECK (name ? 'zh-CN' AND name ? 'en'),
    area_id       uuid NOT NULL REFERENCES areas (id),
    -- Whether its messages reach this city's public.
    relay         boolean NOT NULL,
    active        boolean NOT NULL,
    feed_url      text CHECK (feed_url ~ '^https?://' AND char_length(feed_url) <= 500),
    changed_at    timestamptz NOT NULL,

    -- The feed's health; no part of the version.
    feed_due_at   timestamptz,
    feed_tried_at timestamptz,
    feed_ok_at    timestamptz,
    feed_failures integer NOT NULL DEFAULT 0 CHECK (feed_failures >= 0),
    feed_failure  text CHECK (char_length(feed_failure) <= 60),
    feed_etag     text CHECK (char_length(feed_etag) <= 500),
    feed_modified text CHECK (char_length(feed_modified) <= 100),

    CONSTRAINT cap_senders_sender UNIQUE (sender)
);
CREATE INDEX cap_senders_due ON cap_senders (feed_due_at) WHERE active AND feed_url IS NOT NULL;
