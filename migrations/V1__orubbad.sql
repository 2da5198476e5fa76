-- The whole of Orubbad's memory. On the reporter's side (intake, letter, ballot, reply) no column holds a time finer
-- than a day, an address, an order or a length; what people said is sealed before it comes here.
-- STORAGE EXTERNAL: frames are random bytes, compressing them only costs, and a search must find what lies there.

CREATE TABLE instance (
    sole boolean PRIMARY KEY DEFAULT true CHECK (sole),
    salt bytea NOT NULL CHECK (length(salt) = 16),
    set_up_digest bytea
);
COMMENT ON TABLE instance IS 'One row: this installation.';
COMMENT ON COLUMN instance.sole IS 'Always true; keeps the table at one row.';
COMMENT ON COLUMN instance.salt IS 'Public salt for every key derived from a phrase or passphrase; 16 random bytes.';
COMMENT ON COLUMN instance.set_up_digest IS 'SHA-256 of the one-time set-up token; null once somebody has claimed the instance.';

-- The organisation -------------------------------------------------------------------------------------------------

CREATE TABLE org_node (
    id uuid PRIMARY KEY,
    code text NOT NULL UNIQUE,
    kind text NOT NULL CHECK (kind IN ('municipality', 'company', 'committee', 'department', 'unit')),
    name text NOT NULL,
    parent uuid REFERENCES org_node,
    head_count integer CHECK (head_count >= 0),
    valid_from date NOT NULL,
    valid_to date CHECK (valid_to >= valid_from)
);
COMMENT ON TABLE org_node IS 'The organisation tree: kommun or bolag, nämnd, förvaltning, enhet.';
COMMENT ON COLUMN org_node.id IS 'Stable identity; ballots name a unit by it.';
COMMENT ON COLUMN org_node.code IS 'The municipality''s own code; what a new import recognises a node by.';
COMMENT ON COLUMN org_node.kind IS 'municipality, company, committee (nämnd), department (förvaltning) or unit (enhet).';
COMMENT ON COLUMN org_node.name IS 'Name as the municipality writes it.';
COMMENT ON COLUMN org_node.parent IS 'The node above; null for a municipality or a company, each a tree of its own.';
COMMENT ON COLUMN org_node.head_count IS 'Persons with client contact, units only; a count, never a list (N5).';
COMMENT ON COLUMN org_node.valid_from IS 'First day the node exists.';
COMMENT ON COLUMN org_node.valid_to IS 'Last day the node exists; null while it does.';

CREATE TABLE org_successor (
    node uuid NOT NULL REFERENCES org_node,
    successor uuid NOT NULL REFERENCES org_node,
    PRIMARY KEY (node, successor),
    CHECK (node <> successor)
);
COMMENT ON TABLE org_successor IS 'What a closed unit became: several rows for a split, the same successor for a merger.';
COMMENT ON COLUMN org_successor.node IS 'The unit that ended.';
COMMENT ON COLUMN org_successor.successor IS 'The unit that took over.';

-- Staff ------------------------------------------------------------------------------------------------------------

CREATE TABLE staff (
    id uuid PRIMARY KEY,
    account text NOT NULL UNIQUE CHECK (account = lower(account)),
    name text NOT NULL,
    email text NOT NULL,
    login_digest bytea NOT NULL,
    totp_secret bytea NOT NULL,
    totp_step bigint NOT NULL DEFAULT 0,
    recipient text NOT NULL UNIQUE,
    wrapped_identity bytea NOT NULL,
    administrator boolean NOT NULL DEFAULT false,
    custodian boolean NOT NULL DEFAULT false,
    active boolean NOT NULL DEFAULT true,
    created timestamptz NOT NULL
);
COMMENT ON TABLE staff IS 'Named staff who handle cases, urns or accounts.';
COMMENT ON COLUMN staff.id IS 'Identity.';
COMMENT ON COLUMN staff.account IS 'What the person signs in with; lower case.';
COMMENT ON COLUMN staff.name IS 'Name and title shown to colleagues.';
COMMENT ON COLUMN staff.email IS 'Where notices go.';
COMMENT ON COLUMN staff.login_digest IS 'SHA-256 of the login secret, itself derived with Argon2id in the browser; unwraps nothing.';
COMMENT ON COLUMN staff.totp_secret IS 'RFC 6238 secret, 20 bytes.';
COMMENT ON COLUMN staff.totp_step IS 'Last time step used, so that a code works once.';
COMMENT ON COLUMN staff.recipient IS 'Public age recipient.';
COMMENT ON COLUMN staff.wrapped_identity IS 'PKCS#8 private key under a key derived from the passphrase; 12-byte IV first.';
COMMENT ON COLUMN staff.administrator IS 'May manage the organisation and accounts.';
COMMENT ON COLUMN staff.custodian IS 'Holds the keys of urns.';
COMMENT ON COLUMN staff.active IS 'False once the person has left.';
COMMENT ON COLUMN staff.created IS 'When the account was made.';

CREATE TABLE session (
    digest bytea PRIMARY KEY,
    staff uuid NOT NULL REFERENCES staff,
    seen timestamptz NOT NULL,
    expires timestamptz NOT NULL
);
COMMENT ON TABLE session IS 'Who is signed in.';
COMMENT ON COLUMN session.digest IS 'SHA-256 of the cookie.';
COMMENT ON COLUMN session.staff IS 'Whose session.';
COMMENT ON COLUMN session.seen IS 'Last request; a session idle for too long is over.';
COMMENT ON COLUMN session.expires IS 'The session ends then at the latest.';

CREATE TABLE device (
    digest bytea PRIMARY KEY,
    staff uuid NOT NULL REFERENCES staff
);
COMMENT ON TABLE device IS 'Browsers a member of staff has signed in from: a stranger''s failures never slow them.';
COMMENT ON COLUMN device.digest IS 'SHA-256 of the device cookie.';
COMMENT ON COLUMN device.staff IS 'Who signed in.';

-- Receiving functions and their keys ---------------------------------------------------------------------------------

CREATE TABLE channel (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    phone text NOT NULL,
    position integer NOT NULL UNIQUE,
    recovery_recipient text
);
COMMENT ON TABLE channel IS 'A receiving function (mottagare).';
COMMENT ON COLUMN channel.id IS 'Identity; part of every drop.';
COMMENT ON COLUMN channel.name IS 'Shown to reporters.';
COMMENT ON COLUMN channel.phone IS 'Shown to reporters who want to be contacted.';
COMMENT ON COLUMN channel.position IS '1 is the ordinary channel; higher are the alternatives when that one is itself involved.';
COMMENT ON COLUMN channel.recovery_recipient IS 'Public part of the paper recovery key; null until it has been printed.';

CREATE TABLE member (
    channel uuid NOT NULL REFERENCES channel,
    staff uuid NOT NULL REFERENCES staff,
    deputy boolean NOT NULL,
    PRIMARY KEY (channel, staff)
);
COMMENT ON TABLE member IS 'Who belongs to a channel; to read takes a key as well (epoch_key).';
COMMENT ON COLUMN member.channel IS 'The channel.';
COMMENT ON COLUMN member.staff IS 'The member.';
COMMENT ON COLUMN member.deputy IS 'Deputies are told when nothing has been opened in time.';

CREATE TABLE epoch (
    id uuid PRIMARY KEY,
    channel uuid NOT NULL REFERENCES channel,
    recipient text NOT NULL UNIQUE,
    current boolean NOT NULL
);
CREATE UNIQUE INDEX epoch_one_current ON epoch (channel) WHERE current;
COMMENT ON TABLE epoch IS 'A generation of a channel''s key; a leaver starts a new one.';
COMMENT ON COLUMN epoch.id IS 'Identity; part of every drop.';
COMMENT ON COLUMN epoch.channel IS 'Whose key.';
COMMENT ON COLUMN epoch.recipient IS 'Public age recipient reporters seal to.';
COMMENT ON COLUMN epoch.current IS 'New letters are sealed to this one.';

CREATE TABLE epoch_key (
    epoch uuid NOT NULL REFERENCES epoch,
    holder uuid REFERENCES staff,
    sealed bytea NOT NULL,
    UNIQUE NULLS NOT DISTINCT (epoch, holder)
);
COMMENT ON TABLE epoch_key IS 'The epoch''s identity, sealed to one holder.';
COMMENT ON COLUMN epoch_key.epoch IS 'Which identity.';
COMMENT ON COLUMN epoch_key.holder IS 'Whom it is sealed to; null is the paper recovery key.';
COMMENT ON COLUMN epoch_key.sealed IS 'age file made in a member''s browser.';

CREATE TABLE invitation (
    digest bytea PRIMARY KEY,
    channel uuid REFERENCES channel,
    name text NOT NULL,
    email text NOT NULL,
    deputy boolean NOT NULL,
    administrator boolean NOT NULL,
    custodian boolean NOT NULL,
    expires timestamptz NOT NULL
);
COMMENT ON TABLE invitation IS 'One-time links for new staff; deleted when used.';
COMMENT ON COLUMN invitation.digest IS 'SHA-256 of the link''s token.';
COMMENT ON COLUMN invitation.channel IS 'The channel the invited will belong to, if any.';
COMMENT ON COLUMN invitation.name IS 'Name and title of the invited.';
COMMENT ON COLUMN invitation.email IS 'Where notices to the invited will go.';
COMMENT ON COLUMN invitation.deputy IS 'Becomes a deputy in the channel.';
COMMENT ON COLUMN invitation.administrator IS 'Becomes an administrator.';
COMMENT ON COLUMN invitation.custodian IS 'Becomes a custodian.';
COMMENT ON COLUMN invitation.expires IS 'The link is dead after this.';

-- Urns -------------------------------------------------------------------------------------------------------------

CREATE TABLE urn (
    id uuid PRIMARY KEY,
    period text NOT NULL UNIQUE,
    starts date NOT NULL,
    ends date NOT NULL CHECK (ends > starts),
    recipient text NOT NULL UNIQUE,
    opened date
);
COMMENT ON TABLE urn IS 'Sealed structured answers of one period.';
COMMENT ON COLUMN urn.id IS 'Identity; part of every drop.';
COMMENT ON COLUMN urn.period IS 'The calendar tertial, such as 2026-T3.';
COMMENT ON COLUMN urn.starts IS 'First day of the period.';
COMMENT ON COLUMN urn.ends IS 'First day after the period.';
COMMENT ON COLUMN urn.recipient IS 'Public age recipient ballots are sealed to.';
COMMENT ON COLUMN urn.opened IS 'Day of the ceremony; from then on there are no ballots and no key.';

CREATE TABLE urn_key (
    urn uuid NOT NULL REFERENCES urn,
    holder uuid REFERENCES staff,
    sealed bytea NOT NULL,
    UNIQUE NULLS NOT DISTINCT (urn, holder)
);
COMMENT ON TABLE urn_key IS 'The urn''s identity, sealed to one holder; destroyed by the ceremony.';
COMMENT ON COLUMN urn_key.urn IS 'Which identity.';
COMMENT ON COLUMN urn_key.holder IS 'The custodian it is sealed to; null is the paper recovery key.';
COMMENT ON COLUMN urn_key.sealed IS 'age file made in a custodian''s browser.';

CREATE TABLE tally (
    urn uuid PRIMARY KEY REFERENCES urn,
    sealed bytea NOT NULL
);
COMMENT ON TABLE tally IS 'Unit-level counts out of an opened urn.';
COMMENT ON COLUMN tally.urn IS 'The opened urn.';
COMMENT ON COLUMN tally.sealed IS 'age file, readable by the custodians of that day and by nobody else.';

-- The reporter's side ----------------------------------------------------------------------------------------------

CREATE TABLE intake (
    digest bytea PRIMARY KEY,
    channel uuid NOT NULL,
    epoch uuid NOT NULL,
    urn uuid NOT NULL,
    letter bytea CHECK (length(letter) = 24576),
    ballot bytea NOT NULL CHECK (length(ballot) = 2048)
);
ALTER TABLE intake ALTER letter SET STORAGE EXTERNAL, ALTER ballot SET STORAGE EXTERNAL;
COMMENT ON TABLE intake IS 'Drops since the last mix; emptied each night.';
COMMENT ON COLUMN intake.digest IS 'SHA-256 of the two frames, so that a retry is stored once; gone with the mix.';
COMMENT ON COLUMN intake.channel IS 'Whom the letter is to.';
COMMENT ON COLUMN intake.epoch IS 'The key it is sealed to.';
COMMENT ON COLUMN intake.urn IS 'The urn the ballot is to.';
COMMENT ON COLUMN intake.letter IS 'Sealed letter; null where the reporter asked to be read today, then it lies in letter already.';
COMMENT ON COLUMN intake.ballot IS 'Sealed ballot.';

CREATE TABLE case_file (
    id uuid PRIMARY KEY,
    channel uuid NOT NULL REFERENCES channel,
    epoch uuid NOT NULL REFERENCES epoch,
    head bytea NOT NULL CHECK (length(head) = 4096),
    status text NOT NULL CHECK (status IN ('new', 'assessed', 'consulted', 'action', 'closed')),
    opened date NOT NULL,
    closed date,
    officer uuid REFERENCES staff
);
ALTER TABLE case_file ALTER head SET STORAGE EXTERNAL;
COMMENT ON TABLE case_file IS 'An ärende.';
COMMENT ON COLUMN case_file.id IS 'Random identity; never a running number.';
COMMENT ON COLUMN case_file.channel IS 'Whose case.';
COMMENT ON COLUMN case_file.epoch IS 'The key the head is sealed to.';
COMMENT ON COLUMN case_file.head IS 'Sealed: the case tag and the reporter''s reply recipient.';
COMMENT ON COLUMN case_file.status IS 'new (ny), assessed (bedömd), consulted (samråd), action (åtgärd), closed (avslutad).';
COMMENT ON COLUMN case_file.opened IS 'Day the case was made.';
COMMENT ON COLUMN case_file.closed IS 'Day it was closed.';
COMMENT ON COLUMN case_file.officer IS 'Who answers for it.';

CREATE TABLE letter (
    id uuid PRIMARY KEY,
    channel uuid NOT NULL REFERENCES channel,
    epoch uuid NOT NULL REFERENCES epoch,
    frame bytea NOT NULL CHECK (length(frame) = 24576),
    day date NOT NULL,
    at_once boolean NOT NULL,
    case_file uuid REFERENCES case_file
);
ALTER TABLE letter ALTER frame SET STORAGE EXTERNAL;
CREATE UNIQUE INDEX letter_once ON letter (sha256(frame));
CREATE INDEX letter_case ON letter (case_file);
COMMENT ON TABLE letter IS 'Sealed letters after the mix.';
COMMENT ON COLUMN letter.id IS 'Random, new at the mix.';
COMMENT ON COLUMN letter.channel IS 'Whom it is to.';
COMMENT ON COLUMN letter.epoch IS 'The key it is sealed to.';
COMMENT ON COLUMN letter.frame IS 'The sealed frame; all are of one size.';
COMMENT ON COLUMN letter.day IS 'Day of the mix; the day of arrival where it was to be read at once.';
COMMENT ON COLUMN letter.at_once IS 'The reporter asked for it to be read today.';
COMMENT ON COLUMN letter.case_file IS 'The case an officer sorted it to; null while it is new.';

CREATE TABLE case_entry (
    id uuid PRIMARY KEY,
    case_file uuid NOT NULL REFERENCES case_file,
    epoch uuid NOT NULL REFERENCES epoch,
    frame bytea NOT NULL CHECK (length(frame) = 4096),
    author uuid NOT NULL REFERENCES staff,
    at timestamptz NOT NULL
);
ALTER TABLE case_entry ALTER frame SET STORAGE EXTERNAL;
CREATE INDEX case_entry_case ON case_entry (case_file);
COMMENT ON TABLE case_entry IS 'What officers wrote in a case: the channel''s copy of each reply.';
COMMENT ON COLUMN case_entry.id IS 'Identity.';
COMMENT ON COLUMN case_entry.case_file IS 'The case.';
COMMENT ON COLUMN case_entry.epoch IS 'The key it is sealed to.';
COMMENT ON COLUMN case_entry.frame IS 'Sealed frame.';
COMMENT ON COLUMN case_entry.author IS 'Who wrote it.';
COMMENT ON COLUMN case_entry.at IS 'When the officer sent it.';

CREATE TABLE ballot (
    id uuid PRIMARY KEY,
    urn uuid NOT NULL REFERENCES urn,
    frame bytea NOT NULL CHECK (length(frame) = 2048)
);
ALTER TABLE ballot ALTER frame SET STORAGE EXTERNAL;
CREATE UNIQUE INDEX ballot_once ON ballot (urn, sha256(frame));
COMMENT ON TABLE ballot IS 'Sealed ballots after the mix.';
COMMENT ON COLUMN ballot.id IS 'Random, new at the mix; not the letter''s.';
COMMENT ON COLUMN ballot.urn IS 'The urn it lies in.';
COMMENT ON COLUMN ballot.frame IS 'The sealed frame; all are of one size.';

CREATE TABLE reply (
    id uuid PRIMARY KEY,
    frame bytea NOT NULL CHECK (length(frame) = 4096),
    until date NOT NULL,
    dummy boolean NOT NULL
);
ALTER TABLE reply ALTER frame SET STORAGE EXTERNAL;
COMMENT ON TABLE reply IS 'The board (anslagstavlan): every live reply, read whole by everybody.';
COMMENT ON COLUMN reply.id IS 'Random; the board is read in its order.';
COMMENT ON COLUMN reply.frame IS 'Sealed to a reporter; a dummy is sealed to nobody.';
COMMENT ON COLUMN reply.until IS 'Last day on the board.';
COMMENT ON COLUMN reply.dummy IS 'Filling up to a multiple of sixteen; the audit log tells the number of replies anyway.';

-- The machinery ----------------------------------------------------------------------------------------------------

CREATE TABLE outbox (
    id uuid PRIMARY KEY,
    notice text NOT NULL,
    address text NOT NULL,
    due timestamptz NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'failed')),
    settled timestamptz,
    error text
);
COMMENT ON TABLE outbox IS 'Notices to be mailed; written in the transaction that causes them.';
COMMENT ON COLUMN outbox.id IS 'Identity.';
COMMENT ON COLUMN outbox.notice IS 'Which constant text.';
COMMENT ON COLUMN outbox.address IS 'To whom.';
COMMENT ON COLUMN outbox.due IS 'Not before this; moved on by each failed attempt.';
COMMENT ON COLUMN outbox.attempts IS 'How many times delivery was tried.';
COMMENT ON COLUMN outbox.state IS 'waiting, sent or failed (given up).';
COMMENT ON COLUMN outbox.settled IS 'When it was sent or given up.';
COMMENT ON COLUMN outbox.error IS 'What the mail server said last.';

CREATE TABLE chore (
    name text PRIMARY KEY,
    done timestamptz NOT NULL
);
COMMENT ON TABLE chore IS 'When the worker last did each recurring chore.';
COMMENT ON COLUMN chore.name IS 'Which chore.';
COMMENT ON COLUMN chore.done IS 'The planned time of the last run.';

CREATE TABLE audit_line (
    number bigint PRIMARY KEY,
    at timestamptz NOT NULL,
    actor uuid,
    act text NOT NULL,
    object text NOT NULL,
    hash bytea NOT NULL
);
COMMENT ON TABLE audit_line IS 'Every act of staff, in a chain of hashes.';
COMMENT ON COLUMN audit_line.number IS 'Place in the chain, from 1.';
COMMENT ON COLUMN audit_line.at IS 'When.';
COMMENT ON COLUMN audit_line.actor IS 'Who; null for the operator at the command line.';
COMMENT ON COLUMN audit_line.act IS 'What, as a fixed word such as case.reply.';
COMMENT ON COLUMN audit_line.object IS 'On what: an identity, never content.';
COMMENT ON COLUMN audit_line.hash IS 'SHA-256 over the previous hash and this line.';
