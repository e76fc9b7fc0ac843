package org.qunfang.media;

/**
 * A picture file taken apart but not yet decoded.
 *
 * @param format what the magic bytes say
 * @param width in pixels, as stored, more than 0
 * @param height in pixels, as stored, more than 0
 * @param deep whether a pixel takes more than 32 bits when decoded
 * @param bare the file again with nothing in it but what decoding needs: no metadata, no profiles, no appendix
 * @param exif the EXIF block (TIFF structure), null without one
 * @param end where the picture ends in the file that was sent; what follows is not part of it
 */
record Picture(PhotoFormat format, int width, int height, boolean deep, byte[] bare, byte[] exif, int end) {

    int longSide() {
        return Math.max(width, height);
    }
}
