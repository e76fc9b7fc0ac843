/**
 * Foundation: what people send as pictures and texts, made harmless before anybody else sees it. {@link
 * org.qunfang.media.PhotoGate} turns bytes into a clean photo, {@link org.qunfang.media.MediaStore} keeps it, {@link
 * org.qunfang.media.SafeHtml} cleans markup. All of it blocks or computes: run it on a worker. Knows no room.
 */
package org.qunfang.media;
