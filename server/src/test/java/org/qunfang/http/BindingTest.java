package org.qunfang.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class BindingTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final Operation ANSWERS = call -> null;

    @AfterAll
    static void close() {
        VERTX.close().await();
    }

    private static Contract contract(String permission) {
        return contract(permission, null);
    }

    private static Contract contract(String permission, String pace) {
        JsonObject operation = new JsonObject()
                .put("operationId", "readThing")
                .put("responses", new JsonObject().put("204", new JsonObject().put("description", "Nothing")));
        if (permission != null) {
            operation.put("x-permission", permission);
        }
        if (pace != null) {
            operation.put("x-pace", pace);
        }
        return Contract.of(
                        VERTX,
                        new JsonObject()
                                .put("openapi", "3.1.0")
                                .put("info", new JsonObject().put("title", "t").put("version", "1"))
                                .put("paths", new JsonObject().put("/things", new JsonObject().put("get", operation))))
                .await();
    }

    @Test
    void everythingInItsPlaceIsNoMismatch() {
        assertThat(Binding.mismatches(
                        contract("thing.read"), Map.of("readThing", ANSWERS), Set.of("thing.read"), Set.of()))
                .isEmpty();
    }

    @Test
    void anOperationWithoutHandlerIsNamed() {
        assertThat(Binding.mismatches(contract("public"), Map.of(), Set.of(), Set.of()))
                .containsExactly("operation readThing has no handler");
    }

    @Test
    void aHandlerWithoutOperationIsNamed() {
        assertThat(Binding.mismatches(
                        contract("public"), Map.of("readThing", ANSWERS, "writeThing", ANSWERS), Set.of(), Set.of()))
                .containsExactly("handler writeThing has no operation");
    }

    @Test
    void anOperationWithoutAKnownPermissionIsNamed() {
        assertThat(Binding.mismatches(contract(null), Map.of("readThing", ANSWERS), Set.of("thing.read"), Set.of()))
                .containsExactly("operation readThing declares no known permission: null");
        assertThat(Binding.mismatches(
                        contract("thing.write"), Map.of("readThing", ANSWERS), Set.of("thing.read"), Set.of()))
                .containsExactly("operation readThing declares no known permission: thing.write");
    }

    @Test
    void anOperationWithAnUnknownPaceIsNamed() {
        Contract paced = contract("thing.read", "things");

        assertThat(Binding.mismatches(paced, Map.of("readThing", ANSWERS), Set.of("thing.read"), Set.of("things")))
                .isEmpty();
        assertThat(Binding.mismatches(paced, Map.of("readThing", ANSWERS), Set.of("thing.read"), Set.of("reports")))
                .containsExactly("operation readThing declares no known pace: things");
    }
}
