package org.qunfang.media;

import java.util.Optional;

/** The accepted picture formats, known by their first bytes; a name or a declared type proves nothing. */
enum PhotoFormat {
    JPEG,
    PNG,
    WEBP;

    /** Taken apart by the reader of its format. */
    static Picture open(byte[] bytes) {
        PhotoFormat format = of(bytes).orElseThrow(PhotoRefusal::unknownFormat);
        try {
            return switch (format) {
                case JPEG -> new JpegFile(bytes).read();
                case PNG -> new PngFile(bytes).read();
                case WEBP -> new WebpFile(bytes).read();
            };
        } catch (IndexOutOfBoundsException e) {
            throw PhotoRefusal.truncated();
        }
    }

    private static Optional<PhotoFormat> of(byte[] bytes) {
        if (Bytes.startsWith(bytes, 0, "\u00FF\u00D8\u00FF")) {
            return Optional.of(JPEG);
        }
        if (Bytes.startsWith(bytes, 0, "\u0089PNG\r\n\u001A\n")) {
            return Optional.of(PNG);
        }
        if (Bytes.startsWith(bytes, 0, "RIFF") && Bytes.startsWith(bytes, 8, "WEBP")) {
            return Optional.of(WEBP);
        }
        return Optional.empty();
    }
}
