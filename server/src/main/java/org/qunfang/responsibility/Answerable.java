package org.qunfang.responsibility;

import java.util.List;

/**
 * Who is answerable at a place, and why.
 *
 * @param lead never null: the duty office in a gap
 * @param support departments that help, without the lead
 * @param area the most specific area that holds the place, or null outside every area
 * @param line the responsibility that made the lead, or null in a gap
 * @param competing two or more leads at equal specificity, the chosen one first; empty when there is no overlap
 * @param near other areas whose boundary lies within the place's accuracy
 * @param day the day on which it holds
 * @param categoryId the category that was asked for
 */
public record Answerable(
        Duty duty,
        java.util.UUID categoryId,
        Department lead,
        List<Department> support,
        Area area,
        Responsibility line,
        List<Department> competing,
        List<Area> near,
        java.time.LocalDate day) {

    public boolean isGap() {
        return line == null;
    }

    public boolean isOverlap() {
        return !competing.isEmpty();
    }

    /** {@code gap}, {@code overlap} or {@code lead}: how the lead was found. */
    public String routing() {
        return isGap() ? "gap" : isOverlap() ? "overlap" : "lead";
    }

    /** Null outside every area. */
    public java.util.UUID areaId() {
        return area == null ? null : area.id();
    }
}
