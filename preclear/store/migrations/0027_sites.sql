-- Sites over time: what an administrator says of a site from a day on, and the ground in it that was designated. Nothing is changed or
-- taken away: what was said later goes before, and what was said earlier can always be seen.

CREATE TABLE site_state (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code            text NOT NULL CHECK (btrim(code) <> ''),
    valid_from      date NOT NULL,
    valid_to        date CHECK (valid_to >= valid_from),
    record          jsonb NOT NULL,                                                             -- as preclear.inspection.sites.SiteState
    added_by        text NOT NULL CHECK (added_by <> ''),
    added_at        timestamptz NOT NULL
);
CREATE INDEX site_state_code ON site_state (code, id);

CREATE TABLE site_ground (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    site            text NOT NULL CHECK (btrim(site) <> ''),
    code            text NOT NULL CHECK (code ~ '^[a-z0-9-]{1,40}$'),
    kind            text NOT NULL CHECK (kind IN ('area', 'perimeter')),
    stand           text NOT NULL CHECK ((stand <> '') = (kind = 'perimeter')),                 -- a perimeter is next to a conveyance (s. 7)
    valid_from      date NOT NULL,
    valid_to        date CHECK (valid_to >= valid_from),
    record          jsonb NOT NULL,                                                             -- as preclear.inspection.sites.Ground
    added_by        text NOT NULL CHECK (added_by <> ''),
    added_at        timestamptz NOT NULL
);
CREATE INDEX site_ground_site ON site_ground (site, id);

CREATE TRIGGER site_state_is_kept BEFORE UPDATE OR DELETE ON site_state FOR EACH ROW EXECUTE FUNCTION refuse_change_of_history();
CREATE TRIGGER site_ground_is_kept BEFORE UPDATE OR DELETE ON site_ground FOR EACH ROW EXECUTE FUNCTION refuse_change_of_history();
