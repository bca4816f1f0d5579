-- of --
-- Everybody now declared on a voyage who has a seat.
SELECT t.id, t.family_name, t.given_names, t.role, t.seat, t.record #>> '{references,AVF}' AS locator, r.kind
  FROM traveller t
  LEFT JOIN referral r ON r.voyage_id = t.voyage_id AND r.key = t.key AND r.closed_at IS NULL
 WHERE t.voyage_id = %(voyage)s AND t.superseded_at IS NULL AND NOT t.withdrawn AND btrim(t.seat) <> ''
 ORDER BY t.ordinal, t.id LIMIT %(most)s;

-- unseated --
SELECT count(*) FROM traveller t
 WHERE t.voyage_id = %(voyage)s AND t.superseded_at IS NULL AND NOT t.withdrawn AND btrim(coalesce(t.seat, '')) = '';
