package org.qunfang;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Keeps one warning out of the log, named in logback.xml: Vert.x registers its gauges anew for every client and
 * connection. All of them count into the number that was registered first, so nothing is lost when Micrometer ignores
 * the others, as it warns. Its warnings about gauges of anybody else stay.
 */
public final class SharedGauges extends Filter<ILoggingEvent> {
    private static final String REPEATED = "This Gauge has been already registered (MeterId{name='vertx.";

    @Override
    public FilterReply decide(ILoggingEvent event) {
        boolean ofVertx = event.getLoggerName().equals(MeterRegistry.class.getName())
                && event.getFormattedMessage().startsWith(REPEATED);
        return ofVertx ? FilterReply.DENY : FilterReply.NEUTRAL;
    }
}
