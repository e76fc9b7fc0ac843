package org.qunfang.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/**
 * How fast one phone, and one network address, may bring what makes rows. The contract names the group of an operation
 * ({@code x-pace}); whoever wires the server says how much a group may bring. Looked at after the contract's checks and
 * before any database work. What is refused costs nothing. Officers and the program itself are not paced. Each process
 * counts for itself. docs/adr/0100-pace.md
 */
public final class Pace {
    /** Of each group; about 220 bytes each. */
    private static final int MOST_REPEATABLE = 20_000;

    private final Map<String, Group> nameToGroup;
    private final Clock clock;

    /**
     * What one group of operations may bring.
     *
     * @param ofAccount null when its callers have no account yet: everybody is counted by address then
     * @param ofAddress the IPv4 address, or the first 64 bits of the IPv6 address
     * @param ofRepeats of an account, for sending to a path again that it was let through to before; null when sending
     *     again changes something, so that it counts as the first time did
     */
    public record Limits(Allowance ofAccount, Allowance ofAddress, Allowance ofRepeats) {}

    /** Why somebody was refused, as the metric {@code qunfang.pace.refused} tells it. */
    private enum Limit {
        ACCOUNT,
        ADDRESS,
        REPEATS;

        String text() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public Pace(Map<String, Limits> groupToLimits, Clock clock, MeterRegistry metrics) {
        this.clock = clock;
        this.nameToGroup = groupToLimits.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, each -> new Group(each.getKey(), each.getValue(), metrics)));
    }

    Set<String> groups() {
        return nameToGroup.keySet();
    }

    /**
     * Counts one request.
     *
     * @param group null for an operation without a pace
     * @throws Problem too-many-requests with the seconds to wait
     */
    void take(String group, Call call) {
        if (group != null) {
            nameToGroup.get(group).take(call, clock.instant());
        }
    }

    private static final class Group {
        private final Budget<Object> accounts;
        private final Budget<Object> addresses;
        private final Budget<Object> repeats;
        private final Recent<String, Boolean> letThrough = new Recent<>(MOST_REPEATABLE);
        private final Map<Limit, Counter> limitToRefused;

        Group(String name, Limits limits, MeterRegistry metrics) {
            this.accounts = limits.ofAccount() == null ? null : new Budget<>(limits.ofAccount());
            this.addresses = new Budget<>(limits.ofAddress());
            this.repeats = limits.ofRepeats() == null ? null : new Budget<>(limits.ofRepeats());
            this.limitToRefused = Set.of(Limit.values()).stream()
                    .collect(Collectors.toUnmodifiableMap(
                            each -> each,
                            each -> Counter.builder("qunfang.pace.refused")
                                    .description("Requests refused because too many came, by group and limit")
                                    .tag("group", name)
                                    .tag("limit", each.text())
                                    .register(metrics)));
        }

        void take(Call call, Instant now) {
            Object address = ClientAddress.limited(call.remoteAddress());
            if (accounts == null) {
                refuseIfEarly(Limit.ADDRESS, addresses.take(address, now));
            } else if (call.caller().kind() == Caller.Kind.RESIDENT) {
                takeOfResident(call, address, now);
            }
        }

        private void takeOfResident(Call call, Object address, Instant now) {
            Object account = call.caller().accountId();
            String path = account + call.context().normalizedPath();
            if (repeats != null && letThrough.get(path) != null) {
                refuseIfEarly(Limit.REPEATS, repeats.take(account, now));
                return;
            }
            refuseIfEarly(Limit.ACCOUNT, accounts.take(account, now));
            Duration wait = addresses.take(address, now);
            if (!wait.isZero()) {
                accounts.giveBack(account);
            }
            refuseIfEarly(Limit.ADDRESS, wait);
            if (repeats != null) {
                letThrough.put(path, true);
            }
        }

        private void refuseIfEarly(Limit limit, Duration wait) {
            if (!wait.isZero()) {
                limitToRefused.get(limit).increment();
                throw refusal(limit, Math.max(1, wait.plusMillis(999).toSeconds()));
            }
        }

        private static Problem refusal(Limit limit, long seconds) {
            String from = limit == Limit.ADDRESS ? "此网络地址" : "这部手机";
            String fromEn = limit == Limit.ADDRESS ? "this network address" : "this phone";
            return Problem.of(
                            ProblemType.TOO_MANY_REQUESTS,
                            from + "短时间内发送过多，请在 " + seconds + " 秒后再发。",
                            "Too much at once from " + fromEn + "; send it again in " + seconds
                                    + (seconds == 1 ? " second." : " seconds."))
                    .retryAfter(seconds);
        }
    }
}
