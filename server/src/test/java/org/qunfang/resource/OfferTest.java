package org.qunfang.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

class OfferTest {
    private static final Instant NOW = Instant.parse("2026-11-23T01:00:00Z");
    private static final Offer.Frame PUMPS = new Offer.Frame(OrganisationStatus.VERIFIED, true, "pump", "piece");

    private final JsonObject body = new JsonObject()
            .put("organisationId", UUID.randomUUID().toString())
            .put("type", "pump")
            .put("quantity", 2)
            .put("location", new JsonObject().put("lat", 22.74).put("lon", 113.92))
            .put("availableFrom", "2026-11-23T08:00:00+08:00")
            .put("mobilisationMinutes", 90);

    @Test
    void aMembersOfferTakesTheUnitOfItsTypeAndIsFreeOfCharge() {
        Resource offer = decide(PUMPS);

        assertThat(offer.unit()).isEqualTo("piece");
        assertThat(offer.cost()).isEqualByComparingTo("0");
        assertThat(offer.availableTo()).isNull();
    }

    @Test
    void outsidersAndSuspendedOrganisationsOfferNothing() {
        assertThat(refusal(new Offer.Frame(OrganisationStatus.VERIFIED, false, "pump", "piece"))
                        .type())
                .isEqualTo(ProblemType.FORBIDDEN);
        assertThat(refusal(new Offer.Frame(OrganisationStatus.SUSPENDED, true, "pump", "piece"))
                        .type())
                .isEqualTo(ProblemType.WRONG_STATE);
    }

    @Test
    void aWindowThatEndsBeforeItBeginsIsRefused() {
        body.put("availableTo", "2026-11-23T00:00:00Z");

        assertRefusedAt("/availableTo");
    }

    @Test
    void halfAPumpIsRefusedHalfAKilogramIsNot() {
        body.put("quantity", 2.5);
        assertRefusedAt("/quantity");

        body.put("type", "food");
        assertThat(decide(new Offer.Frame(OrganisationStatus.VERIFIED, true, "food", "kilogram"))
                        .quantity())
                .isEqualByComparingTo("2.5");
    }

    @Test
    void aQuantityThatTheDatabaseWouldRoundIsRefused() {
        body.put("type", "food").put("quantity", 1e-9);

        assertThat(refusal(new Offer.Frame(OrganisationStatus.VERIFIED, true, "food", "kilogram"))
                        .errors())
                .extracting(Problem.FieldError::pointer)
                .containsExactly("/quantity");
    }

    @Test
    void unknownTypesAndForeignUnitsAreRefused() {
        assertThat(refusal(new Offer.Frame(OrganisationStatus.VERIFIED, true, "pump", null))
                        .errors())
                .extracting(Problem.FieldError::pointer)
                .containsExactly("/type");

        body.put("unit", "litre");
        assertRefusedAt("/unit");
    }

    private Resource decide(Offer.Frame frame) {
        return Offer.decide(UUID.randomUUID(), UUID.randomUUID(), body, frame, NOW);
    }

    private Problem refusal(Offer.Frame frame) {
        try {
            decide(frame);
        } catch (Problem problem) {
            return problem;
        }
        throw new AssertionError("not refused");
    }

    private void assertRefusedAt(String pointer) {
        assertThatThrownBy(() -> decide(PUMPS))
                .asInstanceOf(type(Problem.class))
                .satisfies(problem -> assertThat(problem.errors())
                        .extracting(Problem.FieldError::pointer)
                        .containsExactly(pointer));
    }
}
