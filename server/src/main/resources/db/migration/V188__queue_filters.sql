-- The queue of the whole city, narrowed to a category or an area: in the queue's order, however few cases there are.
CREATE INDEX cases_by_category ON cases (category_id, is_open, turn, due_at, id);
CREATE INDEX cases_by_area ON cases (area_id, is_open, turn, due_at, id) WHERE area_id IS NOT NULL;
