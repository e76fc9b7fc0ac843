package org.qunfang.identity;

import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Where a request comes from, as far as limits care. */
final class ClientAddress {
    private static final int SITE_BYTES = 8;

    private ClientAddress() {}

    /** The IPv4 address, or the first 64 bits of the IPv6 address: one household has all the rest of it. */
    static String limited(String address) {
        InetAddress parsed = NetUtil.createInetAddressFromIpAddressString(address);
        if (!(parsed instanceof Inet6Address)) {
            return parsed == null ? "unknown" : parsed.getHostAddress();
        }
        byte[] site = Arrays.copyOf(Arrays.copyOf(parsed.getAddress(), SITE_BYTES), parsed.getAddress().length);
        try {
            return InetAddress.getByAddress(site).getHostAddress() + "/64";
        } catch (UnknownHostException sixteenBytesAreAnAddress) {
            throw new IllegalStateException(sixteenBytesAreAnAddress);
        }
    }
}
