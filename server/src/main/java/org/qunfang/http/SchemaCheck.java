package org.qunfang.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.OutputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import io.vertx.core.json.JsonObject;
import org.qunfang.problem.Problem;

/** Holds a value against a schema of the contract (JSON Schema 2020-12, formats asserted). */
final class SchemaCheck {
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            registry -> registry.schemaRegistryConfig(SchemaRegistryConfig.builder()
                    .formatAssertionsEnabled(true)
                    .preloadSchema(true)
                    .build()));

    private final Schema schema;

    private SchemaCheck(Schema schema) {
        this.schema = schema;
    }

    /** @param schema without references */
    static SchemaCheck of(JsonObject schema) {
        return new SchemaCheck(REGISTRY.getSchema(JsonNodes.of(schema)));
    }

    /**
     * Tells quickly whether a value fits; only of one that does not fit it is asked what is wrong.
     *
     * @throws Problem bad-request naming each wrong place
     */
    void check(JsonObject value) {
        JsonNode node = JsonNodes.of(value);
        if (!schema.validate(node, OutputFormat.BOOLEAN)) {
            throw Violations.of(schema.validate(node), node);
        }
    }
}
