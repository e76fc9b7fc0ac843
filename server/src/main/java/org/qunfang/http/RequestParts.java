package org.qunfang.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.ValidatableRequest;
import io.vertx.openapi.validation.impl.RequestParameterImpl;
import io.vertx.openapi.validation.impl.ValidatableRequestImpl;
import java.util.HashMap;
import java.util.Map;

/**
 * Hands a request to the validator as it is. vertx-openapi 5.0's own way decodes what is decoded already: {@code +08:00}
 * in a time becomes a blank, a lone {@code %} in a search or a header an error.
 */
final class RequestParts {
    private RequestParts() {}

    static ValidatableRequest of(RoutingContext context, Operation operation, Buffer body) {
        Map<String, RequestParameter> headers = new HashMap<>();
        Map<String, RequestParameter> path = new HashMap<>();
        Map<String, RequestParameter> query = new HashMap<>();
        for (Parameter parameter : operation.getParameters()) {
            String name = parameter.getName();
            switch (parameter.getIn()) {
                case HEADER -> headers.put(name, value(context.request().getHeader(name)));
                case PATH -> path.put(name, value(context.pathParam(name)));
                case QUERY -> query.put(name, value(context.queryParams().get(name)));
                case COOKIE -> throw new IllegalStateException("the contract has no cookies");
            }
        }
        String contentType = context.request().getHeader("Content-Type");
        return new ValidatableRequestImpl(Map.of(), headers, path, query, new RequestParameterImpl(body), contentType);
    }

    private static RequestParameter value(String text) {
        return new RequestParameterImpl(text);
    }
}
