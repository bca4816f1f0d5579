-- Conveyances that stand ready for departure: while one does, its inside and what leads to it are area, and the ground beside it a perimeter.

CREATE TABLE conveyance_stay (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    site            text NOT NULL CHECK (btrim(site) <> ''),
    stand           text NOT NULL CHECK (btrim(stand) <> ''),                                   -- gate, berth, track
    conveyance      text NOT NULL CHECK (btrim(conveyance) <> ''),
    since           timestamptz NOT NULL,
    until           timestamptz CHECK (until > since),                                          -- null: it still stands
    said_by         text NOT NULL CHECK (said_by <> ''),
    said_at         timestamptz NOT NULL,
    ended_by        text,
    ended_at        timestamptz,
    CHECK ((until IS NULL) = (ended_by IS NULL) AND (until IS NULL) = (ended_at IS NULL))
);
CREATE UNIQUE INDEX one_conveyance_at_a_stand ON conveyance_stay (site, stand) WHERE until IS NULL;
CREATE INDEX conveyance_stay_site ON conveyance_stay (site, since);

-- A stay is said once and ended once; nothing else of it changes, and none goes away.
CREATE FUNCTION conveyance_stay_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.until IS NOT NULL
       OR (NEW.site, NEW.stand, NEW.conveyance, NEW.since, NEW.said_by, NEW.said_at)
          IS DISTINCT FROM (OLD.site, OLD.stand, OLD.conveyance, OLD.since, OLD.said_by, OLD.said_at) THEN
        RAISE EXCEPTION 'a stay is said once and ended once' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER conveyance_stay_is_kept BEFORE UPDATE OR DELETE ON conveyance_stay FOR EACH ROW EXECUTE FUNCTION conveyance_stay_is_kept();
