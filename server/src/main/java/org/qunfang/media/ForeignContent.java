package org.qunfang.media;

import java.util.List;

/**
 * Finds files that are a picture and something else at once. Phones append films and depth maps to their photos, so
 * an appendix alone is no offence: it is dropped. An archive, a document, a program or a web page is refused.
 */
final class ForeignContent {

    /** A PDF reader accepts the header anywhere in the first 1,024 bytes (ISO 32000-1, annex H). */
    private static final int PDF_HEADER_WITHIN = 1_024;
    /** The ZIP end record with its longest comment (APPNOTE 4.3.16). */
    private static final int ZIP_END_WITHIN = 22 + 65_535;

    private static final String ZIP_END = "PK\u0005\u0006\0\0\0\0";
    private static final List<String> MARKUP = List.of("<script", "<html", "<!doctype html", "<?php");

    private ForeignContent() {}

    static void refuse(byte[] bytes, int endOfPicture) {
        if (contains(bytes, 0, Math.min(bytes.length, PDF_HEADER_WITHIN), "%PDF-")) {
            throw PhotoRefusal.foreignContent("PDF");
        }
        if (contains(bytes, Math.max(0, bytes.length - ZIP_END_WITHIN), bytes.length, ZIP_END)) {
            throw PhotoRefusal.foreignContent("ZIP");
        }
        if (Bytes.startsWith(bytes, endOfPicture, "MZ") || Bytes.startsWith(bytes, endOfPicture, "\u007FELF")) {
            throw PhotoRefusal.foreignContent("EXE");
        }
        if (containsMarkup(bytes)) {
            throw PhotoRefusal.foreignContent("HTML");
        }
    }

    private static boolean contains(byte[] bytes, int from, int end, String signature) {
        for (int at = from; at <= end - signature.length(); at++) {
            if (bytes[at] == signature.charAt(0) && Bytes.startsWith(bytes, at, signature)) {
                return true;
            }
        }
        return false;
    }

    private static boolean containsMarkup(byte[] bytes) {
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == '<' && startsMarkup(bytes, at)) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsMarkup(byte[] bytes, int at) {
        int length = Math.min(bytes.length - at, 16);
        String text = Bytes.ascii(bytes, at, length).toLowerCase(java.util.Locale.ROOT);
        return MARKUP.stream().anyMatch(text::startsWith);
    }
}
