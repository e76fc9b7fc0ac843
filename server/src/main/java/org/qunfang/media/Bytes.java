package org.qunfang.media;

import java.nio.charset.StandardCharsets;

/** Reading numbers and signatures out of a file; whatever lies past its end throws IndexOutOfBoundsException. */
final class Bytes {

    private Bytes() {}

    static int u8(byte[] bytes, int at) {
        return bytes[at] & 0xFF;
    }

    static int u16(byte[] bytes, int at) {
        return u8(bytes, at) << 8 | u8(bytes, at + 1);
    }

    static int u16LittleEndian(byte[] bytes, int at) {
        return u8(bytes, at + 1) << 8 | u8(bytes, at);
    }

    static int u24LittleEndian(byte[] bytes, int at) {
        return u8(bytes, at + 2) << 16 | u16LittleEndian(bytes, at);
    }

    static long u32(byte[] bytes, int at) {
        return (long) u16(bytes, at) << 16 | u16(bytes, at + 2);
    }

    static long u32LittleEndian(byte[] bytes, int at) {
        return (long) u16LittleEndian(bytes, at + 2) << 16 | u16LittleEndian(bytes, at);
    }

    /** @param signature one character for each byte */
    static boolean startsWith(byte[] bytes, int at, String signature) {
        if (at < 0 || at + signature.length() > bytes.length) {
            return false;
        }
        for (int i = 0; i < signature.length(); i++) {
            if (u8(bytes, at + i) != signature.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    static String ascii(byte[] bytes, int at, int length) {
        return new String(bytes, at, length, StandardCharsets.ISO_8859_1);
    }
}
