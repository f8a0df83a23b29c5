-- How the project involves the parents, and when it was closed: single answers are kept for so many
-- months after its last day or after that day.
ALTER TABLE project ADD COLUMN parents TEXT NOT NULL DEFAULT 'informed' CHECK (parents IN ('informed', 'agree'));
ALTER TABLE project ADD COLUMN closed_on TEXT;

-- The public page behind the parents' letter: a token of its own, which lets nobody join.
ALTER TABLE workshop ADD COLUMN letter_token TEXT;
UPDATE workshop SET letter_token = lower(hex(randomblob(16)));
CREATE UNIQUE INDEX workshop_letter_token ON workshop (letter_token);

-- Who said when that the parents have the letter, or have agreed.
ALTER TABLE workshop ADD COLUMN parents_confirmed_at INTEGER;
ALTER TABLE workshop ADD COLUMN parents_confirmed_by BLOB REFERENCES staff (id) ON DELETE SET NULL;

-- Headcounts of a workshop whose single answers have been deleted.
ALTER TABLE workshop ADD COLUMN kept_joined INTEGER;
ALTER TABLE workshop ADD COLUMN kept_before_begun INTEGER;
ALTER TABLE workshop ADD COLUMN kept_before_sent INTEGER;
ALTER TABLE workshop ADD COLUMN kept_after_begun INTEGER;
ALTER TABLE workshop ADD COLUMN kept_after_sent INTEGER;
