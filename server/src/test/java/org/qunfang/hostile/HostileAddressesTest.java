package org.qunfang.hostile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The method, the path or the query is wrong. */
class HostileAddressesTest {
    @RegisterExtension
    static final HostileCity city = new HostileCity();

    private static final List<String> SEGMENTS = List.of(
            "%00",
            "a%00b",
            "..%2f..%2fetc%2fpasswd",
            "%252e%252e",
            "%ff%fe",
            "%c0%ae",
            "%ed%a0%80",
            "%0d%0aSet-Cookie:a=b",
            "..;",
            "%20",
            "'%20OR%201=1--",
            "%3Cscript%3E",
            "a".repeat(500),
            "a".repeat(7_500),
            "00000000-0000-0000-0000-00000000000g",
            "{caseId}",
            "%F0%9F%92%A9",
            "-1",
            "null");

    static List<Target> operations() {
        return HostileCity.operations().toList();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void aMethodThatTheAddressDoesNotHaveIsNotAllowed(Target target) {
        Shot shot = HostileCity.shot(target);
        String path = target.declared().path();
        List<String> own = HostileCity.operations()
                .filter(each -> each.declared().path().equals(path))
                .map(each -> each.declared().method().toUpperCase())
                .toList();
        List<Spoiled> spoiled = new ArrayList<>();
        for (String method : List.of(
                "HEAD", "OPTIONS", "TRACE", "PATCH", "DELETE", "PUT", "POST", "GET", "PROPFIND", "BREW", "get")) {
            boolean isAnothers = method.equals("GET") && !own.contains("GET");
            boolean isHead = method.equals("HEAD")
                    && HostileCity.operations()
                            .anyMatch(each -> each.declared().path().equals(path)
                                    && each.declared().hasHead());
            if (!own.contains(method) && !isAnothers && !isHead) {
                spoiled.add(Spoiled.of(method, shot.method(method), 405));
            }
        }
        Refusals.expect(target, spoiled);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void aPathThatNamesNothingIsNotFoundOrMalformed(Target target) {
        Shot shot = HostileCity.shot(target);
        List<Spoiled> spoiled = new ArrayList<>();
        for (Target.Parameter parameter : target.parameters("path")) {
            String around = target.declared().path();
            for (String segment : SEGMENTS) {
                String path = HostileCity.path(target, Map.of(parameter.name(), segment));
                spoiled.add(Spoiled.of(around + " with " + segment, shot.uri(path), 400, 404, 405));
            }
        }
        if (!spoiled.isEmpty()) {
            Refusals.expect(target, spoiled);
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void aParameterThatItsSchemaDoesNotAllowIsNamed(Target target) {
        Shot shot = HostileCity.shot(target);
        List<Spoiled> spoiled = new ArrayList<>();
        for (Target.Parameter parameter : target.parameters("query")) {
            String name = parameter.name();
            Object good = HostileCity.sample(target).value(name, parameter.schema());
            BadQueries.of(parameter.schema(), good)
                    .forEach((how, text) -> spoiled.add(Spoiled.at(
                            "/query/" + name,
                            name + " is " + how,
                            shot.uri(HostileCity.pathAndQuery(target, Map.of(name, text))))));
            spoiled.add(Spoiled.at(
                    "/query/" + name,
                    name + " twice",
                    shot.uri(HostileCity.pathAndQuery(target, Map.of(name, good + "&" + name + "=" + good)))));
            if (parameter.required()) {
                spoiled.add(Spoiled.at(
                        "/query/" + name,
                        "no " + name,
                        shot.uri(HostileCity.pathAndQuery(target, Map.of(name, ""))
                                .replaceAll(name + "=&?", ""))));
            }
        }
        if (!spoiled.isEmpty()) {
            Refusals.expect(target, spoiled);
        }
    }
}
