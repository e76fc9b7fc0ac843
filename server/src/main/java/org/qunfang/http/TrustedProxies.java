package org.qunfang.http;

import io.vertx.core.MultiMap;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.qunfang.settings.Network;

/**
 * Tells where a request comes from: what the socket says, and behind a proxy that the operator named what that says in
 * {@code Forwarded} (RFC 7239) or {@code X-Forwarded-For}. Each proxy adds the address it sees at the right, so the
 * rightmost one that is no proxy of ours counts; all further left anybody can have written.
 */
public final class TrustedProxies {
    private static final Pattern FORWARDED_FOR =
            Pattern.compile("(?:^|;)\\s*for=\"?([^\";]*)", Pattern.CASE_INSENSITIVE);
    /** {@code 192.0.2.1}, {@code 192.0.2.1:80}, {@code 2001:db8::1}, {@code [2001:db8::1]:80} */
    private static final Pattern NODE =
            Pattern.compile("\\[([0-9a-fA-F:.]+)](?::\\d+)?|([0-9.]+)(?::\\d+)?|([0-9a-fA-F:.]+)");

    private final List<Network> networks;

    public TrustedProxies(Collection<Network> networks) {
        this.networks = List.copyOf(networks);
    }

    /** The client's address; the socket's when no trusted proxy tells another. */
    String client(String socket, MultiMap headers) {
        return Network.address(socket)
                .filter(this::isTrusted)
                .map(proxy -> behind(proxy, headers).getHostAddress())
                .orElse(socket);
    }

    /** A proxy writes one header and passes the other on as it came: where they disagree, neither is believed. */
    private InetAddress behind(InetAddress proxy, MultiMap headers) {
        List<InetAddress> told = Stream.of(
                        nodes(headers, "Forwarded", TrustedProxies::forwardedFor),
                        nodes(headers, "X-Forwarded-For", UnaryOperator.identity()))
                .filter(nodes -> !nodes.isEmpty())
                .map(nodes -> rightmost(proxy, nodes))
                .distinct()
                .toList();
        return told.size() == 1 ? told.get(0) : proxy;
    }

    private static List<String> nodes(MultiMap headers, String name, UnaryOperator<String> node) {
        return headers.getAll(name).stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .filter(element -> !element.isBlank())
                .map(element -> node.apply(element).strip())
                .toList();
    }

    private static String forwardedFor(String element) {
        Matcher found = FORWARDED_FOR.matcher(element);
        return found.find() ? found.group(1) : "";
    }

    private InetAddress rightmost(InetAddress proxy, List<String> nodes) {
        InetAddress nearest = proxy;
        for (int i = nodes.size() - 1; i >= 0 && isTrusted(nearest); i--) {
            Optional<InetAddress> next = address(nodes.get(i));
            if (next.isEmpty()) {
                return nearest;
            }
            nearest = next.get();
        }
        return nearest;
    }

    private static Optional<InetAddress> address(String node) {
        Matcher parts = NODE.matcher(node);
        return parts.matches()
                ? Stream.of(parts.group(1), parts.group(2), parts.group(3))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .flatMap(Network::address)
                : Optional.empty();
    }

    private boolean isTrusted(InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }
}
