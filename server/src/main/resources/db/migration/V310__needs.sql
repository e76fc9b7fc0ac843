-- What a case lacks, and what of the resources is promised to it. Verbs follow EDXL-RM 1.0: request, commit, release, return.

-- What is used up does not come back.
ALTER TABLE resource_types ADD COLUMN consumable boolean NOT NULL DEFAULT false;
UPDATE resource_types SET consumable = true WHERE code IN ('sandbags', 'medicine', 'food', 'drinking-water', 'first-aid-kit');

-- How it kept what it promised: in time, late, or not at all.
ALTER TABLE organisations
    ADD COLUMN kept   integer NOT NULL DEFAULT 0 CHECK (kept >= 0),
    ADD COLUMN late   integer NOT NULL DEFAULT 0 CHECK (late >= 0),
    ADD COLUMN broken integer NOT NULL DEFAULT 0 CHECK (broken >= 0);

-- An offer that something was promised of stays written when it is withdrawn.
ALTER TABLE resources ADD COLUMN withdrawn_at timestamptz;

-- The nearest offers of a kind.
CREATE INDEX resources_near ON resources USING gist (type, point(lon, lat)) WHERE withdrawn_at IS NULL;

CREATE TABLE needs (
    id               uuid        PRIMARY KEY,
    case_id          uuid        REFERENCES cases (id),
    -- Who answers for it: the department of the officer who raised it.
    department_id    uuid        NOT NULL REFERENCES departments (id),
    type             text        NOT NULL REFERENCES resource_types (code),
    quantity         numeric(15, 3) NOT NULL CHECK (quantity > 0 AND quantity <= 1000000000),
    -- What is committed, on its way, there, or was there and went back.
    promised         numeric(15, 3) NOT NULL DEFAULT 0,
    unit             text        NOT NULL CHECK (unit IN ('piece', 'person', 'bed', 'litre', 'kilogram', 'kilowatt', 'set')),
    priority         text        NOT NULL CHECK (priority IN ('immediate', 'high', 'normal')),
    lat              double precision NOT NULL CHECK (lat BETWEEN -90 AND 90),
    lon              double precision NOT NULL CHECK (lon BETWEEN -180 AND 180),
    accuracy_meters  double precision CHECK (accuracy_meters >= 0),
    place            text        CHECK (char_length(place) BETWEEN 1 AND 200),
    note             text        CHECK (char_length(note) BETWEEN 1 AND 4000),
    needed_from      timestamptz NOT NULL,
    needed_to        timestamptz NOT NULL,
    status           text        NOT NULL CHECK (status IN ('open', 'partly_met', 'met', 'cancelled')),
    cancelled_reason text        CHECK (char_length(cancelled_reason) BETWEEN 1 AND 4000),
    raised_by        uuid        NOT NULL REFERENCES accounts (id),
    raised_at        timestamptz NOT NULL,
    changed_at       timestamptz NOT NULL,
    version          bigint      NOT NULL CHECK (version >= 1),
    CONSTRAINT needs_promised_no_more_than_asked CHECK (promised BETWEEN 0 AND quantity),
    CONSTRAINT needs_window_runs_forward CHECK (needed_to > needed_from),
    CONSTRAINT needs_status_tells_what_is_promised CHECK (
        status = 'cancelled'
        OR status = CASE WHEN promised = 0 THEN 'open' WHEN promised < quantity THEN 'partly_met' ELSE 'met' END),
    CHECK ((status = 'cancelled') = (cancelled_reason IS NOT NULL))
);
-- The board: what is missing still, the newest first.
CREATE INDEX needs_by_status ON needs (status, id);
CREATE INDEX needs_by_case ON needs (case_id, id) WHERE case_id IS NOT NULL;
CREATE INDEX needs_by_department ON needs (department_id, id);

CREATE TABLE allocations (
    id            uuid        PRIMARY KEY,
    need_id       uuid        NOT NULL REFERENCES needs (id),
    resource_id   uuid        NOT NULL REFERENCES resources (id),
    quantity      numeric(15, 3) NOT NULL CHECK (quantity > 0 AND quantity <= 1000000000),
    -- Of it came so much; the rest is released with the delivery.
    delivered     numeric(15, 3) CHECK (delivered > 0 AND delivered <= quantity),
    -- When it is away from its organisation. What is used up never comes back: without end.
    during        tstzrange   NOT NULL CHECK (NOT isempty(during) AND NOT lower_inf(during)),
    arrive_by     timestamptz NOT NULL,
    status        text        NOT NULL CHECK (status IN
                      ('proposed', 'committed', 'dispatched', 'delivered', 'returned', 'declined', 'released')),
    reason        text        CHECK (char_length(reason) BETWEEN 1 AND 4000),
    proposed_by   uuid        NOT NULL REFERENCES accounts (id),
    proposed_at   timestamptz NOT NULL,
    committed_at  timestamptz,
    dispatched_at timestamptz,
    delivered_at  timestamptz,
    ended_at      timestamptz,
    changed_at    timestamptz NOT NULL,
    version       bigint      NOT NULL CHECK (version >= 1),
    CHECK ((status IN ('delivered', 'returned')) <= (delivered IS NOT NULL)),
    CHECK ((status IN ('declined', 'released')) = (reason IS NOT NULL)),
    CHECK ((status IN ('returned', 'declined', 'released')) = (ended_at IS NOT NULL)),
    CHECK ((status IN ('committed', 'dispatched', 'delivered', 'returned')) <= (committed_at IS NOT NULL))
);
-- A resource is proposed to a need once at a time.
CREATE UNIQUE INDEX allocations_once ON allocations (need_id, resource_id)
    WHERE status IN ('proposed', 'committed', 'dispatched');
CREATE INDEX allocations_of_need ON allocations (need_id, id);
CREATE INDEX allocations_of_resource ON allocations USING gist (resource_id, during)
    WHERE status IN ('committed', 'dispatched', 'delivered');
CREATE INDEX allocations_by_resource ON allocations (resource_id, id);
-- Promises whose time has come.
CREATE INDEX allocations_due ON allocations (arrive_by) WHERE status IN ('committed', 'dispatched');

-- How much of a resource is promised at the fullest moment of a time, beside one allocation.
CREATE FUNCTION promised_of(resource uuid, within tstzrange, beside uuid) RETURNS numeric LANGUAGE sql STABLE AS $$
    WITH held AS (
        SELECT a.during, coalesce(a.delivered, a.quantity) AS quantity
          FROM allocations AS a
         WHERE a.resource_id = resource AND a.status IN ('committed', 'dispatched', 'delivered')
           AND a.during && within AND a.id <> beside)
    SELECT coalesce(max(load.total), 0)
      FROM (SELECT sum(held.quantity) AS total
              FROM (SELECT lower(within) AS at
                     UNION
                    SELECT lower(h.during) FROM held AS h WHERE lower(h.during) > lower(within)) AS moments
              JOIN held ON held.during @> moments.at
             GROUP BY moments.at) AS load
$$;

-- Rule 8: nothing is promised twice. The rows of the need and of the resource are locked, so that of many who commit at
-- once one comes after the other, and whoever comes last sees what the others promised.
CREATE FUNCTION guard_allocations() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    offered resources;
    wanted  needs;
BEGIN
    IF TG_OP = 'INSERT' AND NEW.status <> 'proposed' THEN
        RAISE EXCEPTION 'an allocation begins as a proposal';
    END IF;
    IF TG_OP = 'UPDATE' AND (NEW.need_id, NEW.resource_id) IS DISTINCT FROM (OLD.need_id, OLD.resource_id) THEN
        RAISE EXCEPTION 'an allocation stays with its need and its resource';
    END IF;
    IF TG_OP = 'UPDATE' AND NOT (OLD.status, NEW.status) IN (
            ('proposed', 'committed'), ('proposed', 'declined'), ('committed', 'dispatched'), ('committed', 'released'),
            ('dispatched', 'delivered'), ('dispatched', 'released'), ('delivered', 'returned')) THEN
        RAISE EXCEPTION 'an allocation that is % does not become %', OLD.status, NEW.status;
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.status <> 'proposed' AND NEW.quantity <> OLD.quantity THEN
        RAISE EXCEPTION 'what was promised stays written';
    END IF;
    SELECT n.* INTO wanted FROM needs AS n WHERE n.id = NEW.need_id FOR UPDATE;
    SELECT r.* INTO offered FROM resources AS r WHERE r.id = NEW.resource_id FOR UPDATE;
    IF NEW.status IN ('proposed', 'committed') AND wanted.status = 'cancelled' THEN
        RAISE EXCEPTION 'the need is cancelled' USING CONSTRAINT = 'allocations_of_a_living_need', ERRCODE = 'check_violation';
    END IF;
    IF NEW.status = 'committed' THEN
        IF offered.withdrawn_at IS NOT NULL OR offered.type <> wanted.type OR offered.unit <> wanted.unit
           OR NOT EXISTS (SELECT FROM organisations AS o WHERE o.id = offered.organisation_id AND o.status = 'verified') THEN
            RAISE EXCEPTION 'the offer does not count' USING CONSTRAINT = 'allocations_of_an_offer_that_counts', ERRCODE = 'check_violation';
        END IF;
        IF lower(NEW.during) < offered.available_from OR lower(NEW.during) >= coalesce(offered.available_to, 'infinity')
           OR NOT upper_inf(NEW.during) AND upper(NEW.during) > coalesce(offered.available_to, 'infinity') THEN
            RAISE EXCEPTION 'the offer is for another time' USING CONSTRAINT = 'allocations_within_the_offer', ERRCODE = 'check_violation';
        END IF;
    END IF;
    IF NEW.status IN ('committed', 'dispatched', 'delivered')
       AND promised_of(NEW.resource_id, NEW.during, NEW.id) + coalesce(NEW.delivered, NEW.quantity) > offered.quantity THEN
        RAISE EXCEPTION 'more would be promised than there is' USING CONSTRAINT = 'allocations_promised_once', ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER allocations_guarded BEFORE INSERT OR UPDATE ON allocations
    FOR EACH ROW EXECUTE FUNCTION guard_allocations();

-- A need tells at every moment what is promised to it: its check refuses what would be too much.
CREATE FUNCTION count_promised() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE needs AS n
       SET promised = now_promised.total,
           status = CASE WHEN n.status = 'cancelled' THEN n.status
                         WHEN now_promised.total = 0 THEN 'open'
                         WHEN now_promised.total < n.quantity THEN 'partly_met'
                         ELSE 'met' END,
           changed_at = NEW.changed_at, version = n.version + 1
      FROM (SELECT coalesce(sum(coalesce(a.delivered, a.quantity)), 0) AS total
              FROM allocations AS a
             WHERE a.need_id = NEW.need_id AND a.status IN ('committed', 'dispatched', 'delivered', 'returned')) AS now_promised
     WHERE n.id = NEW.need_id AND n.promised <> now_promised.total;
    RETURN NULL;
END
$$;
CREATE TRIGGER allocations_counted AFTER UPDATE ON allocations FOR EACH ROW EXECUTE FUNCTION count_promised();
CREATE TRIGGER allocations_kept BEFORE DELETE OR TRUNCATE ON allocations
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

-- What is promised of an offer cannot be taken back by offering less, another time, or another thing.
CREATE FUNCTION guard_resources() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM allocations AS a
                WHERE a.resource_id = NEW.id AND a.status IN ('committed', 'dispatched', 'delivered'))
       AND ((NEW.type, NEW.unit, NEW.organisation_id) IS DISTINCT FROM (OLD.type, OLD.unit, OLD.organisation_id)
            OR NEW.withdrawn_at IS NOT NULL
            OR promised_of(NEW.id, '[-infinity,infinity)', NEW.id) > NEW.quantity
            OR EXISTS (SELECT FROM allocations AS a
                        WHERE a.resource_id = NEW.id AND a.status IN ('committed', 'dispatched', 'delivered')
                          AND NOT (lower(a.during) >= NEW.available_from
                                   AND (upper_inf(a.during) AND lower(a.during) < coalesce(NEW.available_to, 'infinity')
                                        OR upper(a.during) <= coalesce(NEW.available_to, 'infinity'))))) THEN
        RAISE EXCEPTION 'something is promised of it' USING CONSTRAINT = 'resources_keep_what_is_promised', ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER resources_guarded BEFORE UPDATE OF quantity, unit, type, organisation_id, available_from, available_to, withdrawn_at
    ON resources FOR EACH ROW EXECUTE FUNCTION guard_resources();
