-- What this installation changed in the help directory that the program ships.
CREATE TABLE directory_entry (
    country    TEXT NOT NULL,
    entry      TEXT NOT NULL,
    channels   TEXT NOT NULL,
    hours      TEXT NOT NULL,
    mark       TEXT NOT NULL CHECK (mark IN ('seen', 'secondary', 'unconfirmed')),
    status     TEXT NOT NULL CHECK (status IN ('live', 'closed', 'replaced')),
    checked_on TEXT NOT NULL,
    checked_by TEXT NOT NULL,
    saved_on   TEXT NOT NULL,
    -- The check that the program shipped when this was saved: a later one counts more.
    based_on   TEXT NOT NULL,
    PRIMARY KEY (country, entry)
) STRICT, WITHOUT ROWID;

-- Every change of it, for staff. The highest number is the directory's version.
CREATE TABLE directory_change (
    number       INTEGER NOT NULL PRIMARY KEY,
    country      TEXT NOT NULL,
    entry        TEXT NOT NULL,
    staff_id     BLOB REFERENCES staff (id) ON DELETE SET NULL,
    changed_at   INTEGER NOT NULL,
    state_before TEXT NOT NULL,
    state_after  TEXT NOT NULL
) STRICT;
CREATE INDEX directory_change_staff ON directory_change (staff_id);
