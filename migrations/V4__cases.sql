-- Cases get keys of their own, so that one member can be kept out of one case, a case can be shown to somebody outside
-- the channel for a time, and a destroyed case opens with no key that lives on. With them come decisions, attachments,
-- amendments to the urn, and retention.

ALTER TABLE staff ADD auditor boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN staff.auditor IS 'May read the audit log and nothing else.';
ALTER TABLE invitation ADD auditor boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN invitation.auditor IS 'Becomes an auditor.';

-- The keys of a case -----------------------------------------------------------------------------------------------

CREATE TABLE case_key (
    id uuid PRIMARY KEY,
    case_file uuid NOT NULL REFERENCES case_file,
    recipient text NOT NULL UNIQUE,
    current boolean NOT NULL
);
CREATE UNIQUE INDEX case_key_one_current ON case_key (case_file) WHERE current;
CREATE INDEX case_key_case ON case_key (case_file);
COMMENT ON TABLE case_key IS 'A generation of a case''s key, made in an officer''s browser.';
COMMENT ON COLUMN case_key.id IS 'Identity.';
COMMENT ON COLUMN case_key.case_file IS 'Whose key.';
COMMENT ON COLUMN case_key.recipient IS 'Public age recipient: what is added to the case is sealed to it.';
COMMENT ON COLUMN case_key.current IS 'New entries are sealed to this one.';

CREATE TABLE case_share (
    case_key uuid NOT NULL REFERENCES case_key,
    epoch uuid REFERENCES epoch,
    holder uuid REFERENCES staff,
    sealed bytea NOT NULL,
    UNIQUE NULLS NOT DISTINCT (case_key, epoch, holder),
    CHECK (epoch IS NULL OR holder IS NULL)
);
COMMENT ON TABLE case_share IS 'The case key''s identity, sealed: to an epoch and so to every member, or to single holders where somebody is disqualified.';
COMMENT ON COLUMN case_share.case_key IS 'Which identity.';
COMMENT ON COLUMN case_share.epoch IS 'The channel''s epoch it is sealed to.';
COMMENT ON COLUMN case_share.holder IS 'The member or consulted person it is sealed to; where epoch is null too, the paper recovery key.';
COMMENT ON COLUMN case_share.sealed IS 'age file made in an officer''s browser.';

ALTER TABLE case_file
    ADD summary bytea CHECK (length(summary) = 4096),
    ADD looked date,
    ADD acknowledged date,
    ADD feedback date,
    ADD merged_into uuid REFERENCES case_file ON DELETE SET NULL,
    ADD held boolean NOT NULL DEFAULT false,
    ADD version bigint NOT NULL DEFAULT 0,
    ADD fresh boolean NOT NULL DEFAULT false;
ALTER TABLE case_file ALTER summary SET STORAGE EXTERNAL;
COMMENT ON COLUMN case_file.summary IS 'Sealed to the case key: the few lines that the desk shows; null until an officer has written in the case.';
COMMENT ON COLUMN case_file.looked IS 'Day of the first look.';
COMMENT ON COLUMN case_file.acknowledged IS 'Day of the first reply.';
COMMENT ON COLUMN case_file.feedback IS 'Day the reporter was told what was done.';
COMMENT ON COLUMN case_file.merged_into IS 'The case that tells of the same event and is worked on in this one''s place.';
COMMENT ON COLUMN case_file.held IS 'Legal hold: not destroyed while it is set.';
COMMENT ON COLUMN case_file.version IS 'Goes up with every change, so that nobody writes over what they have not seen.';
COMMENT ON COLUMN case_file.fresh IS 'A letter has come that no member has opened.';

ALTER TABLE letter ADD case_key uuid REFERENCES case_key, ALTER epoch DROP NOT NULL,
    ADD CONSTRAINT letter_one_key CHECK (num_nonnulls(epoch, case_key) = 1);
COMMENT ON COLUMN letter.epoch IS 'The channel key it is sealed to, until an officer''s browser seals it anew to its case.';
COMMENT ON COLUMN letter.case_key IS 'The case key it is sealed to.';

ALTER TABLE case_entry ADD case_key uuid REFERENCES case_key, ALTER epoch DROP NOT NULL,
    ADD CONSTRAINT case_entry_one_key CHECK (num_nonnulls(epoch, case_key) = 1),
    ADD restricted boolean NOT NULL DEFAULT false,
    DROP CONSTRAINT case_entry_frame_check,
    ADD CONSTRAINT case_entry_frame_check CHECK (length(frame) IN (4096, 24576));
COMMENT ON TABLE case_entry IS 'What officers wrote in a case: replies, notes and decisions, all sealed.';
COMMENT ON COLUMN case_entry.case_key IS 'The case key it is sealed to.';
COMMENT ON COLUMN case_entry.epoch IS 'The channel key it is sealed to, from before cases had keys.';
COMMENT ON COLUMN case_entry.restricted IS 'Never handed to those who are only consulted: protective measures.';

-- Who is kept out, and who is let in ---------------------------------------------------------------------------------

CREATE TABLE disqualified (
    case_file uuid NOT NULL REFERENCES case_file,
    staff uuid NOT NULL REFERENCES staff,
    PRIMARY KEY (case_file, staff)
);
COMMENT ON TABLE disqualified IS 'Members who are disqualified (jäv) in a case: neither handed it nor given its newer keys.';
COMMENT ON COLUMN disqualified.case_file IS 'The case.';
COMMENT ON COLUMN disqualified.staff IS 'Who is kept out.';

CREATE TABLE consulted (
    case_file uuid NOT NULL REFERENCES case_file,
    staff uuid NOT NULL REFERENCES staff,
    until date NOT NULL,
    PRIMARY KEY (case_file, staff)
);
COMMENT ON TABLE consulted IS 'Persons outside the channel (HR, a lawyer) who may read one case for a time.';
COMMENT ON COLUMN consulted.case_file IS 'The case.';
COMMENT ON COLUMN consulted.staff IS 'Who is consulted.';
COMMENT ON COLUMN consulted.until IS 'Last day.';

CREATE VIEW case_key_state AS
SELECT k.id, k.case_file, k.recipient, k.current,
    EXISTS (
        SELECT FROM case_share s LEFT JOIN epoch e ON e.id = s.epoch WHERE s.case_key = k.id AND (
            s.epoch IS NOT NULL AND (NOT e.current OR EXISTS (SELECT FROM disqualified d WHERE d.case_file = k.case_file))
            OR s.holder IS NOT NULL AND (
                EXISTS (SELECT FROM disqualified d WHERE d.case_file = k.case_file AND d.staff = s.holder)
                OR NOT EXISTS (SELECT FROM consulted c WHERE c.case_file = k.case_file AND c.staff = s.holder)
                    AND NOT EXISTS (
                        SELECT FROM member m JOIN case_file f ON f.channel = m.channel
                        WHERE f.id = k.case_file AND m.staff = s.holder))))
    OR NOT EXISTS (SELECT FROM disqualified d WHERE d.case_file = k.case_file)
        AND NOT EXISTS (SELECT FROM case_share s WHERE s.case_key = k.id AND s.epoch IS NOT NULL) AS stale
FROM case_key k;
COMMENT ON VIEW case_key_state IS 'A stale key has been in hands that may no longer read, or not in all that may; nothing more is sealed to it.';

CREATE VIEW key_holder AS
SELECT DISTINCT m.channel, m.staff FROM member m JOIN epoch e ON e.channel = m.channel
JOIN epoch_key k ON k.epoch = e.id AND k.holder = m.staff;
COMMENT ON VIEW key_holder IS 'Members who have been given a key; whoever has only been invited is none.';

CREATE TABLE case_draft (
    case_file uuid NOT NULL REFERENCES case_file,
    staff uuid NOT NULL REFERENCES staff,
    frame bytea NOT NULL CHECK (length(frame) = 24576),
    PRIMARY KEY (case_file, staff)
);
ALTER TABLE case_draft ALTER frame SET STORAGE EXTERNAL;
COMMENT ON TABLE case_draft IS 'What somebody has typed in a case and not yet saved, sealed to that person alone.';
COMMENT ON COLUMN case_draft.case_file IS 'The case.';
COMMENT ON COLUMN case_draft.staff IS 'Who typed it.';
COMMENT ON COLUMN case_draft.frame IS 'Sealed frame.';

CREATE TABLE reply_template (
    channel uuid NOT NULL REFERENCES channel,
    position integer NOT NULL,
    title text NOT NULL,
    body text NOT NULL,
    PRIMARY KEY (channel, position)
);
COMMENT ON TABLE reply_template IS 'Ready-made replies that a channel edits; they say nothing of any case.';
COMMENT ON COLUMN reply_template.channel IS 'Whose template.';
COMMENT ON COLUMN reply_template.position IS 'Order in the list, from 0.';
COMMENT ON COLUMN reply_template.title IS 'What it is called.';
COMMENT ON COLUMN reply_template.body IS 'The text an officer begins with.';

-- Attachments --------------------------------------------------------------------------------------------------------

CREATE TABLE intake_attachment (
    id uuid PRIMARY KEY,
    frame bytea NOT NULL CHECK (length(frame) IN (65536, 262144, 1048576, 4194304, 16777216))
);
ALTER TABLE intake_attachment ALTER frame SET STORAGE EXTERNAL;
COMMENT ON TABLE intake_attachment IS 'Attachments since the last mix; emptied each night.';
COMMENT ON COLUMN intake_attachment.id IS 'Random, drawn in the reporter''s browser; the sealed letter names it.';
COMMENT ON COLUMN intake_attachment.frame IS 'Sealed to a key that only the letter holds; one of five sizes.';

CREATE TABLE attachment (
    id uuid PRIMARY KEY,
    frame bytea NOT NULL CHECK (length(frame) IN (65536, 262144, 1048576, 4194304, 16777216)),
    day date NOT NULL,
    case_file uuid REFERENCES case_file
);
ALTER TABLE attachment ALTER frame SET STORAGE EXTERNAL;
CREATE INDEX attachment_case ON attachment (case_file);
COMMENT ON TABLE attachment IS 'Sealed attachments after the mix, and those of officers.';
COMMENT ON COLUMN attachment.id IS 'Random; the sealed letter or entry names it.';
COMMENT ON COLUMN attachment.frame IS 'Sealed to a key that only the letter or entry holds.';
COMMENT ON COLUMN attachment.day IS 'Day of the mix, or the day an officer added it.';
COMMENT ON COLUMN attachment.case_file IS 'The case whose letter or entry names it; null until an officer''s browser has read the letter.';

-- Amendments to the urn ------------------------------------------------------------------------------------------------

CREATE TABLE amendment (
    id uuid PRIMARY KEY,
    urn uuid NOT NULL REFERENCES urn,
    frame bytea NOT NULL CHECK (length(frame) = 2048)
);
ALTER TABLE amendment ALTER frame SET STORAGE EXTERNAL;
CREATE INDEX amendment_urn ON amendment (urn);
COMMENT ON TABLE amendment IS 'What triage says of a ballot (test, duplicate, other form, suspected crime), sealed to the urn and destroyed with it.';
COMMENT ON COLUMN amendment.id IS 'Random.';
COMMENT ON COLUMN amendment.urn IS 'The urn the ballot lies in.';
COMMENT ON COLUMN amendment.frame IS 'Sealed frame, like a ballot''s.';

-- Retention --------------------------------------------------------------------------------------------------------------

CREATE TABLE retention_rule (
    channel uuid NOT NULL REFERENCES channel,
    kind text NOT NULL CHECK (kind IN ('case', 'attachment', 'notice')),
    months integer NOT NULL CHECK (months BETWEEN 1 AND 600),
    reference text NOT NULL CHECK (length(reference) >= 3),
    decided date NOT NULL,
    PRIMARY KEY (channel, kind)
);
COMMENT ON TABLE retention_rule IS 'How long each kind of object is kept; without a row nothing of the kind may be destroyed.';
COMMENT ON COLUMN retention_rule.channel IS 'Whose objects.';
COMMENT ON COLUMN retention_rule.kind IS 'case (closed cases), attachment (named by no letter), notice (records of sent mail).';
COMMENT ON COLUMN retention_rule.months IS 'Months after closing, arrival or sending.';
COMMENT ON COLUMN retention_rule.reference IS 'The committee''s decision on destruction (gallringsbeslut): its registration number.';
COMMENT ON COLUMN retention_rule.decided IS 'Day of that decision.';

CREATE TABLE disposal (
    id uuid PRIMARY KEY,
    channel uuid NOT NULL REFERENCES channel,
    kind text NOT NULL CHECK (kind IN ('case', 'attachment', 'notice')),
    months integer NOT NULL,
    reference text NOT NULL,
    decided date NOT NULL,
    until date NOT NULL,
    objects uuid[] NOT NULL,
    proposed_by uuid NOT NULL REFERENCES staff,
    proposed date NOT NULL,
    approved_by uuid REFERENCES staff CHECK (approved_by <> proposed_by),
    done date,
    letters integer,
    entries integer,
    attachments integer,
    keys integer,
    CHECK ((approved_by IS NULL) = (done IS NULL))
);
CREATE UNIQUE INDEX disposal_one_open ON disposal (channel, kind) WHERE done IS NULL;
COMMENT ON TABLE disposal IS 'A destruction proposed by one member and carried out by another: the gallring protocol.';
COMMENT ON COLUMN disposal.id IS 'Identity.';
COMMENT ON COLUMN disposal.channel IS 'Whose objects.';
COMMENT ON COLUMN disposal.kind IS 'Which kind.';
COMMENT ON COLUMN disposal.months IS 'The rule as it stood.';
COMMENT ON COLUMN disposal.reference IS 'The decision as it stood.';
COMMENT ON COLUMN disposal.decided IS 'Its day.';
COMMENT ON COLUMN disposal.until IS 'What was closed, came or was sent before this day.';
COMMENT ON COLUMN disposal.objects IS 'What is to be, or has been, destroyed.';
COMMENT ON COLUMN disposal.proposed_by IS 'Who proposed it.';
COMMENT ON COLUMN disposal.proposed IS 'When.';
COMMENT ON COLUMN disposal.approved_by IS 'Who approved it; never the same person.';
COMMENT ON COLUMN disposal.done IS 'Day of the destruction; null while it waits.';
COMMENT ON COLUMN disposal.letters IS 'Letters destroyed.';
COMMENT ON COLUMN disposal.entries IS 'Entries destroyed.';
COMMENT ON COLUMN disposal.attachments IS 'Attachments destroyed.';
COMMENT ON COLUMN disposal.keys IS 'Case keys destroyed.';
