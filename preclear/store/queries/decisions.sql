-- make --
INSERT INTO decision (referral_id, traveller_id, officer_id, findings, compared, outcome, reason, against, proposal_id, decided_at)
VALUES (%(referral)s, %(traveller)s, %(officer)s, %(findings)s, %(compared)s, %(outcome)s, %(reason)s, %(against)s, %(proposal)s, %(now)s)
RETURNING id;

-- supersede --
UPDATE directive SET superseded_at = %(now)s WHERE voyage_id = %(voyage)s AND key = ANY(%(keys)s) AND superseded_at IS NULL;

-- direct --
INSERT INTO directive (voyage_id, traveller_id, key, status, decision_id, encounter_id, given_at)
SELECT %(voyage)s, told.*, %(now)s
FROM unnest(%(travellers)s::bigint[], %(keys)s::text[], %(statuses)s::text[], %(decisions)s::bigint[], %(encounters)s::bigint[]) told;
