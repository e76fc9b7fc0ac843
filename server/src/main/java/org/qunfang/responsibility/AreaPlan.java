package org.qunfang.responsibility;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.qunfang.problem.Localized;

/**
 * The decision which features of an import are taken and under which parents. The order of the features changes nothing.
 * Pure.
 */
final class AreaPlan {
    /** Where codes of GB/T 2260 and its longer kin are cut: province, city, county, street, community. */
    private static final int[] CUTS = {9, 6, 4, 2};

    private final Matrix matrix;
    private final boolean parentByCode;
    private final Map<String, Candidate> codeToCandidate = new LinkedHashMap<>();
    private final Map<Integer, Refusal> refusals = new TreeMap<>();

    /** A feature that can be read; {@code parentCode} is null when it names none. */
    record Candidate(int feature, String code, String parentCode) {}

    /** A feature that is left out; {@code code} may be null. */
    record Refusal(int feature, String code, Localized reason) {}

    /** @param parentCode null for a root, or where the file says nothing */
    record Accepted(int feature, String code, String parentCode) {}

    private AreaPlan(Matrix matrix, boolean parentByCode) {
        this.matrix = matrix;
        this.parentByCode = parentByCode;
    }

    record Decided(List<Accepted> accepted, List<Refusal> refusals) {
        /** Without those that are refused for what is stored of them. */
        Decided without(List<Refusal> more) {
            Set<Integer> features = more.stream().map(Refusal::feature).collect(Collectors.toSet());
            return new Decided(
                    accepted.stream()
                            .filter(each -> !features.contains(each.feature()))
                            .toList(),
                    Stream.concat(refusals.stream(), more.stream()).toList());
        }
    }

    static Decided decide(Matrix matrix, boolean parentByCode, List<Candidate> candidates) {
        AreaPlan plan = new AreaPlan(matrix, parentByCode);
        plan.refuseSameCodes(candidates);
        boolean changed = true;
        while (changed) {
            changed = plan.refuseUnknownParents() | plan.refuseCircles();
        }
        List<Accepted> accepted = new ArrayList<>();
        plan.codeToCandidate
                .values()
                .forEach(each -> accepted.add(new Accepted(each.feature(), each.code(), plan.parentCode(each))));
        return new Decided(accepted, List.copyOf(plan.refusals.values()));
    }

    private void refuseSameCodes(List<Candidate> candidates) {
        Map<String, List<Candidate>> codeToSame = new LinkedHashMap<>();
        candidates.forEach(each -> codeToSame
                .computeIfAbsent(each.code(), code -> new ArrayList<>(1))
                .add(each));
        codeToSame.forEach((code, same) -> {
            if (same.size() == 1) {
                codeToCandidate.put(code, same.get(0));
            } else {
                // People count from 1, as the lines beside this one do.
                String features = same.stream()
                        .map(each -> String.valueOf(each.feature() + 1))
                        .collect(Collectors.joining(", "));
                same.forEach(each -> refuse(
                        each,
                        "同一文件中有多个要素使用此代码：" + features,
                        "Several features of this file have this code: " + features));
            }
        });
    }

    private boolean refuseUnknownParents() {
        List<Candidate> orphans = codeToCandidate.values().stream()
                .filter(each -> !parentByCode && each.parentCode() != null && !exists(each.parentCode()))
                .toList();
        orphans.forEach(each -> refuse(
                each,
                "没有上级 " + each.parentCode() + "，或它已被拒绝",
                "There is no parent " + each.parentCode() + ", or it was refused"));
        return !orphans.isEmpty();
    }

    private boolean refuseCircles() {
        List<Candidate> circular = codeToCandidate.values().stream()
                .filter(each -> isOwnAncestor(each.code()))
                .toList();
        circular.forEach(each -> refuse(each, "上下级形成循环", "Its parents form a circle"));
        return !circular.isEmpty();
    }

    private boolean isOwnAncestor(String code) {
        Set<String> seen = new HashSet<>();
        for (String step = parentOf(code); step != null && seen.add(step); step = parentOf(step)) {
            if (step.equals(code)) {
                return true;
            }
        }
        return false;
    }

    private String parentOf(String code) {
        Candidate candidate = codeToCandidate.get(code);
        String fromFile = candidate == null ? null : parentCode(candidate);
        return fromFile != null ? fromFile : knownParent(code).orElse(null);
    }

    private Optional<String> knownParent(String code) {
        return matrix.areaByCode(code)
                .flatMap(area -> matrix.area(area.parentId()))
                .map(Area::code);
    }

    private String parentCode(Candidate candidate) {
        return parentByCode ? byCode(candidate.code()) : candidate.parentCode();
    }

    /** The nearest one above that exists; null for none. */
    private String byCode(String code) {
        if (!code.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            return null;
        }
        for (int cut : CUTS) {
            if (cut < code.length()) {
                String above = code.substring(0, cut) + "0".repeat(code.length() - cut);
                if (!above.equals(code) && exists(above)) {
                    return above;
                }
            }
        }
        return null;
    }

    private boolean exists(String code) {
        return codeToCandidate.containsKey(code) || matrix.areaByCode(code).isPresent();
    }

    private void refuse(Candidate candidate, String zhCn, String en) {
        codeToCandidate.remove(candidate.code(), candidate);
        refusals.put(candidate.feature(), new Refusal(candidate.feature(), candidate.code(), Localized.of(zhCn, en)));
    }
}
