package org.qunfang.http;

import io.vertx.core.Future;

/** Tells who sends a request. */
@FunctionalInterface
public interface Admission {
    /**
     * @param bearerToken the token of the Authorization header, or null without one
     * @return {@link Caller#NOBODY} without a token; fails with {@code unauthenticated} for a token that is not good
     */
    Future<Caller> admit(String bearerToken);
}
