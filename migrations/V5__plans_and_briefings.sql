-- Action plans and briefings; and in one place who may read a case.

CREATE VIEW case_reader AS
SELECT c.id AS case_file, s.id AS staff FROM case_file c JOIN staff s ON (
        EXISTS (SELECT FROM member m WHERE m.channel = c.channel AND m.staff = s.id)
        OR EXISTS (SELECT FROM consulted t WHERE t.case_file = c.id AND t.staff = s.id))
    AND NOT EXISTS (SELECT FROM disqualified d WHERE d.case_file = c.id AND d.staff = s.id);
COMMENT ON VIEW case_reader IS 'Who may read a case: members less the disqualified, and the consulted.';

CREATE OR REPLACE VIEW case_key_state AS
SELECT k.id, k.case_file, k.recipient, k.current,
    EXISTS (
        SELECT FROM case_share s LEFT JOIN epoch e ON e.id = s.epoch WHERE s.case_key = k.id AND (
            s.epoch IS NOT NULL AND (NOT e.current OR EXISTS (SELECT FROM disqualified d WHERE d.case_file = k.case_file))
            OR s.holder IS NOT NULL
                AND NOT EXISTS (SELECT FROM case_reader r WHERE r.case_file = k.case_file AND r.staff = s.holder)))
    OR NOT EXISTS (SELECT FROM disqualified d WHERE d.case_file = k.case_file)
        AND NOT EXISTS (SELECT FROM case_share s WHERE s.case_key = k.id AND s.epoch IS NOT NULL) AS stale
FROM case_key k;
