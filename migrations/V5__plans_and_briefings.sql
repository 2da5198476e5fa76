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

CREATE TABLE action_plan (
    id uuid PRIMARY KEY,
    head text NOT NULL,
    added date NOT NULL
);
COMMENT ON TABLE action_plan IS 'Action plans (handlingsplaner): public documents that name offices and never persons.';
COMMENT ON COLUMN action_plan.id IS 'Identity.';
COMMENT ON COLUMN action_plan.head IS 'JSON: what holds for every version; report occasions and policy documents.';
COMMENT ON COLUMN action_plan.added IS 'Day it was taken in.';

CREATE TABLE plan_version (
    plan uuid NOT NULL REFERENCES action_plan,
    number integer NOT NULL CHECK (number > 0),
    body text NOT NULL,
    PRIMARY KEY (plan, number)
);
COMMENT ON TABLE plan_version IS 'A plan as it was decided once; a decided version never changes.';
COMMENT ON COLUMN plan_version.plan IS 'The plan.';
COMMENT ON COLUMN plan_version.number IS 'From 1, without gaps.';
COMMENT ON COLUMN plan_version.body IS 'JSON: validity, areas, measures, deadlines, indicators.';

CREATE TABLE plan_outcome (
    plan uuid NOT NULL REFERENCES action_plan,
    measure text NOT NULL,
    indicator integer NOT NULL,
    day date NOT NULL,
    value text NOT NULL,
    note text,
    PRIMARY KEY (plan, measure, indicator, day)
);
COMMENT ON TABLE plan_outcome IS 'What has come of measures and indicators, day by day.';
COMMENT ON COLUMN plan_outcome.plan IS 'The plan.';
COMMENT ON COLUMN plan_outcome.measure IS 'The number of the measure.';
COMMENT ON COLUMN plan_outcome.indicator IS 'The place of the indicator in the version of that day, from 0; -1 for the whole measure.';
COMMENT ON COLUMN plan_outcome.day IS 'As of which day.';
COMMENT ON COLUMN plan_outcome.value IS 'JSON: the outcome.';
COMMENT ON COLUMN plan_outcome.note IS 'In words.';

CREATE TABLE plan_reminder (
    plan uuid NOT NULL REFERENCES action_plan,
    occasion text NOT NULL,
    date text NOT NULL,
    PRIMARY KEY (plan, occasion, date)
);
COMMENT ON TABLE plan_reminder IS 'Report occasions that officers have been reminded of.';
COMMENT ON COLUMN plan_reminder.plan IS 'The plan.';
COMMENT ON COLUMN plan_reminder.occasion IS 'The code of the occasion.';
COMMENT ON COLUMN plan_reminder.date IS 'Its date as it is written in the plan, or of the year it comes back.';

CREATE TABLE briefing_draft (
    id uuid PRIMARY KEY,
    channel uuid NOT NULL REFERENCES channel,
    epoch uuid NOT NULL REFERENCES epoch,
    version integer NOT NULL CHECK (version > 0),
    frame bytea NOT NULL CHECK (length(frame) = 24576),
    changed date NOT NULL
);
ALTER TABLE briefing_draft ALTER frame SET STORAGE EXTERNAL;
COMMENT ON TABLE briefing_draft IS 'Briefings in the making: what a channel writes before it is fixed, sealed to that channel.';
COMMENT ON COLUMN briefing_draft.id IS 'Identity.';
COMMENT ON COLUMN briefing_draft.channel IS 'Whose draft.';
COMMENT ON COLUMN briefing_draft.epoch IS 'The key it is sealed to.';
COMMENT ON COLUMN briefing_draft.version IS 'Counts up with every change, so that nobody overwrites what they have not seen.';
COMMENT ON COLUMN briefing_draft.frame IS 'Sealed frame.';
COMMENT ON COLUMN briefing_draft.changed IS 'Day of the latest change.';

CREATE TABLE briefing (
    id uuid PRIMARY KEY,
    number bigint NOT NULL UNIQUE CHECK (number > 0),
    fixed date NOT NULL,
    staff uuid NOT NULL REFERENCES staff,
    title text NOT NULL,
    document text NOT NULL,
    digest bytea NOT NULL CHECK (length(digest) = 32)
);
COMMENT ON TABLE briefing IS 'Fixed briefings (nämndrapporter): public records, never changed.';
COMMENT ON COLUMN briefing.id IS 'Identity.';
COMMENT ON COLUMN briefing.number IS 'From 1, without gaps.';
COMMENT ON COLUMN briefing.fixed IS 'Day it was fixed.';
COMMENT ON COLUMN briefing.staff IS 'Who fixed it.';
COMMENT ON COLUMN briefing.title IS 'What it is called.';
COMMENT ON COLUMN briefing.document IS 'JSON: all that every format says, with the releases it rests on and the end of the audit log.';
COMMENT ON COLUMN briefing.digest IS 'SHA-256 over the document and the digest of every file, in their order of name.';

CREATE TABLE briefing_file (
    briefing uuid NOT NULL REFERENCES briefing,
    name text NOT NULL,
    content bytea NOT NULL,
    digest bytea NOT NULL CHECK (length(digest) = 32),
    PRIMARY KEY (briefing, name)
);
COMMENT ON TABLE briefing_file IS 'A fixed briefing in one format, byte for byte as it was made.';
COMMENT ON COLUMN briefing_file.briefing IS 'The briefing.';
COMMENT ON COLUMN briefing_file.name IS 'Name of the file.';
COMMENT ON COLUMN briefing_file.content IS 'Its bytes.';
COMMENT ON COLUMN briefing_file.digest IS 'SHA-256 of its bytes.';

CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON briefing
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON briefing_file
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
