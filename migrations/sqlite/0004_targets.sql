-- What a project set out to reach; no row, or nothing in it, where nobody said.
CREATE TABLE project_target (
    project_id   BLOB NOT NULL PRIMARY KEY REFERENCES project (id) ON DELETE CASCADE,
    workshops    INTEGER CHECK (workshops BETWEEN 1 AND 100000),
    participants INTEGER CHECK (participants BETWEEN 1 AND 1000000)
) STRICT;

-- What a workshop's scores came to when "after" froze: sums over the people with a score both times,
-- never of fewer than five.
CREATE TABLE score_tally (
    workshop_id BLOB NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
    score       TEXT NOT NULL,
    pairs       INTEGER NOT NULL CHECK (pairs >= 5),
    before_sum  INTEGER NOT NULL,
    after_sum   INTEGER NOT NULL,
    square_sum  INTEGER NOT NULL,
    PRIMARY KEY (workshop_id, score)
) STRICT, WITHOUT ROWID;

-- Decisions to leave a workshop out of the evaluation, or to take it in again. The newest one counts;
-- none is ever changed.
CREATE TABLE left_out_decision (
    workshop_id BLOB NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
    number      INTEGER NOT NULL,
    left_out    INTEGER NOT NULL CHECK (left_out IN (0, 1)),
    reason      TEXT NOT NULL CHECK (length(reason) <= 200),
    decided_by  BLOB REFERENCES staff (id) ON DELETE SET NULL,
    decided_at  INTEGER NOT NULL,
    PRIMARY KEY (workshop_id, number)
) STRICT, WITHOUT ROWID;
