-- A throttled rule is an alarm, at every site, until an approver lets it go on, or it is suspended or repealed.

ALTER FUNCTION alarms_at(timestamptz, text[]) RENAME TO alarms_of_voyages;

CREATE FUNCTION alarms_at(moment timestamptz, at_sites text[])
    RETURNS TABLE (kind text, at timestamptz, voyage bigint, designator text, mode text, departure text, arrival text,
                   answer_due timestamptz, carrier text, people bigint, reference text) STABLE LANGUAGE sql AS $$
    SELECT * FROM alarms_of_voyages(moment, at_sites)
    UNION ALL
    SELECT 'throttled', max(s.taken_at), v.id, NULL, NULL, NULL, NULL, NULL, '', 0, v.rule
      FROM rule_version v JOIN rule_step s ON s.version_id = v.id AND s.state = 'throttled'
     WHERE v.state = 'throttled' GROUP BY v.id, v.rule
$$;
