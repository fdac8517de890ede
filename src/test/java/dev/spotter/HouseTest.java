package dev.spotter;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.spotter.profile.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the table of packages: what each room may use, and nothing that has no room. */
class HouseTest {
    private static final Map<String, Set<String>> MAY_USE = table();
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.spotter");

    private static Map<String, Set<String>> table() {
        Map<String, Set<String>> table = new LinkedHashMap<>();
        table.put("tflite", Set.of());
        table.put("observation", Set.of());
        table.put("model", Set.of("tflite", "observation"));
        table.put("ensemble", Set.of("model", "observation"));
        table.put("tracking", Set.of("observation"));
        table.put("lifting", Set.of("observation"));
        table.put("people", Set.of("observation"));
        table.put("capture", Set.of("observation"));
        table.put("pipeline", Set.of("capture", "model", "ensemble", "tracking", "lifting", "people", "observation"));
        table.put("safety", Set.of("observation"));
        table.put("summary", Set.of("observation"));
        table.put("alarm", Set.of("safety"));
        table.put("outbox", Set.of());
        table.put("mqtt", Set.of("outbox"));
        table.put("ota", Set.of("model"));
        table.put("serving", Set.of("model", "ensemble"));
        table.put("dashboard", Set.of("observation", "safety", "summary", "ota", "outbox"));
        table.put("evaluation", allBut(table, "dashboard"));
        table.put("profile", allBut(table, "evaluation"));
        table.put("cli", table.keySet().stream().collect(Collectors.toUnmodifiableSet()));
        return table;
    }

    private static Set<String> allBut(Map<String, Set<String>> table, String... without) {
        Set<String> all = new TreeSet<>(table.keySet());
        all.add("profile");
        Arrays.asList(without).forEach(all::remove);
        return all;
    }

    @Test
    void every_class_lives_in_a_room_of_the_table() {
        assertThat(CLASSES.stream().map(HouseTest::room).collect(Collectors.toSet()))
                .isSubsetOf(MAY_USE.keySet());
    }

    @Test
    void a_room_uses_only_the_rooms_of_its_row() {
        MAY_USE.forEach((room, allowed) -> {
            String[] forbidden = MAY_USE.keySet().stream()
                    .filter(other -> !other.equals(room) && !allowed.contains(other))
                    .map(other -> "dev.spotter." + other + "..")
                    .toArray(String[]::new);
            if (forbidden.length > 0) {
                noClasses()
                        .that()
                        .resideInAPackage("dev.spotter." + room + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(forbidden)
                        .allowEmptyShould(true)
                        .because("the way of the data has one direction")
                        .check(CLASSES);
            }
        });
    }

    @Test
    void nothing_is_called_util_common_helper_manager_or_impl() {
        classes()
                .should()
                .haveNameNotMatching(".*(Util|Utils|Common|Helper|Manager|Impl)")
                .check(CLASSES);
        assertThat(CLASSES.stream().flatMap(c -> Stream.of(c.getPackageName().split("\\."))))
                .doesNotContain("util", "common", "helper", "manager", "impl");
    }

    @Test
    void every_room_states_its_purpose() {
        Set<String> rooms = CLASSES.stream().map(HouseTest::room).collect(Collectors.toSet());
        for (String room : rooms) {
            assertThat(SharedFiles.home().resolve("src/main/java/dev/spotter/" + room + "/package-info.java"))
                    .exists();
        }
    }

    @Test
    void only_the_commands_print_or_exit() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.spotter.cli..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .check(CLASSES);
    }

    @Test
    void the_version_that_the_agent_tells_is_the_one_that_is_built() throws IOException {
        assertThat(Files.readString(SharedFiles.home().resolve("pom.xml")))
                .contains("<version>" + Version.TEXT + "-SNAPSHOT</version>");
    }

    private static String room(JavaClass type) {
        String[] parts = type.getPackageName().split("\\.");
        return parts.length < 3 ? "" : parts[2];
    }
}
