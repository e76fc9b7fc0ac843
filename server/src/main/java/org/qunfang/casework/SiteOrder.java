package org.qunfang.casework;

import java.time.LocalDate;
import java.util.Locale;
import java.util.UUID;

/** In which order sites are listed. */
enum SiteOrder {
    /** The highest index first. */
    INDEX(101L, false),
    /** Those that have risen most within 90 days first, among them the highest. */
    CHANGE(101_000L, false),
    /** The inspection that is due first; unknown ones last. */
    INSPECTION(-1L, true);

    /** No index, change with its index, or day is as far from zero. */
    private static final long MOST_VALUE = 10_000_000;

    private static final LocalDate NO_DAY = LocalDate.of(9999, 12, 31);

    private final long before;
    private final boolean ascends;

    SiteOrder(long before, boolean ascends) {
        this.before = before;
        this.ascends = ascends;
    }

    static SiteOrder of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    /** Before every site. */
    Cursor start() {
        return new Cursor(this, before, ascends ? new UUID(0, 0) : new UUID(-1, -1));
    }

    Cursor after(Site site) {
        LocalDate due = site.content().inspectionDue();
        long value = switch (this) {
            case INDEX -> site.riskIndex();
            case CHANGE -> site.riskChange() * 1_000L + site.riskIndex();
            case INSPECTION -> (due == null ? NO_DAY : due).toEpochDay();
        };
        return new Cursor(this, value, site.id());
    }

    /** Where a page ended: an index, a change with its index, or the days since 1970. Opaque to clients. */
    record Cursor(SiteOrder order, long value, UUID id) {
        /** Fails in any way for a text that no page of this order gave. */
        static Cursor of(String text, SiteOrder order) {
            String[] parts = text.split(":", 3);
            if (SiteOrder.of(parts[0]) != order) {
                throw new IllegalArgumentException("a cursor of another order");
            }
            long value = Long.parseLong(parts[1]);
            if (value < -MOST_VALUE || value > MOST_VALUE) {
                throw new IllegalArgumentException("no such value");
            }
            return new Cursor(order, value, UUID.fromString(parts[2]));
        }

        @Override
        public String toString() {
            return order.name().toLowerCase(Locale.ROOT) + ":" + value + ":" + id;
        }
    }
}
