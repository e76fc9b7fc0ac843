package org.qunfang.warning;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The public warnings in force, in memory, so that everybody may ask at once and also while PostgreSQL is away. Read
 * again after every change of this process and looked at every second for changes of others ({@link RegularLook}); what
 * expires in between is left out by the clock alone.
 */
final class ActiveWarnings {
    private static final String NEVER_READ = "-";

    private final Pool pool;
    private final WarningStore warnings;
    private final HistoryStore history;
    private final Feeds feeds;
    private final Clock clock;
    private final Instant began;
    private volatile List<InForce.Entry> out = List.of();
    private volatile Map<String, CapMessage> identifierToMessage = Map.of();
    private volatile InForce inForce;
    private volatile String versions = NEVER_READ;

    ActiveWarnings(Pool pool, WarningStore warnings, HistoryStore history, Feeds feeds, Clock clock) {
        this.pool = pool;
        this.warnings = warnings;
        this.history = history;
        this.feeds = feeds;
        this.clock = clock;
        this.began = clock.instant();
        this.inForce = InForce.at(began, List.of(), feeds, began);
    }

    /** What is in force now. */
    InForce now() {
        Instant now = clock.instant();
        InForce current = inForce;
        if (!current.isRightAt(now)) {
            current = InForce.at(now, out, feeds, began);
            inForce = current;
        }
        return current;
    }

    /** A message of a warning whose time is not over; others are in the database. */
    Optional<CapMessage> message(String identifier) {
        return Optional.ofNullable(identifierToMessage.get(identifier));
    }

    /** Reads what changed, if anything did. */
    Future<Void> refresh() {
        Instant now = clock.instant();
        return warnings.outVersions(pool, now)
                .compose(found -> found.equals(versions)
                        ? Future.succeededFuture()
                        : warnings.out(pool, now).compose(this::withMessages).onSuccess(read -> versions = found));
    }

    private Future<Void> withMessages(List<Warning> read) {
        List<Warning> visible = read.stream().filter(Warning::isPublic).toList();
        return history.messagesOfChains(
                        pool, visible.stream().map(Warning::chainId).toList())
                .map(messages -> {
                    replace(visible, messages);
                    return null;
                });
    }

    private void replace(List<Warning> visible, List<CapMessage> messages) {
        Map<UUID, List<CapMessage>> chainToMessages = new HashMap<>();
        Map<String, CapMessage> byIdentifier = new HashMap<>();
        for (CapMessage message : messages) {
            chainToMessages
                    .computeIfAbsent(message.chainId(), chain -> new ArrayList<>())
                    .add(message);
            byIdentifier.put(message.identifier(), message);
        }
        List<InForce.Entry> entries = new ArrayList<>();
        visible.forEach(warning -> entries.add(new InForce.Entry(
                warning,
                Chain.of(warning.id(), chainToMessages.get(warning.chainId())).ofThePublic())));
        out = List.copyOf(entries);
        identifierToMessage = Map.copyOf(byIdentifier);
        inForce = InForce.at(clock.instant(), out, feeds, began);
    }
}
