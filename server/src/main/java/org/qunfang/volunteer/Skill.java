package org.qunfang.volunteer;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a volunteer can do; some of it an officer believes only with a certificate or a licence in hand. */
enum Skill {
    FIRST_AID(true),
    NURSING(true),
    PSYCHOLOGY(true),
    SEARCH_RESCUE(true),
    BOAT(true),
    DRIVING_CAR(true),
    DRIVING_TRUCK(true),
    ELECTRICIAN(true),
    COOKING(false),
    LOGISTICS(false),
    SIGN_LANGUAGE(false),
    INTERPRETING(false),
    DRONE(true),
    RADIO(true);

    private static final Map<String, Skill> CODE_TO_SKILL =
            Arrays.stream(values()).collect(Collectors.toMap(Skill::code, Function.identity()));

    private final boolean needsProof;

    Skill(boolean needsProof) {
        this.needsProof = needsProof;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Empty when there is no such skill. */
    static Optional<Skill> of(String code) {
        return Optional.ofNullable(CODE_TO_SKILL.get(code));
    }

    /** What was stored before there was this list needs proof as well. */
    static boolean needsProof(String code) {
        return of(code).map(skill -> skill.needsProof).orElse(true);
    }
}
