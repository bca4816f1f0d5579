-- state --
SELECT (SELECT count(*) FROM raw_message WHERE state = 'received')                                                              AS unsettled,
       (SELECT count(*) FROM raw_message WHERE state = 'unreadable' AND seen_at IS NULL)                                        AS unreadable,
       (SELECT count(*) FROM answer WHERE acknowledged_at IS NULL)                                                              AS waiting,
       (SELECT count(*) FROM answer WHERE acknowledged_at IS NULL AND escalated_at IS NOT NULL)                                 AS escalated,
       (SELECT count(*) FROM referral WHERE closed_at IS NULL)                                                                  AS referrals,
       (SELECT count(*) FROM voyage v WHERE v.late_alarm_at IS NOT NULL
           AND EXISTS (SELECT FROM referral r WHERE r.voyage_id = v.id AND r.closed_at IS NULL))                                AS late,
       (SELECT count(*) FROM voyage v JOIN traveller t ON t.voyage_id = v.id
         WHERE v.departs_at > %(now)s AND t.superseded_at IS NULL AND NOT t.withdrawn AND t.not_screened IS NOT NULL)           AS not_screened,
       (SELECT count(*) FROM voyage WHERE departs_at > %(now)s)                                                                 AS voyages,
       (SELECT count(*) FROM rule_version WHERE state = 'throttled')                                                            AS throttled;
