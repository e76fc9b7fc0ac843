-- Messages about one event, found when one of them is handed over: what else of it a device shows.
CREATE INDEX messages_by_event_group ON messages ((data ->> 'eventGroup')) WHERE data ? 'eventGroup';
