package org.qunfang.casework;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.qunfang.problem.Localized;

/**
 * What one department is told of missed deadlines: one message, however many cases climbed since it was told last.
 *
 * @param size how many there are
 * @param severity the most serious one
 * @param items the first 20, most serious first
 */
public record LadderNotice(UUID id, UUID departmentId, long size, Severity severity, List<Item> items) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    /** One case: nothing that a resident wrote. */
    record Item(
            UUID caseId,
            String number,
            Deadline.Kind kind,
            Rung rung,
            OffsetDateTime due,
            Severity severity,
            UUID categoryId) {

        static List<Item> all(JsonArray json) {
            List<Item> items = new ArrayList<>();
            json.forEach(each -> items.add(of((JsonObject) each)));
            return items;
        }

        private static Item of(JsonObject json) {
            return new Item(
                    UUID.fromString(json.getString("caseId")),
                    json.getString("number"),
                    Deadline.Kind.of(json.getString("kind")),
                    Rung.ofNumber(json.getInteger("rung")),
                    OffsetDateTime.parse(json.getString("due")),
                    Severity.of(json.getString("severity")),
                    UUID.fromString(json.getString("categoryId")));
        }

        private Localized line(Function<UUID, Localized> categories) {
            String time = due.atZoneSameInstant(WorkCalendar.CITY).format(TIME);
            Localized category = categories.apply(categoryId);
            Localized missed = Silence.missed(kind);
            return Localized.of(
                    "%s %s（%s）：%s，期限 %s（北京时间），第%d级（%s）"
                            .formatted(
                                    number,
                                    category.zhCn(),
                                    severity.label().zhCn(),
                                    missed.zhCn(),
                                    time,
                                    rung.number(),
                                    rung.label().zhCn()),
                    "%s %s (%s): %s; due %s (UTC+8); rung %d, %s"
                            .formatted(
                                    number,
                                    category.en(),
                                    severity.label().en(),
                                    missed.en(),
                                    time,
                                    rung.number(),
                                    rung.label().en()));
        }
    }

    public Localized title() {
        String number = items.get(0).number();
        return size == 1
                ? Localized.of("逾期：" + number, "Overdue: " + number)
                : Localized.of("逾期：" + size + " 件案件", "Overdue: " + size + " cases");
    }

    /**
     * @param categories id → name
     * @param address of the official's screens, without a slash at the end
     */
    public Localized body(Function<UUID, Localized> categories, String address) {
        StringBuilder zhCn = new StringBuilder();
        StringBuilder en = new StringBuilder();
        for (Item item : items) {
            Localized line = item.line(categories);
            String link = "\n" + address + "/office/cases/" + item.caseId() + "\n";
            zhCn.append(line.zhCn()).append(link);
            en.append(line.en()).append(link);
        }
        if (size > items.size()) {
            zhCn.append("另有 ").append(size - items.size()).append(" 件，见逾期队列。\n");
            en.append(size - items.size()).append(" more are in the queue \"overdue\".\n");
        }
        return Localized.of(zhCn.toString(), en.toString());
    }
}
