package org.qunfang.warning;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * What warnings of one event are called on devices: alike where CAP's incidents, mode and event code are. It stays what it
 * was at the beginning of the chain, so that an update finds what it takes the place of.
 */
final class EventGroups {
    private final Pool pool;
    private final WarningStore warnings;

    EventGroups(Pool pool, WarningStore warnings) {
        this.pool = pool;
        this.warnings = warnings;
    }

    /** At most 36 characters. */
    Future<String> of(Warning warning) {
        if (warning.content().incident() == null) {
            return Future.succeededFuture(warning.chainId().toString());
        }
        return first(warning)
                .compose(first -> named(first)
                        .map(id -> warnings.find(pool, id))
                        .orElseGet(() -> Future.succeededFuture(Optional.empty()))
                        .map(named -> of(first, named.orElse(null))));
    }

    private Future<Warning> first(Warning warning) {
        return warning.id().equals(warning.chainId())
                ? Future.succeededFuture(warning)
                : warnings.find(pool, warning.chainId()).map(Optional::orElseThrow);
    }

    /**
     * @param first of its chain
     * @param named the warning that it named as its event, or null
     */
    static String of(Warning first, Warning named) {
        if (first.content().incident() == null) {
            return first.chainId().toString();
        }
        if (named != null && named.content().incident() == null && isAlike(first.content(), named.content())) {
            return named.chainId().toString();
        }
        String event = String.join(
                " ",
                first.content().mode().code(),
                String.valueOf(first.content().eventCode()),
                first.content().incident());
        return UUID.nameUUIDFromBytes(event.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static boolean isAlike(Content one, Content other) {
        return one.mode() == other.mode() && Objects.equals(one.eventCode(), other.eventCode());
    }

    private static Optional<UUID> named(Warning warning) {
        try {
            return Optional.ofNullable(warning.content().incident()).map(UUID::fromString);
        } catch (IllegalArgumentException aNameOfItsOwn) {
            return Optional.empty();
        }
    }
}
