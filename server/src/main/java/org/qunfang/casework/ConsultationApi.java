package org.qunfang.casework;

import static org.qunfang.casework.CaseListView.putIfKnown;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.qunfang.casework.QuestionStore.Question;
import org.qunfang.http.Call;
import org.qunfang.http.Operation;
import org.qunfang.http.Reply;
import org.qunfang.responsibility.Registry;

/** Consultations over HTTP. */
public final class ConsultationApi {
    private static final int DEFAULT_LIMIT = 50;

    private final ConsultationService consultations;
    private final Registry registry;
    private final Clock clock;

    public ConsultationApi(ConsultationService consultations, Registry registry, Clock clock) {
        this.consultations = consultations;
        this.registry = registry;
        this.clock = clock;
    }

    public Map<String, Operation> operations() {
        return Map.of(
                "askConsultation", this::ask,
                "listConsultations", this::list,
                "giveOpinion", this::answer,
                "concludeConsultation", this::conclude,
                "withdrawConsultation", this::withdraw);
    }

    private Future<Reply> ask(Call call) {
        JsonObject body = call.body();
        List<UUID> departmentIds = body.getJsonArray("departmentIds").stream()
                .map(each -> UUID.fromString((String) each))
                .toList();
        return consultations
                .ask(
                        call.caller(),
                        call.pathId("caseId"),
                        call.ifMatch(),
                        departmentIds,
                        body.getString("question"),
                        OffsetDateTime.parse(body.getString("dueAt")).toInstant())
                .map(found -> Reply.created(json(call, found))
                        .etag(found.consultation().version()));
    }

    private Future<Reply> answer(Call call) {
        JsonObject body = call.body();
        return consultations
                .answer(
                        call.caller(),
                        call.pathId("consultationId"),
                        body.getBoolean("declines", false),
                        body.getString("text"))
                .map(found -> reply(call, found));
    }

    private Future<Reply> conclude(Call call) {
        return consultations
                .conclude(
                        call.caller(),
                        call.pathId("consultationId"),
                        call.ifMatch(),
                        call.body().getString("conclusion"))
                .map(found -> reply(call, found));
    }

    private Future<Reply> withdraw(Call call) {
        return consultations
                .withdraw(
                        call.caller(),
                        call.pathId("consultationId"),
                        call.ifMatch(),
                        call.body().getString("reason"))
                .map(found -> reply(call, found));
    }

    private Future<Reply> list(Call call) {
        int limit = call.queryInt("limit", DEFAULT_LIMIT);
        boolean waiting = call.query("waiting").map(Boolean::parseBoolean).orElse(false);
        TimeCursor after = call.cursor(TimeCursor::of).orElse(QuestionStore.START);
        return consultations.askedOf(call.caller(), waiting, after, limit + 1).map(found -> {
            List<Question> page = found.subList(0, Math.min(limit, found.size()));
            JsonArray items = new JsonArray();
            page.forEach(each -> items.add(json(each)));
            String next = found.size() > limit ? call.next(page.get(limit - 1).end()) : null;
            return Reply.ok(new JsonObject().put("items", items).put("next", next));
        });
    }

    private Reply reply(Call call, ConsultationService.Found found) {
        return Reply.ok(json(call, found)).etag(found.consultation().version());
    }

    private JsonObject json(Call call, ConsultationService.Found found) {
        return new ConsultationView(found.thing(), call.caller(), references(), clock.instant())
                .json(found.consultation());
    }

    private JsonObject json(Question question) {
        References references = references();
        boolean waits = question.status() == Opinion.Status.ASKED;
        JsonObject json = new JsonObject()
                .put("id", question.id().toString())
                .put(
                        "case",
                        new JsonObject()
                                .put("id", question.caseId().toString())
                                .put("number", question.number())
                                .put("status", question.caseStatus().code()))
                .put("severity", question.severity())
                .put("category", references.category(question.categoryId()))
                .put("from", references.department(question.from()))
                .put("question", question.question())
                .put("askedAt", question.askedAt().toString())
                .put("dueAt", question.dueAt().toString())
                .put("status", question.status().code())
                .put("late", waits && clock.instant().isAfter(question.dueAt()));
        putIfKnown(json, "area", question.areaId() == null ? null : references.area(question.areaId()));
        putIfKnown(json, "place", question.place());
        putIfKnown(
                json,
                "answeredAt",
                question.answeredAt() == null ? null : question.answeredAt().toString());
        return json;
    }

    private References references() {
        return new References(registry.matrix());
    }
}
