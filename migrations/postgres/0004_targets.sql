-- What a project set out to reach; no row, or nothing in it, where nobody said.
CREATE TABLE project_target (
    project_id   UUID NOT NULL PRIMARY KEY REFERENCES project (id) ON DELETE CASCADE,
    workshops    BIGINT CHECK (workshops BETWEEN 1 AND 100000),
    participants BIGINT CHECK (participants BETWEEN 1 AND 1000000)
);

-- What a workshop's scores came to when "after" froze: sums over the people with a score both times,
-- never of fewer than five.
CREATE TABLE score_tally (
    workshop_id UUID NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
    score       TEXT NOT NULL,
    pairs       BIGINT NOT NULL CHECK (pairs >= 5),
    before_sum  BIGINT NOT NULL,
    after_sum   BIGINT NOT NULL,
    square_sum  BIGINT NOT NULL,
    PRIMARY KEY (workshop_id, score)
);

-- Decisions to leave a workshop out of the evaluation, or to take it in again. The newest one counts;
-- none is ever changed.
CREATE TABLE left_out_decision (
    workshop_id UUID NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
    number      BIGINT NOT NULL,
    left_out    BIGINT NOT NULL CHECK (left_out IN (0, 1)),
    reason      TEXT NOT NULL CHECK (length(reason) <= 200),
    decided_by  UUID REFERENCES staff (id) ON DELETE SET NULL,
    decided_at  BIGINT NOT NULL,
    PRIMARY KEY (workshop_id, number)
);
