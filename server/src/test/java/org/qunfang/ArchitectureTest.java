package org.qunfang;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The arrows of docs/architecture.md: which room may know which. */
class ArchitectureTest {
    private static final String ROOT = "org.qunfang";
    private static final Set<String> FOUNDATION = Set.of("settings", "problem", "http", "db", "event", "geo", "media");

    /** Each room with the rooms it may know. Whoever may know a room may know what lies below that room. */
    private enum Room {
        AUDIT,
        IDENTITY(AUDIT),
        RESPONSIBILITY(IDENTITY, AUDIT),
        CASEWORK(RESPONSIBILITY),
        REPORT(CASEWORK),
        DELIVERY(IDENTITY, AUDIT),
        WARNING(DELIVERY, RESPONSIBILITY),
        LESSON(DELIVERY, RESPONSIBILITY),
        VOLUNTEER(CASEWORK),
        RESOURCE(CASEWORK),
        REVIEW(REPORT, WARNING, LESSON, VOLUNTEER, RESOURCE),
        INTEROP(REVIEW);

        private final Set<Room> neighbours;

        Room(Room... neighbours) {
            this.neighbours = Set.of(neighbours);
        }

        String code() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        /** Itself, its neighbours, theirs and so on, and the foundation. */
        Set<String> mayKnow() {
            Set<String> known = new TreeSet<>(FOUNDATION);
            known.add(code());
            neighbours.forEach(each -> known.addAll(each.mayKnow()));
            return known;
        }
    }

    private static JavaClasses product;

    @BeforeAll
    static void readTheClasses() {
        product = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(ROOT);
        assertThat(product).hasSizeGreaterThan(200);
    }

    @Test
    void everyPackageIsTheFoundationOrARoomOfThePlan() {
        Set<String> planned = Stream.concat(
                        FOUNDATION.stream(), Stream.of(Room.values()).map(Room::code))
                .map(each -> ROOT + "." + each)
                .collect(Collectors.toSet());
        planned.add(ROOT);
        assertThat(product.stream().map(JavaClass::getPackageName).distinct()).isSubsetOf(planned);
    }

    @ParameterizedTest
    @ValueSource(strings = {"settings", "problem", "http", "db", "event", "geo", "media"})
    void theFoundationKnowsNoRoom(String part) {
        classes()
                .that()
                .resideInAPackage(packageOf(part))
                .should()
                .onlyDependOnClassesThat(belongTo(FOUNDATION))
                .check(product);
    }

    @ParameterizedTest
    @EnumSource
    void aRoomKnowsOnlyWhatItsArrowsLeadTo(Room room) {
        // A planned room may be empty still.
        classes()
                .that()
                .resideInAPackage(packageOf(room.code()))
                .should()
                .onlyDependOnClassesThat(belongTo(room.mayKnow()))
                .allowEmptyShould(true)
                .check(product);
    }

    @Test
    void deliveryKnowsNeitherReportsNorWarnings() {
        assertThat(Room.DELIVERY.mayKnow()).doesNotContain("report", "casework", "warning", "lesson");
    }

    @Test
    void nobodyCallsTheWindowToTheWorld() {
        assertThat(Stream.of(Room.values()).filter(room -> room != Room.INTEROP))
                .allSatisfy(room -> assertThat(room.mayKnow()).doesNotContain("interop"));
    }

    @Test
    void noPackagesKnowEachOtherInACircle() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(product);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Util", "Utils", "Helper", "Manager", "Impl", "Common"})
    void noClassHidesBehindAnEmptyName(String ending) {
        noClasses().should().haveSimpleNameEndingWith(ending).check(product);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "casework.CaseStatus",
                "casework.Severity",
                "casework.Triage",
                "casework.SiteRisk",
                "casework.SiteAlert",
                "casework.SiteShape",
                "casework.SiteSupervision",
                "report.Duplicates",
                "report.Intake",
                "responsibility.Lookup",
                "responsibility.Matrix",
                "interop.Admission",
                "interop.CapReader",
                "warning.Approval",
                "warning.DraftRules",
                "warning.TwoPersonRule",
                "warning.WarningStatus",
                "delivery.Retries",
                "identity.LockOut",
                "identity.Session",
                "lesson.LessonChoice",
                "lesson.Marking",
                "resource.Offer",
                "volunteer.Registration"
            })
    void aDecisionNeitherWaitsNorReadsTheDatabase(String decision) {
        classes()
                .that()
                .haveFullyQualifiedName(ROOT + "." + decision)
                .should()
                .onlyDependOnClassesThat(not(resideInAnyPackage("io.vertx.sqlclient..", "io.vertx.pgclient.."))
                        .and(not(resideInAnyPackage("io.vertx.ext..")))
                        .and(not(belongToAnyOf(io.vertx.core.Future.class, io.vertx.core.Vertx.class))))
                .check(product);
    }

    private static DescribedPredicate<JavaClass> belongTo(Set<String> parts) {
        String[] packages = parts.stream().map(ArchitectureTest::packageOf).toArray(String[]::new);
        return not(resideInAnyPackage(ROOT + "..")).or(resideInAnyPackage(packages));
    }

    private static String packageOf(String part) {
        return ROOT + "." + part + "..";
    }
}
