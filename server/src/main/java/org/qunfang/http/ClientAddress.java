package org.qunfang.http;

import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import org.qunfang.settings.Network;

/** Where a request comes from, as far as limits care. */
public final class ClientAddress {
    private static final int SITE_BYTES = 8;

    private ClientAddress() {}

    /**
     * The IPv4 address, or the first 64 bits of the IPv6 address: one household has all the rest of it. IPv6 in its short
     * form (RFC 5952).
     */
    public static String limited(String address) {
        return Network.address(address).map(ClientAddress::limited).orElse("unknown");
    }

    private static String limited(InetAddress address) {
        if (!(address instanceof Inet6Address) || address.isLoopbackAddress()) {
            return NetUtil.toAddressString(address);
        }
        byte[] site = new byte[address.getAddress().length];
        System.arraycopy(address.getAddress(), 0, site, 0, SITE_BYTES);
        return NetUtil.toAddressString(Network.address(site)) + "/64";
    }
}
