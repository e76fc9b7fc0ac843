package org.qunfang.db;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Parameters for a statement that writes many rows at once: a member of every row goes as one array, which
 * {@code UNNEST} takes apart again. Parameters are numbered in the order in which they are added.
 */
public final class Columns<R> {
    private final List<R> rows;
    private final Tuple tuple = Tuple.tuple();

    private Columns(List<R> rows) {
        this.rows = rows;
    }

    public static <R> Columns<R> of(List<R> rows) {
        return new Columns<>(rows);
    }

    /** One value for all rows. */
    public Columns<R> all(Object value) {
        tuple.addValue(value);
        return this;
    }

    /** One instant for all rows. */
    public Columns<R> at(Instant value) {
        return all(utc(value));
    }

    /** A new id for each row, in order of time. */
    public Columns<R> newIds() {
        return ids(row -> UuidCreator.getTimeOrderedEpoch());
    }

    public Columns<R> ids(Function<R, UUID> member) {
        return add(UUID[]::new, member);
    }

    public Columns<R> texts(Function<R, String> member) {
        return add(String[]::new, member);
    }

    public Columns<R> integers(Function<R, Integer> member) {
        return add(Integer[]::new, member);
    }

    public Columns<R> longs(Function<R, Long> member) {
        return add(Long[]::new, member);
    }

    public Columns<R> doubles(Function<R, Double> member) {
        return add(Double[]::new, member);
    }

    public Columns<R> booleans(Function<R, Boolean> member) {
        return add(Boolean[]::new, member);
    }

    public Columns<R> instants(Function<R, Instant> member) {
        return add(OffsetDateTime[]::new, row -> utc(member.apply(row)));
    }

    /** A null travels as JSON's null: the statement makes it SQL's. */
    public Columns<R> json(Function<R, JsonObject> member) {
        return add(JsonObject[]::new, member);
    }

    public Columns<R> bytes(Function<R, byte[]> member) {
        return add(Buffer[]::new, row -> Buffer.buffer(member.apply(row)));
    }

    public Tuple tuple() {
        return tuple;
    }

    private <T> Columns<R> add(IntFunction<T[]> array, Function<R, T> member) {
        T[] column = array.apply(rows.size());
        for (int i = 0; i < column.length; i++) {
            column[i] = member.apply(rows.get(i));
        }
        tuple.addValue(column);
        return this;
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
