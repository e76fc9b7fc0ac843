package org.qunfang.warning;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;

/** Both feeds of what is in force. */
final class Feeds {
    private final AtomFeed atom;
    private final RssFeed rss;

    Feeds(CapSource source) {
        this.atom = new AtomFeed(source);
        this.rss = new RssFeed(source);
    }

    /**
     * @param messages newest first
     * @param whenEmpty the feed's time while nothing is in force
     */
    Tagged atom(List<CapMessage> messages, Instant whenEmpty) {
        return Tagged.of(Buffer.buffer(atom.write(messages, whenEmpty)));
    }

    /** As above. */
    Tagged rss(List<CapMessage> messages, Instant whenEmpty) {
        return Tagged.of(Buffer.buffer(rss.write(messages, whenEmpty)));
    }

    /** Every language, in the order in which the message has them. */
    static String title(CapMessage message) {
        return String.join(" / ", message.infos().stream().map(Info::headline).toList());
    }

    static String summary(CapMessage message) {
        return String.join("\n", message.infos().stream().map(Info::description).toList());
    }
}
