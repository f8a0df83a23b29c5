-- What a coach reports after a workshop, as one value in JSON; sending again replaces it.
CREATE TABLE coach_report (
    workshop_id BLOB    NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
    staff_id    BLOB    NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    answers     TEXT    NOT NULL,
    sent_at     INTEGER NOT NULL,
    PRIMARY KEY (workshop_id, staff_id)
) STRICT;
CREATE INDEX coach_report_staff ON coach_report (staff_id);

-- A coach asked for support; it stands until a manager of the project has seen to it.
CREATE TABLE support_request (
    workshop_id     BLOB    NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
    staff_id        BLOB    NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    asked_at        INTEGER NOT NULL,
    acknowledged_by BLOB    REFERENCES staff (id) ON DELETE SET NULL,
    acknowledged_at INTEGER,
    PRIMARY KEY (workshop_id, staff_id)
) STRICT;
CREATE INDEX support_request_staff ON support_request (staff_id);
CREATE INDEX support_request_acknowledged_by ON support_request (acknowledged_by);

-- Whether the protocol for serious things was used: yes or no, never what was said.
ALTER TABLE workshop ADD COLUMN protocol_used INTEGER NOT NULL DEFAULT 0 CHECK (protocol_used IN (0, 1));
