package org.qunfang.volunteer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.qunfang.problem.Problem;

class RegistrationTest {
    private static final Instant NOW = Instant.parse("2026-11-23T01:00:00Z");

    private final JsonObject body = new JsonObject()
            .put("name", " 王芳 ")
            .put("phone", "+86 138 0000 0000")
            .put("birthYear", 1990)
            .put("skills", new JsonArray().add("sign-language").add("first-aid"))
            .put("homeAreaCode", "440311")
            .put("travelRadiusMeters", 20_000)
            .put("consents", true)
            .put("consentVersion", "2026-11");

    @Test
    void anAdultWithConsentAndAHomeIsRegistered() {
        Volunteer volunteer = decide();

        assertThat(volunteer.status()).isEqualTo(VolunteerStatus.REGISTERED);
        assertThat(volunteer.name()).isEqualTo("王芳");
        assertThat(volunteer.skills()).containsExactly("first-aid", "sign-language");
        assertThat(volunteer.consentedAt()).isEqualTo(NOW);
    }

    @Test
    void aNameOfChineseBlanksIsNone() {
        body.put("name", "\u3000\u3000");

        assertRefusedAt("/name");
    }

    @Test
    void withoutConsentNobodyIsRegistered() {
        body.put("consents", false);

        assertRefusedAt("/consents");
    }

    @Test
    void aMinorNeedsAGuardianWhoConsents() {
        body.put("birthYear", 2010);
        assertRefusedAt("/guardian");

        JsonObject guardian = new JsonObject().put("name", "王明").put("phone", "13900000000");
        body.put("guardian", guardian.put("consents", false));
        assertRefusedAt("/guardian/consents");

        guardian.put("consents", true);
        assertThat(decide().guardian().name()).isEqualTo("王明");
    }

    @Test
    void inTheYearOfTheEighteenthBirthdayAGuardianIsStillNeeded() {
        body.put("birthYear", 2008);
        assertRefusedAt("/guardian");

        body.put("birthYear", 2007);
        assertThat(decide().guardian()).isNull();
    }

    @Test
    void smallChildrenAreNotRegistered() {
        body.put("birthYear", 2020);

        assertRefusedAt("/birthYear");
    }

    @Test
    void aHomeIsNeededAndMustExist() {
        body.remove("homeAreaCode");
        assertRefusedAt("/homeAreaCode");

        body.put("homeAreaCode", "999999");
        assertRefusedAt("/homeAreaCode");
    }

    @Test
    void aPositionOfAChineseMapAppIsConverted() {
        body.put(
                "home",
                new JsonObject().put("lat", 22.7082).put("lon", 113.9391).put("datum", "gcj02"));

        assertThat(decide().home().lon()).isBetween(113.933, 113.935);
    }

    private Volunteer decide() {
        return Registration.decide(UUID.randomUUID(), body, NOW, "440311"::equals);
    }

    private void assertRefusedAt(String pointer) {
        assertThatThrownBy(this::decide)
                .asInstanceOf(type(Problem.class))
                .satisfies(problem -> assertThat(problem.errors())
                        .extracting(Problem.FieldError::pointer)
                        .containsExactly(pointer));
    }
}
