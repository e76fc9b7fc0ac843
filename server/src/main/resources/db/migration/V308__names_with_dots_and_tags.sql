-- A dot between the parts of a name, a blank of Braille, and the tags and variants of emoji make no other name.
CREATE OR REPLACE FUNCTION name_as_read(name text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN lower(regexp_replace(normalize(name, NFKC), '[\s\u00ad\u00b7\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f\u2022\u2027\u2028-\u202e\u2060-\u206f\u2219\u22c5\u2800\u30fb\u3164\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]', '', 'g'));

REINDEX INDEX organisations_name;
REINDEX INDEX organisations_english_name;
