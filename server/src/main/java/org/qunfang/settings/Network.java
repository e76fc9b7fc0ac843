package org.qunfang.settings;

import io.netty.util.NetUtil;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * The addresses that begin alike, in CIDR notation (RFC 4632, RFC 4291).
 *
 * @param bits how many bits they share with the address
 */
public record Network(InetAddress address, int bits) {
    /** @throws IllegalArgumentException unless it is an IPv4 or IPv6 address, alone or with {@code /bits} */
    public static Network parse(String text) {
        String[] parts = text.split("/", -1);
        InetAddress address = address(parts[0]).orElseThrow(() -> refusal(text));
        int most = address.getAddress().length * Byte.SIZE;
        if (parts.length == 1) {
            return new Network(address, most);
        }
        if (parts.length > 2 || !parts[1].matches("\\d{1,3}") || Integer.parseInt(parts[1]) > most) {
            throw refusal(text);
        }
        return new Network(address, Integer.parseInt(parts[1]));
    }

    /** The address that the text writes out; never asks a name server. IPv4 within IPv6 is IPv4. */
    public static Optional<InetAddress> address(String text) {
        return Optional.ofNullable(NetUtil.createByteArrayFromIpAddressString(text))
                .map(Network::address);
    }

    /** @param bytes four or sixteen */
    public static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException otherLength) {
            throw new IllegalArgumentException(otherLength);
        }
    }

    public boolean contains(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] others = other.getAddress();
        int rest = mine.length * Byte.SIZE - bits;
        return mine.length == others.length
                && new BigInteger(1, mine).shiftRight(rest).equals(new BigInteger(1, others).shiftRight(rest));
    }

    private static IllegalArgumentException refusal(String text) {
        return new IllegalArgumentException(
                "has \"" + text + "\", which is no address and no network such as 10.0.0.0/8 or fd00::/8");
    }
}
