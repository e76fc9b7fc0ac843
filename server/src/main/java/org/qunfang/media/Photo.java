package org.qunfang.media;

/**
 * A photo that passed the gate: upright, without any metadata, re-encoded.
 *
 * @param full JPEG, the longer side at most 2,048 pixels
 * @param thumb JPEG, the longer side at most 400 pixels
 * @param width of {@code full} in pixels
 * @param height of {@code full} in pixels
 */
public record Photo(byte[] full, byte[] thumb, int width, int height) {}
