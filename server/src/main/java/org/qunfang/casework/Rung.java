package org.qunfang.casework;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.qunfang.problem.Localized;
import org.qunfang.responsibility.Department;
import org.qunfang.responsibility.Matrix;

/** Who hears of a missed deadline, one after the other. */
enum Rung {
    LEAD(Localized.of("部门负责人", "the department's lead")),
    SUPERIOR(Localized.of("上级部门", "the superior department")),
    AUTHORITY(Localized.of("监督机关", "the supervising authority")),
    PUBLIC(Localized.of("公开逾期清单", "the public overdue list"));

    private final Localized label;

    Rung(Localized label) {
        this.label = label;
    }

    static Rung ofNumber(int number) {
        return values()[number - 1];
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** 1 to 4. */
    int number() {
        return ordinal() + 1;
    }

    Localized label() {
        return label;
    }

    /**
     * The department that is told. Where the chain of superiors is too short, the duty office stands in: no rung tells
     * nobody. The last one tells the department itself that everybody can read it.
     */
    UUID told(Matrix matrix, UUID lead) {
        UUID superior = superiorOf(matrix, lead);
        return switch (this) {
            case LEAD, PUBLIC -> lead;
            case SUPERIOR -> superior == null ? dutyOffice(matrix, lead) : superior;
            case AUTHORITY -> {
                UUID top = top(matrix, lead);
                boolean isNew = !top.equals(lead) && !top.equals(superior);
                yield isNew ? top : dutyOffice(matrix, lead);
            }
        };
    }

    private static UUID top(Matrix matrix, UUID lead) {
        Set<UUID> seen = new HashSet<>();
        UUID top = lead;
        for (UUID next = lead; next != null && seen.add(next); next = superiorOf(matrix, next)) {
            top = next;
        }
        return top;
    }

    private static UUID superiorOf(Matrix matrix, UUID id) {
        return matrix.department(id).map(Department::superiorId).orElse(null);
    }

    private static UUID dutyOffice(Matrix matrix, UUID otherwise) {
        Department office = matrix.dutyOffice();
        return office == null ? otherwise : office.id();
    }
}
