-- The live run of a workshop: its steps and where the room is, as one value that is compared and
-- replaced by its version.
CREATE TABLE workshop_run (
    workshop_id BLOB    NOT NULL PRIMARY KEY REFERENCES workshop (id) ON DELETE CASCADE,
    version     INTEGER NOT NULL,
    content     TEXT    NOT NULL
) STRICT;

-- What a phone answered live; it goes when the workshop closes, once its counts are kept.
CREATE TABLE live_vote (
    workshop_id    BLOB NOT NULL,
    participant_id BLOB NOT NULL,
    ask            TEXT NOT NULL,
    value          TEXT NOT NULL,
    PRIMARY KEY (workshop_id, participant_id, ask),
    FOREIGN KEY (workshop_id, participant_id) REFERENCES participant (workshop_id, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- What a room answered: counts only.
CREATE TABLE live_tally (
    workshop_id BLOB    NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
    ask         TEXT    NOT NULL,
    step        TEXT    NOT NULL,
    item        TEXT    NOT NULL,
    people      INTEGER NOT NULL,
    counts      TEXT    NOT NULL,
    PRIMARY KEY (workshop_id, ask)
) STRICT, WITHOUT ROWID;

-- A projector: paired with a workshop by a short code, read-only, until the workshop closes.
CREATE TABLE screen (
    token_hash  BLOB    NOT NULL PRIMARY KEY,
    code        TEXT    UNIQUE,
    workshop_id BLOB    REFERENCES workshop (id) ON DELETE CASCADE,
    expires_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX screen_workshop ON screen (workshop_id);

-- A sheet of paper that a coach entered: counted as any other, and told apart where somebody asks how
-- the answers came.
ALTER TABLE participant ADD COLUMN paper INTEGER NOT NULL DEFAULT 0 CHECK (paper IN (0, 1));
