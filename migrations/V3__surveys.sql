-- Surveys (mätningar): waves to all client-facing staff of the units in a frame. Who answered and what was answered are
-- kept apart: codes are known by digests, tokens are signed blindly, and a ballot does not say its unit to the database.
-- On the respondent's side (wave_code, traded_code, cast_ballot, spent_token, ballot) no column holds a time or an order.

ALTER TABLE urn ADD survey boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN urn.survey IS 'The urn belongs to a survey wave; its period is then the code of the wave, such as E2026-1.';

ALTER TABLE ballot ADD label bytea CHECK (length(label) = 44);
COMMENT ON COLUMN ballot.label IS 'Survey ballots: the unit of the token it was cast with, under a key that only the ceremony can open; else null.';

CREATE TABLE wave (
    urn uuid PRIMARY KEY REFERENCES urn,
    title text NOT NULL CHECK (title <> ''),
    population text NOT NULL CHECK (population IN ('staff', 'manager', 'elected')),
    number integer NOT NULL CHECK (number > 0),
    questionnaire text NOT NULL,
    questionnaire_hash text NOT NULL,
    reference_from date NOT NULL,
    reference_to date NOT NULL CHECK (reference_to >= reference_from),
    disposal text NOT NULL CHECK (disposal <> ''),
    plan text NOT NULL,
    plan_hash text NOT NULL,
    planned date NOT NULL,
    closed date,
    protocol text,
    UNIQUE (population, number)
);
COMMENT ON TABLE wave IS 'A wave (våg): one questionnaire, one frame, one urn.';
COMMENT ON COLUMN wave.urn IS 'The urn its ballots lie in, and the identity of the wave; opening and closing days stand there.';
COMMENT ON COLUMN wave.title IS 'Shown to respondents.';
COMMENT ON COLUMN wave.population IS 'Whom it asks: staff, manager or elected.';
COMMENT ON COLUMN wave.number IS 'Which wave of its population it is, from 1.';
COMMENT ON COLUMN wave.questionnaire IS 'The questionnaire as JSON, byte for byte as it is hashed.';
COMMENT ON COLUMN wave.questionnaire_hash IS 'SHA-256 of the questionnaire, in hex.';
COMMENT ON COLUMN wave.reference_from IS 'First day that the questions ask about.';
COMMENT ON COLUMN wave.reference_to IS 'Last day that the questions ask about.';
COMMENT ON COLUMN wave.disposal IS 'Reference of the gallringsbeslut by which the ballots will be destroyed.';
COMMENT ON COLUMN wave.plan IS 'Reporting groups of every published figure as JSON, fixed before the wave opens.';
COMMENT ON COLUMN wave.plan_hash IS 'SHA-256 of the plan, in hex.';
COMMENT ON COLUMN wave.planned IS 'Day it was planned.';
COMMENT ON COLUMN wave.closed IS 'Day it was closed before its time; null where it was not.';
COMMENT ON COLUMN wave.protocol IS 'The gallring protocol as JSON, written by the ceremony.';

CREATE TABLE wave_unit (
    id uuid PRIMARY KEY,
    urn uuid NOT NULL REFERENCES wave,
    node uuid NOT NULL REFERENCES org_node,
    name text NOT NULL,
    department text NOT NULL,
    committee text NOT NULL,
    population integer NOT NULL CHECK (population > 0),
    tenure integer[],
    public_key bytea,
    private_key bytea,
    UNIQUE (urn, node)
);
COMMENT ON TABLE wave_unit IS 'The frame of a wave: units as they were named when it was planned, with counts and never names.';
COMMENT ON COLUMN wave_unit.id IS 'Identity.';
COMMENT ON COLUMN wave_unit.urn IS 'The wave.';
COMMENT ON COLUMN wave_unit.node IS 'The unit in the organisation tree.';
COMMENT ON COLUMN wave_unit.name IS 'Its name at the time.';
COMMENT ON COLUMN wave_unit.department IS 'Its förvaltning at the time; empty where there is none.';
COMMENT ON COLUMN wave_unit.committee IS 'Its nämnd at the time; empty where there is none.';
COMMENT ON COLUMN wave_unit.population IS 'Persons who are asked.';
COMMENT ON COLUMN wave_unit.tenure IS 'The same per tenure band of the questionnaire, where it is known.';
COMMENT ON COLUMN wave_unit.public_key IS 'RSA public key (PKCS#1) by which its tokens are checked; null until it has been made.';
COMMENT ON COLUMN wave_unit.private_key IS 'The private part (PKCS#1), which signs tokens blindly; destroyed by the ceremony.';

CREATE TABLE wave_code (
    digest bytea PRIMARY KEY CHECK (length(digest) = 32),
    unit uuid NOT NULL REFERENCES wave_unit,
    void boolean NOT NULL,
    blinded bytea CHECK (length(blinded) = 32)
);
CREATE INDEX wave_code_unit ON wave_code (unit);
COMMENT ON TABLE wave_code IS 'Single-use codes, written anew in random order each night; destroyed by the ceremony.';
COMMENT ON COLUMN wave_code.digest IS 'SHA-256 of the ticket that a browser derives from the code.';
COMMENT ON COLUMN wave_code.unit IS 'Whose code.';
COMMENT ON COLUMN wave_code.void IS 'Spoiled or lost: good for nothing.';
COMMENT ON COLUMN wave_code.blinded IS 'SHA-256 of the one blinded message that was signed for it; null while it is unused.';

CREATE TABLE traded_code (
    digest bytea PRIMARY KEY,
    blinded bytea NOT NULL CHECK (length(blinded) = 32)
);
COMMENT ON TABLE traded_code IS 'Codes traded for tokens since the last mix; emptied each night.';
COMMENT ON COLUMN traded_code.digest IS 'Which code.';
COMMENT ON COLUMN traded_code.blinded IS 'SHA-256 of the blinded message that was signed.';

CREATE TABLE cast_ballot (
    nonce bytea PRIMARY KEY CHECK (length(nonce) = 32),
    unit uuid NOT NULL,
    signature bytea NOT NULL CHECK (length(signature) = 256),
    frame bytea NOT NULL CHECK (length(frame) = 2048),
    label bytea NOT NULL CHECK (length(label) = 44)
);
ALTER TABLE cast_ballot ALTER frame SET STORAGE EXTERNAL;
CREATE UNIQUE INDEX cast_ballot_once ON cast_ballot (sha256(frame));
COMMENT ON TABLE cast_ballot IS 'Ballots cast since the last mix, with their tokens; emptied each night.';
COMMENT ON COLUMN cast_ballot.nonce IS 'The token''s message.';
COMMENT ON COLUMN cast_ballot.unit IS 'The unit whose key signed the token.';
COMMENT ON COLUMN cast_ballot.signature IS 'The token''s signature.';
COMMENT ON COLUMN cast_ballot.frame IS 'Sealed ballot.';
COMMENT ON COLUMN cast_ballot.label IS 'The unit again, for the ceremony.';

CREATE TABLE spent_token (
    nonce bytea PRIMARY KEY CHECK (length(nonce) = 32),
    unit uuid NOT NULL REFERENCES wave_unit,
    signature bytea NOT NULL CHECK (length(signature) = 256)
);
CREATE INDEX spent_token_unit ON spent_token (unit);
COMMENT ON TABLE spent_token IS 'Tokens that ballots were cast with, written anew in random order each night; kept so that the count can be checked.';
COMMENT ON COLUMN spent_token.nonce IS 'The token''s message; it works once.';
COMMENT ON COLUMN spent_token.unit IS 'The unit whose key signed it.';
COMMENT ON COLUMN spent_token.signature IS 'RSABSSA-SHA384-PSS-Deterministic (RFC 9474).';

CREATE UNLOGGED TABLE mixing_code (
    digest bytea NOT NULL,
    unit uuid NOT NULL,
    void boolean NOT NULL,
    blinded bytea
);
COMMENT ON TABLE mixing_code IS 'Where codes wait while their table is emptied by the mix; empty outside of it.';
COMMENT ON COLUMN mixing_code.digest IS 'As in wave_code.';
COMMENT ON COLUMN mixing_code.unit IS 'As in wave_code.';
COMMENT ON COLUMN mixing_code.void IS 'As in wave_code.';
COMMENT ON COLUMN mixing_code.blinded IS 'As in wave_code.';

CREATE UNLOGGED TABLE mixing_token (
    nonce bytea NOT NULL,
    unit uuid NOT NULL,
    signature bytea NOT NULL
);
COMMENT ON TABLE mixing_token IS 'Where tokens wait while their table is emptied by the mix; empty outside of it.';
COMMENT ON COLUMN mixing_token.nonce IS 'As in spent_token.';
COMMENT ON COLUMN mixing_token.unit IS 'As in spent_token.';
COMMENT ON COLUMN mixing_token.signature IS 'As in spent_token.';

CREATE TABLE label_key (
    id uuid PRIMARY KEY,
    urn uuid NOT NULL REFERENCES wave,
    sealed bytea NOT NULL
);
COMMENT ON TABLE label_key IS 'Keys of labels, each made in a server''s memory and sealed to the urn; destroyed by the ceremony.';
COMMENT ON COLUMN label_key.id IS 'Identity.';
COMMENT ON COLUMN label_key.urn IS 'The wave whose labels it made.';
COMMENT ON COLUMN label_key.sealed IS 'age file to the urn.';

CREATE TABLE wave_day (
    urn uuid NOT NULL REFERENCES wave,
    day date NOT NULL,
    traded integer NOT NULL CHECK (traded >= 0),
    answered integer NOT NULL CHECK (answered >= 0),
    PRIMARY KEY (urn, day)
);
COMMENT ON TABLE wave_day IS 'How many codes were traded and ballots cast between two mixes, in the whole wave.';
COMMENT ON COLUMN wave_day.urn IS 'The wave.';
COMMENT ON COLUMN wave_day.day IS 'Day of the mix.';
COMMENT ON COLUMN wave_day.traded IS 'Codes traded for tokens.';
COMMENT ON COLUMN wave_day.answered IS 'Ballots cast.';
