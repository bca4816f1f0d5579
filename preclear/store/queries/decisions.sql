-- make --
INSERT INTO decision (referral_id, traveller_id, officer_id, findings, compared, outcome, reason, against, proposal_id, decided_at)
VALUES (%(referral)s, %(traveller)s, %(officer)s, %(findings)s, %(compared)s, %(outcome)s, %(reason)s, %(against)s, %(proposal)s, %(now)s)
RETURNING id;

-- supersede --
UPDATE directive SET superseded_at = %(now)s WHERE voyage_id = %(voyage)s AND key = ANY(%(keys)s) AND superseded_at IS NULL;

-- copy_directives --
COPY directive (voyage_id, traveller_id, key, status, decision_id, encounter_id, given_at) FROM STDIN;
