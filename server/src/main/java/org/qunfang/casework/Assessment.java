package org.qunfang.casework;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Scored factors and what they come to. */
public record Assessment(int likelihood, int consequence, List<Factor> factors) {

    public int score() {
        return likelihood * consequence;
    }

    public Severity severity() {
        return Severity.of(likelihood, consequence);
    }

    static Assessment of(int likelihood, int consequence, JsonArray factors) {
        return new Assessment(
                likelihood,
                consequence,
                factors.stream()
                        .map(factor -> Factor.fromJson((JsonObject) factor))
                        .toList());
    }

    /** The same with what was asked and nobody knows: it changes no score. */
    Assessment noting(List<Factor> unknown) {
        return new Assessment(
                likelihood,
                consequence,
                java.util.stream.Stream.concat(
                                factors.stream()
                                        .filter(factor -> unknown.stream()
                                                .noneMatch(each -> factor.effect() == Factor.Effect.UNKNOWN
                                                        && factor.code().equals(each.code()))),
                                unknown.stream())
                        .toList());
    }

    public JsonArray factorsJson() {
        JsonArray json = new JsonArray();
        factors.forEach(factor -> json.add(factor.toJson()));
        return json;
    }

    /** The higher score of each side, with the factors of both: what two reports of one thing come to. */
    public Assessment raisedBy(Assessment other) {
        boolean raises = other.likelihood > likelihood || other.consequence > consequence;
        if (!raises) {
            return this;
        }
        return new Assessment(
                Math.max(likelihood, other.likelihood), Math.max(consequence, other.consequence), other.factors);
    }
}
