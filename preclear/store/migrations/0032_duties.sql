-- Roles are duties. Whoever had one under the broader roles of before keeps what they could do: an analyst wrote rules, a supervisor
-- approved them, an administrator took editions back.

ALTER TABLE officer DROP CONSTRAINT officer_roles_check;
ALTER TABLE officer ADD CONSTRAINT officer_roles_check CHECK (roles <@ ARRAY[
    'intake', 'primary', 'secondary', 'analyst', 'list_owner', 'rule_owner', 'approver', 'supervisor', 'privacy', 'auditor', 'administrator'
]);

UPDATE officer
   SET roles = ARRAY(SELECT DISTINCT unnest(
           roles
           || CASE WHEN 'analyst' = ANY (roles) THEN ARRAY['rule_owner'] ELSE '{}' END
           || CASE WHEN 'supervisor' = ANY (roles) THEN ARRAY['approver'] ELSE '{}' END
           || CASE WHEN 'administrator' = ANY (roles) THEN ARRAY['list_owner'] ELSE '{}' END) ORDER BY 1)
 WHERE roles && ARRAY['analyst', 'supervisor', 'administrator'];

-- Nobody gives out duties and sees travellers, and nobody audits their own work. Officers of before who had both keep both until their
-- roles are next changed: taking one away is a person's decision.
CREATE FUNCTION officer_apart() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF 'administrator' = ANY (NEW.roles) AND NEW.roles && ARRAY['intake', 'primary', 'secondary', 'analyst', 'supervisor', 'privacy']
       OR 'auditor' = ANY (NEW.roles) AND cardinality(NEW.roles) > 1 THEN
        RAISE EXCEPTION 'these duties are kept apart' USING ERRCODE = 'check_violation', CONSTRAINT = 'officer_apart';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER officer_apart BEFORE INSERT OR UPDATE OF roles ON officer FOR EACH ROW EXECUTE FUNCTION officer_apart();
