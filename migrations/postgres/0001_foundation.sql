-- Facts about this installation: its secret, the demonstration mark.
CREATE TABLE installation (
    name  TEXT  NOT NULL PRIMARY KEY,
    value BYTEA NOT NULL
);

CREATE TABLE staff (
    id            UUID   NOT NULL PRIMARY KEY,
    email         TEXT   NOT NULL UNIQUE,
    name          TEXT   NOT NULL,
    role          TEXT   NOT NULL CHECK (role IN ('none', 'manager', 'admin')),
    password_hash TEXT,
    created_at    BIGINT NOT NULL
);

CREATE TABLE staff_session (
    token_hash BYTEA  NOT NULL PRIMARY KEY,
    staff_id   UUID   NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    seen_at    BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX staff_session_staff ON staff_session (staff_id);

-- A link that lets one person set their password once.
CREATE TABLE sign_in_link (
    token_hash BYTEA  NOT NULL PRIMARY KEY,
    staff_id   UUID   NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    expires_at BIGINT NOT NULL
);
CREATE INDEX sign_in_link_staff ON sign_in_link (staff_id);

-- The link that creates the first administrator.
CREATE TABLE setup_link (
    token_hash BYTEA  NOT NULL PRIMARY KEY,
    expires_at BIGINT NOT NULL
);

CREATE TABLE questionnaire (
    id      TEXT   NOT NULL,
    version BIGINT NOT NULL,
    content TEXT   NOT NULL,
    PRIMARY KEY (id, version)
);

CREATE TABLE project (
    id               UUID   NOT NULL PRIMARY KEY,
    name             TEXT   NOT NULL,
    funder           TEXT   NOT NULL,
    acknowledgement  TEXT   NOT NULL,
    organisation     TEXT   NOT NULL,
    contact          TEXT   NOT NULL,
    starts_on        TEXT   NOT NULL,
    ends_on          TEXT   NOT NULL,
    retention_months BIGINT NOT NULL CHECK (retention_months IN (3, 6, 12)),
    state            TEXT   NOT NULL CHECK (state IN ('open', 'closed')),
    -- The key behind the cards' hashes; deleted when the project closes.
    card_key   BYTEA,
    created_at BIGINT NOT NULL
);

CREATE TABLE project_country (
    project_id UUID NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    country    TEXT NOT NULL,
    PRIMARY KEY (project_id, country)
);

CREATE TABLE project_language (
    project_id UUID NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    language   TEXT NOT NULL,
    PRIMARY KEY (project_id, language)
);

CREATE TABLE project_member (
    project_id UUID NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    staff_id   UUID NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    role       TEXT NOT NULL CHECK (role IN ('coach', 'manager')),
    PRIMARY KEY (project_id, staff_id)
);
CREATE INDEX project_member_staff ON project_member (staff_id);

CREATE TABLE partner (
    id         UUID NOT NULL PRIMARY KEY,
    project_id UUID NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    name       TEXT NOT NULL
);
CREATE INDEX partner_project ON partner (project_id);

CREATE TABLE partner_group (
    id                  UUID NOT NULL PRIMARY KEY,
    partner_id          UUID NOT NULL REFERENCES partner (id) ON DELETE CASCADE,
    name                TEXT NOT NULL,
    age_band            TEXT NOT NULL CHECK (age_band IN ('12-13', '14-15', '16-18')),
    country             TEXT NOT NULL,
    safeguarding_person TEXT NOT NULL,
    safeguarding_phone  TEXT NOT NULL
);
CREATE INDEX partner_group_partner ON partner_group (partner_id);

CREATE TABLE workshop (
    id                    UUID    NOT NULL PRIMARY KEY,
    project_id            UUID    NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    group_id              UUID    NOT NULL REFERENCES partner_group (id),
    planned_by            UUID    REFERENCES staff (id) ON DELETE SET NULL,
    state                 TEXT    NOT NULL CHECK (state IN ('draft', 'open', 'locked', 'closed')),
    expected              BIGINT  NOT NULL CHECK (expected BETWEEN 1 AND 500),
    join_cap              BIGINT  NOT NULL CHECK (join_cap BETWEEN 1 AND 1000),
    join_code             TEXT    UNIQUE,
    join_token            TEXT    UNIQUE,
    questionnaire_id      TEXT,
    questionnaire_version BIGINT,
    before_opened_at      BIGINT,
    before_closed_at      BIGINT,
    after_opened_at       BIGINT,
    after_closed_at       BIGINT,
    created_at            BIGINT  NOT NULL,
    opened_at             BIGINT,
    closed_at             BIGINT,
    FOREIGN KEY (questionnaire_id, questionnaire_version) REFERENCES questionnaire (id, version)
);
CREATE INDEX workshop_project ON workshop (project_id);

CREATE TABLE workshop_module (
    workshop_id UUID NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
    module      TEXT NOT NULL CHECK (module IN ('respect', 'image-rights', 'sexting', 'passwords')),
    PRIMARY KEY (workshop_id, module)
);

CREATE TABLE workshop_meeting (
    workshop_id UUID    NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
    number      BIGINT  NOT NULL,
    held_on     TEXT    NOT NULL,
    minutes     BIGINT  NOT NULL,
    headcount   BIGINT,
    PRIMARY KEY (workshop_id, number)
);

CREATE TABLE participant (
    workshop_id  UUID   NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
    id           UUID   NOT NULL,
    language     TEXT   NOT NULL,
    card_hash    BYTEA  NOT NULL,
    card_counter BIGINT NOT NULL,
    PRIMARY KEY (workshop_id, id),
    UNIQUE (workshop_id, card_hash)
);

CREATE TABLE participant_wave (
    workshop_id    UUID NOT NULL,
    participant_id UUID NOT NULL,
    wave           TEXT NOT NULL CHECK (wave IN ('before', 'after', 'follow-up')),
    state          TEXT NOT NULL CHECK (state IN ('inside', 'sent', 'declined')),
    PRIMARY KEY (workshop_id, participant_id, wave),
    FOREIGN KEY (workshop_id, participant_id) REFERENCES participant (workshop_id, id) ON DELETE CASCADE
);

CREATE TABLE answer (
    workshop_id    UUID NOT NULL,
    participant_id UUID NOT NULL,
    wave           TEXT NOT NULL CHECK (wave IN ('before', 'after', 'follow-up')),
    question       TEXT NOT NULL,
    answer_key     UUID NOT NULL,
    value          TEXT NOT NULL,
    PRIMARY KEY (workshop_id, participant_id, wave, question),
    FOREIGN KEY (workshop_id, participant_id) REFERENCES participant (workshop_id, id) ON DELETE CASCADE
);

-- What a wave's answers came to when it froze: counts only, one row per question.
CREATE TABLE wave_tally (
    workshop_id UUID   NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
    wave        TEXT   NOT NULL CHECK (wave IN ('before', 'after', 'follow-up')),
    question    TEXT   NOT NULL,
    cells       TEXT   NOT NULL,
    frozen_at   BIGINT NOT NULL,
    PRIMARY KEY (workshop_id, wave, question)
);
