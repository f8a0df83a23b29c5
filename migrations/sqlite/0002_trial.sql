-- A trial is run to try things out: it never counts in its project.
ALTER TABLE workshop ADD COLUMN trial INTEGER NOT NULL DEFAULT 0 CHECK (trial IN (0, 1));
