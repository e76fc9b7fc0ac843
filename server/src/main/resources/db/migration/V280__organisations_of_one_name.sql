-- Whoever verifies an organisation is told of others that bear its name.
CREATE INDEX organisations_name ON organisations (lower(name ->> 'zh-CN'));
