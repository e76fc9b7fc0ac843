package org.qunfang.lesson;

import io.vertx.core.buffer.Buffer;

/**
 * A picture of a lesson.
 *
 * @param name file name within the lesson
 * @param content at most 1 MiB; an SVG is a {@link Drawing}
 */
record Picture(String name, String contentType, Buffer content) {}
