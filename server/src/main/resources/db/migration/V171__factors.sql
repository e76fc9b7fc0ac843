-- What officers are asked when they score a case of a category. An edit is a new version; decision records keep the words
-- of what was asked and answered.

CREATE TABLE factor_sets (
    id          uuid   PRIMARY KEY,
    -- Null: for every category that has none of its own.
    category_id uuid   REFERENCES categories (id),
    version     bigint NOT NULL
);
CREATE UNIQUE INDEX factor_sets_one ON factor_sets (category_id) NULLS NOT DISTINCT;

CREATE TABLE factor_set_versions (
    factor_set_id uuid        NOT NULL REFERENCES factor_sets (id) DEFERRABLE INITIALLY DEFERRED,
    version       bigint      NOT NULL,
    changed_at    timestamptz NOT NULL,
    -- [{"code", "side", "question": {…}, "options": [{"id", "text": {…}, "score": 1..5}]}]
    factors       jsonb       NOT NULL CHECK (jsonb_typeof(factors) = 'array' AND jsonb_array_length(factors) BETWEEN 2 AND 20),
    PRIMARY KEY (factor_set_id, version)
);
ALTER TABLE factor_sets ADD FOREIGN KEY (id, version) REFERENCES factor_set_versions (factor_set_id, version)
    DEFERRABLE INITIALLY DEFERRED;
CREATE TRIGGER factor_set_versions_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON factor_set_versions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

-- A side without a factor could never be scored; a score outside 1–5 is none.
CREATE FUNCTION guard_factors() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT NEW.factors @> '[{"side": "likelihood"}]' OR NOT NEW.factors @> '[{"side": "consequence"}]'
        OR EXISTS (SELECT FROM jsonb_array_elements(NEW.factors) AS f, jsonb_array_elements(f -> 'options') AS o
                    WHERE (o ->> 'score')::int NOT BETWEEN 1 AND 5)
        OR (SELECT count(*) <> count(DISTINCT f ->> 'code') FROM jsonb_array_elements(NEW.factors) AS f) THEN
        RAISE EXCEPTION 'factors of %: each side has one, codes differ, scores are 1 to 5', NEW.factor_set_id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER factor_set_versions_guard BEFORE INSERT ON factor_set_versions
    FOR EACH ROW EXECUTE FUNCTION guard_factors();

-- What was asked of every category until now.
INSERT INTO factor_sets (id, category_id, version) VALUES ('0193a000-0000-7000-8000-000000000171', NULL, 1);
INSERT INTO factor_set_versions (factor_set_id, version, changed_at, factors)
VALUES ('0193a000-0000-7000-8000-000000000171', 1, now(), '[
  {"code": "movement", "side": "likelihood", "question": {"zh-CN": "现场有什么征兆？", "en": "What signs are there on site?"}, "options": [
    {"id": "none", "text": {"zh-CN": "没有变化", "en": "Nothing changes"}, "score": 1},
    {"id": "old", "text": {"zh-CN": "有旧痕迹，没有发展", "en": "Old traces, not growing"}, "score": 2},
    {"id": "slow", "text": {"zh-CN": "在缓慢发展", "en": "Growing slowly"}, "score": 4},
    {"id": "now", "text": {"zh-CN": "正在发生", "en": "Happening now"}, "score": 5}]},
  {"code": "trigger", "side": "likelihood", "question": {"zh-CN": "有没有诱因？", "en": "Is there a trigger?"}, "options": [
    {"id": "none", "text": {"zh-CN": "没有", "en": "None"}, "score": 1},
    {"id": "coming", "text": {"zh-CN": "近期会有（预报大雨、将要施工）", "en": "Soon: heavy rain forecast, works planned"}, "score": 3},
    {"id": "lasting", "text": {"zh-CN": "正在持续（暴雨、开挖、超载）", "en": "Lasting now: storm, digging, overload"}, "score": 5}]},
  {"code": "history", "side": "likelihood", "question": {"zh-CN": "以前发生过吗？", "en": "Has it happened before?"}, "options": [
    {"id": "never", "text": {"zh-CN": "没有记录", "en": "No record"}, "score": 1},
    {"id": "once", "text": {"zh-CN": "发生过一次", "en": "Once"}, "score": 3},
    {"id": "often", "text": {"zh-CN": "近期多次", "en": "Several times of late"}, "score": 5}]},
  {"code": "exposure", "side": "consequence", "question": {"zh-CN": "会影响多少人？", "en": "How many people are in reach?"}, "options": [
    {"id": "nobody", "text": {"zh-CN": "没有人", "en": "Nobody"}, "score": 1},
    {"id": "few", "text": {"zh-CN": "不到 10 人", "en": "Fewer than 10"}, "score": 3},
    {"id": "some", "text": {"zh-CN": "10 到 100 人", "en": "10 to 100"}, "score": 4},
    {"id": "many", "text": {"zh-CN": "100 人以上", "en": "More than 100"}, "score": 5}]},
  {"code": "vulnerable", "side": "consequence", "question": {"zh-CN": "有没有脆弱人群？", "en": "Are there people who cannot help themselves?"}, "options": [
    {"id": "none", "text": {"zh-CN": "没有", "en": "None"}, "score": 1},
    {"id": "homes", "text": {"zh-CN": "有老人、儿童居住", "en": "Old people or children live there"}, "score": 3},
    {"id": "institution", "text": {"zh-CN": "学校、医院、养老院", "en": "School, hospital, care home"}, "score": 5}]},
  {"code": "lifelines", "side": "consequence", "question": {"zh-CN": "会中断道路、水电、交通吗？", "en": "Would roads, water or power be cut?"}, "options": [
    {"id": "no", "text": {"zh-CN": "不影响", "en": "No"}, "score": 1},
    {"id": "local", "text": {"zh-CN": "局部中断", "en": "Locally"}, "score": 3},
    {"id": "wide", "text": {"zh-CN": "大范围中断", "en": "Widely"}, "score": 5}]}
]');
