-- Releases (redovisningar): what leaves the house. A tally's commitment binds the counts that a custodian's browser hands
-- back; drafts hold nothing but what would be published; the ledger is only ever added to.

ALTER TABLE tally ADD commitment bytea CHECK (length(commitment) = 32);
COMMENT ON COLUMN tally.commitment IS 'SHA-256 of the tally before it was sealed, which holds 32 random bytes; null where an older version counted.';

CREATE TABLE draft (
    id uuid PRIMARY KEY,
    content text NOT NULL,
    hidden text NOT NULL,
    verdict text NOT NULL,
    base bigint NOT NULL CHECK (base >= 0),
    made date NOT NULL,
    maker uuid NOT NULL REFERENCES staff
);
COMMENT ON TABLE draft IS 'Releases in the making: what would be published, and nothing else.';
COMMENT ON COLUMN draft.id IS 'Identity.';
COMMENT ON COLUMN draft.content IS 'The release as JSON, as it would stand in the ledger.';
COMMENT ON COLUMN draft.hidden IS 'JSON: cells that are not shown as they are and why, without values.';
COMMENT ON COLUMN draft.verdict IS 'JSON: what the audit found.';
COMMENT ON COLUMN draft.base IS 'Releases in the ledger when the draft was made; with more of them it must be made anew.';
COMMENT ON COLUMN draft.made IS 'Day it was made.';
COMMENT ON COLUMN draft.maker IS 'The custodian who made it.';

CREATE TABLE draft_urn (
    urn uuid PRIMARY KEY REFERENCES tally,
    draft uuid NOT NULL REFERENCES draft ON DELETE CASCADE
);
CREATE INDEX draft_urn_draft ON draft_urn (draft);
COMMENT ON TABLE draft_urn IS 'The urns a draft is made of; an urn is in one draft at a time.';
COMMENT ON COLUMN draft_urn.urn IS 'The opened urn.';
COMMENT ON COLUMN draft_urn.draft IS 'The draft.';

CREATE TABLE draft_approval (
    draft uuid NOT NULL REFERENCES draft ON DELETE CASCADE,
    staff uuid NOT NULL REFERENCES staff,
    day date NOT NULL,
    digest bytea NOT NULL,
    PRIMARY KEY (draft, staff)
);
COMMENT ON TABLE draft_approval IS 'Who has approved a draft; with two of them it becomes a release.';
COMMENT ON COLUMN draft_approval.draft IS 'The draft.';
COMMENT ON COLUMN draft_approval.staff IS 'The custodian who worked it out anew from the tallies and approved it.';
COMMENT ON COLUMN draft_approval.day IS 'Day of the approval.';
COMMENT ON COLUMN draft_approval.digest IS 'SHA-256 of the content that was approved; for another content it does not count.';

CREATE TABLE release (
    number bigint PRIMARY KEY CHECK (number > 0),
    published date NOT NULL,
    content text NOT NULL,
    previous bytea NOT NULL CHECK (length(previous) = 32),
    hash bytea NOT NULL UNIQUE CHECK (length(hash) = 32)
);
COMMENT ON TABLE release IS 'The ledger: everything ever published, in a chain of hashes; only ever added to.';
COMMENT ON COLUMN release.number IS 'Place in the chain, from 1 without gaps.';
COMMENT ON COLUMN release.published IS 'Day of publication.';
COMMENT ON COLUMN release.content IS 'The release as JSON, byte for byte as it was hashed.';
COMMENT ON COLUMN release.previous IS 'Hash of the release before; zeros before the first.';
COMMENT ON COLUMN release.hash IS 'SHA-256 over the other columns, each behind its length.';

CREATE TABLE release_urn (
    urn uuid PRIMARY KEY REFERENCES tally,
    release bigint NOT NULL REFERENCES release
);
COMMENT ON TABLE release_urn IS 'The urns a release was made of; an urn is released once.';
COMMENT ON COLUMN release_urn.urn IS 'The opened urn.';
COMMENT ON COLUMN release_urn.release IS 'The release.';

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME;
END $$;
CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON release
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON release_urn
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
