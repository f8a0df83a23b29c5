-- A participant who took their answers back leaves an empty mark, so that the same phone or card is
-- recognised and counts of joined phones do not shift: 1 while a frozen result may still count the
-- answers, 2 once no result does.
ALTER TABLE participant ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1, 2));
CREATE INDEX participant_withdrawn ON participant (workshop_id) WHERE withdrawn = 1;

-- When a frozen result was last counted again without withdrawn answers. `frozen_at` stays: results
-- are joined to totals in the order in which they froze.
ALTER TABLE wave_tally ADD COLUMN recounted_at INTEGER;
