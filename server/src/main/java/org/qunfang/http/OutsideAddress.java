package org.qunfang.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.qunfang.settings.Network;

/** Which addresses this server asks when others name them: none of its own network, unless a setting allows it. */
public final class OutsideAddress {
    private OutsideAddress() {}

    /** @param allowed networks that an operator named */
    public static boolean mayReach(InetAddress address, List<Network> allowed) {
        return isPublic(address) || allowed.stream().anyMatch(network -> network.contains(address));
    }

    /**
     * The address to connect to; blocks for seconds perhaps. A name that leads into a private network as well is not
     * trusted at all.
     *
     * @param uri with a host
     * @param allowed networks that an operator named
     * @return nothing when some of its addresses may not be reached
     * @throws UnknownHostException when the name has none
     */
    public static Optional<InetAddress> lookUp(URI uri, List<Network> allowed) throws UnknownHostException {
        InetAddress[] found = InetAddress.getAllByName(uri.getHost().replaceAll("[\\[\\]]", ""));
        boolean mayReach = Arrays.stream(found).allMatch(each -> mayReach(each, allowed));
        return mayReach ? Optional.of(found[0]) : Optional.empty();
    }

    /**
     * A request that goes to the address that was looked at, so that no name leads into this network afterwards; it
     * follows no redirects.
     *
     * @param uri http or https
     */
    public static RequestOptions request(HttpMethod method, URI uri, InetAddress found) {
        boolean secure = "https".equalsIgnoreCase(uri.getScheme());
        int port = uri.getPort() > 0 ? uri.getPort() : secure ? 443 : 80;
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return new RequestOptions()
                .setMethod(method)
                .setServer(SocketAddress.inetSocketAddress(port, found.getHostAddress()))
                .setHost(uri.getHost())
                .setPort(port)
                .setSsl(secure)
                .setFollowRedirects(false)
                .setURI(uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery());
    }

    /** Addresses of the internet (RFC 6890): neither this machine's nor a private network's. */
    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address
                ? isPublic4(bytes)
                : !(address instanceof Inet6Address) || isPublic6(bytes);
    }

    /** Without 0/8, 100.64/10, 192.0.0/24, 198.18/15 and 240/4, which Java has no names for. */
    private static boolean isPublic4(byte[] bytes) {
        int first = bytes[0] & 0xFF;
        int second = bytes[1] & 0xFF;
        boolean isShared = first == 100 && second >= 64 && second < 128;
        boolean isProtocols = first == 192 && second == 0 && bytes[2] == 0;
        boolean isBenchmark = first == 198 && (second == 18 || second == 19);
        return first != 0 && first < 240 && !isShared && !isProtocols && !isBenchmark;
    }

    /** Only 2000::/3 is given out; of it, without 2002::/16 and 2001::/32, which carry IPv4 addresses. */
    private static boolean isPublic6(byte[] bytes) {
        boolean isGlobal = (bytes[0] & 0xE0) == 0x20;
        boolean is6to4 = bytes[0] == 0x20 && bytes[1] == 0x02;
        boolean isTeredo = bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] == 0 && bytes[3] == 0;
        return isGlobal && !is6to4 && !isTeredo;
    }
}
