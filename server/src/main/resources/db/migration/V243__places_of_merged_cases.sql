-- Where something was merged in is a place of the case that goes on. No open case is in it: a new report pays nothing.
CREATE INDEX cases_merged_near ON cases (category_id, cell) WHERE merged_into_id IS NOT NULL;
