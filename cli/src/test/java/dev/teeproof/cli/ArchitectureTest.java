package dev.teeproof.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.Map.entry;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Holds the house to its plan: which room may use which, and what is done in one room only. */
@AnalyzeClasses(packages = "dev.teeproof", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "dev.teeproof.";

    /** Each room with the rooms that it may use; codec, result and crypto are open to every room above them. */
    private static final Map<String, Set<String>> ROOMS = Map.ofEntries(
            entry("codec", Set.of()),
            entry("result", Set.of("codec")),
            entry("crypto", Set.of("codec", "result")),
            room("eventlog"),
            room("image"),
            room("dcap"),
            room("snp"),
            room("dstack", "dcap", "snp", "eventlog"),
            room("simulator", "dcap", "snp", "dstack", "image", "eventlog"),
            room("sources", "dcap", "snp", "image"),
            room("verifier", "dcap", "snp", "dstack", "eventlog", "image", "sources"),
            room("attester", "dcap", "snp", "dstack", "eventlog", "image", "simulator"),
            room("server", "dcap", "snp", "dstack", "eventlog", "image", "sources", "verifier"),
            room(
                    "cli",
                    "dcap",
                    "snp",
                    "dstack",
                    "eventlog",
                    "image",
                    "sources",
                    "verifier",
                    "simulator",
                    "attester",
                    "server"));

    private static Map.Entry<String, Set<String>> room(String name, String... below) {
        Set<String> rooms = new HashSet<>(Set.of(below));
        rooms.addAll(Set.of("codec", "result", "crypto"));
        return entry(name, Set.copyOf(rooms));
    }

    @ArchTest
    static final ArchRule everyArrowPointsDown = classes()
            .that(not(resideInAPackage(ROOT + "conformance..")))
            .should(new ArchCondition<>("use only the rooms below its own") {
                @Override
                public void check(JavaClass user, ConditionEvents events) {
                    String room = room(user);
                    user.getDirectDependenciesFromSelf().stream()
                            .filter(dependency ->
                                    dependency.getTargetClass().getPackageName().startsWith(ROOT))
                            .filter(dependency ->
                                    !room(dependency.getTargetClass()).equals(room))
                            .filter(dependency ->
                                    !ROOMS.getOrDefault(room, Set.of()).contains(room(dependency.getTargetClass())))
                            .forEach(dependency ->
                                    events.add(SimpleConditionEvent.violated(user, dependency.getDescription())));
                }
            });

    @ArchTest
    static final ArchRule everyClassIsInAKnownRoom = classes().should(new ArchCondition<>("be in a room of the plan") {
        @Override
        public void check(JavaClass type, ConditionEvents events) {
            String room = room(type);
            if (!ROOMS.containsKey(room) && !room.equals("conformance")) {
                events.add(SimpleConditionEvent.violated(type, type.getName() + " is in no room"));
            }
        }
    });

    @ArchTest
    static final ArchRule onlyTheFrontDoorAsksForTheTime = noClasses()
            .that(not(name(ROOT + "cli.Main")))
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule cryptographyIsDoneInItsRoom = noClasses()
            .that(not(resideInAPackage(ROOT + "crypto..")))
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.security\\.(MessageDigest|Signature|KeyFactory|cert\\..*)|javax\\.crypto\\..*");

    @ArchTest
    static final ArchRule filesAndSocketsAreOpenedInTheRoomsThatMay = noClasses()
            .that(not(resideInAnyPackage(
                    ROOT + "attester..",
                    ROOT + "cli..",
                    ROOT + "eventlog.runtime..",
                    ROOT + "server..",
                    ROOT + "sources..",
                    ROOT + "simulator.kds..",
                    ROOT + "simulator.pccs..",
                    ROOT + "simulator.wire..",
                    ROOT + "conformance..")))
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.nio\\.file\\..*|java\\.net\\..*|java\\.nio\\.channels\\..*"
                    + "|java\\.io\\.(File|FileInputStream|FileOutputStream|RandomAccessFile|FileReader|FileWriter)");

    @ArchTest
    static final ArchRule textHasACharset = noClasses().should().callMethod(String.class, "getBytes");

    @ArchTest
    static final ArchRule namesSayWhatATypeIs =
            noClasses().should().haveNameMatching(".*(Impl|Util|Utils|Manager|Helper)");

    private static String room(JavaClass type) {
        String rest = type.getPackageName().substring(ROOT.length() - 1);
        return rest.isEmpty() ? "" : rest.substring(1).split("\\.", 2)[0];
    }

    private static DescribedPredicate<JavaClass> name(String name) {
        return DescribedPredicate.describe(name, type -> type.getName().equals(name));
    }
}
