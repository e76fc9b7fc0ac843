-- Two organisations bear one name when it reads the same: full width, case, blanks and what nobody sees make no other one.
CREATE FUNCTION name_as_read(name text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN lower(regexp_replace(normalize(name, NFKC), '[\s\u00ad\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff]', '', 'g'));

DROP INDEX organisations_name;
CREATE INDEX organisations_name ON organisations (name_as_read(name ->> 'zh-CN'));
CREATE INDEX organisations_english_name ON organisations (name_as_read(name ->> 'en'));
