/**
 * Foundation: what people send as pictures and texts, made harmless before anybody else sees it. {@link
 * org.qunfang.media.PhotoGate} turns bytes into a clean photo, {@link org.qunfang.media.MediaStore} keeps it, {@link
 * org.qunfang.media.SafeHtml} cleans markup; all of these block or compute: run them on a worker. {@link
 * org.qunfang.media.PlainText} takes out of any text what nobody sees. Knows no room.
 */
package org.qunfang.media;
