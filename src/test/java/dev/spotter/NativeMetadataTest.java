package dev.spotter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spotter.tflite.ForeignSignatures;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.AddressLayout;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.GroupLayout;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.PaddingLayout;
import java.lang.foreign.SequenceLayout;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the native image must be told and cannot find out by itself: shapes of foreign calls, resources, reflection, classes that are
 * initialised at run time. Each room's needs stand here as a test, so that the JVM build fails where the native binary would fail on a device.
 */
class NativeMetadataTest {
    private static final JsonNode METADATA = metadata();

    @Test
    void every_shape_of_downcall_is_listed() {
        assertThat(listed("downcalls")).containsAll(shapes(ForeignSignatures.downcalls()));
    }

    @Test
    void every_shape_of_upcall_is_listed() {
        assertThat(listed("upcalls")).containsAll(shapes(ForeignSignatures.upcalls()));
    }

    @Test
    void no_descriptor_is_made_outside_of_the_registries() throws IOException {
        Path sources = SharedFiles.home().resolve("src/main/java");
        Pattern made = Pattern.compile("FunctionDescriptor\\s*\\.\\s*(of|ofVoid)\\b");
        try (Stream<Path> all = Files.walk(sources)) {
            List<String> makers = new ArrayList<>();
            for (Path file :
                    all.filter(path -> path.toString().endsWith(".java")).toList()) {
                if (made.matcher(Files.readString(file)).find()) {
                    makers.add(sources.relativize(file).toString());
                }
            }
            assertThat(makers)
                    .as("classes that make FunctionDescriptors; another registry must be checked here too")
                    .containsExactly("dev/spotter/tflite/ForeignSignatures.java");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org/bytedeco/tensorflowlite/linux-x86_64/libjnitensorflowlite.so",
                "org/bytedeco/tensorflowlite/linux-arm64/libjnitensorflowlite.so"
            })
    void a_resource_that_is_read_at_run_time_is_listed_and_there(String resource) {
        assertThat(globs()).anyMatch(glob -> matches(glob, resource));
        assertThat(getClass().getClassLoader().getResource(resource)).isNotNull();
    }

    @Test
    void targets_of_upcalls_are_listed_for_reflection() throws ReflectiveOperationException {
        assertMethodIsListed("dev.spotter.tflite.ErrorLog", "report", 3);
        assertMethodIsListed("dev.spotter.tflite.ErrorLog", "reportText", 1);
    }

    @ParameterizedTest
    @ValueSource(strings = "dev.spotter.tflite")
    void what_holds_native_handles_is_initialised_at_run_time(String classOrPackage) {
        assertThat(runTimeInitialised()).contains(classOrPackage);
    }

    @Test
    void everything_that_is_listed_for_reflection_exists() {
        for (JsonNode entry : METADATA.path("reflection")) {
            String type = entry.path("type").asText();
            if (type.startsWith("dev.spotter.")) {
                assertThat(exists(type)).as(type).isTrue();
            }
        }
    }

    /** The type is listed, and of its methods of that name the one with so many parameters. */
    private static void assertMethodIsListed(String type, String method, int parameters)
            throws ReflectiveOperationException {
        List<String> expected = Arrays.stream(Class.forName(type).getDeclaredMethods())
                .filter(declared -> declared.getName().equals(method) && declared.getParameterCount() == parameters)
                .map(declared -> Arrays.stream(declared.getParameterTypes())
                        .map(Class::getName)
                        .collect(Collectors.joining(",")))
                .toList();
        assertThat(expected).as(type + "." + method).isNotEmpty();
        List<String> found = new ArrayList<>();
        for (JsonNode entry : METADATA.path("reflection")) {
            if (entry.path("type").asText().equals(type)) {
                for (JsonNode listed : entry.path("methods")) {
                    if (listed.path("name").asText().equals(method)) {
                        List<String> types = new ArrayList<>();
                        listed.path("parameterTypes").forEach(parameter -> types.add(parameter.asText()));
                        found.add(String.join(",", types));
                    }
                }
            }
        }
        assertThat(found).containsAll(expected);
    }

    private static Set<String> shapes(List<FunctionDescriptor> descriptors) {
        return descriptors.stream().map(NativeMetadataTest::shape).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> listed(String kind) {
        Set<String> shapes = new TreeSet<>();
        for (JsonNode entry : METADATA.path("foreign").path(kind)) {
            List<String> parameters = new ArrayList<>();
            entry.path("parameterTypes").forEach(parameter -> parameters.add(plain(parameter.asText())));
            shapes.add(plain(entry.path("returnType").asText()) + "(" + String.join(",", parameters) + ")");
        }
        return shapes;
    }

    private static String shape(FunctionDescriptor descriptor) {
        return descriptor.returnLayout().map(NativeMetadataTest::name).orElse("void") + "("
                + descriptor.argumentLayouts().stream()
                        .map(NativeMetadataTest::name)
                        .collect(Collectors.joining(","))
                + ")";
    }

    /** As the image builder's parser of layouts reads it. */
    private static String name(MemoryLayout layout) {
        return switch (layout) {
            case AddressLayout address -> "void*";
            case ValueLayout value -> value.carrier().getName();
            case PaddingLayout padding -> "padding(" + padding.byteSize() + ")";
            case SequenceLayout sequence ->
                "sequence(" + sequence.elementCount() + "," + name(sequence.elementLayout()) + ")";
            case GroupLayout group ->
                group.memberLayouts().stream()
                        .map(NativeMetadataTest::name)
                        .collect(Collectors.joining(",", "struct(", ")"));
        };
    }

    private static String plain(String type) {
        return type.replace(" ", "");
    }

    private static Set<String> globs() {
        Set<String> globs = new TreeSet<>();
        METADATA.path("resources").forEach(entry -> globs.add(entry.path("glob").asText()));
        return globs;
    }

    private static boolean matches(String glob, String resource) {
        return Path.of("").getFileSystem().getPathMatcher("glob:" + glob).matches(Path.of(resource));
    }

    private static Set<String> runTimeInitialised() {
        Properties properties = new Properties();
        try (InputStream in = NativeMetadataTest.class.getResourceAsStream("/application.properties")) {
            properties.load(in);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
        Set<String> names = new TreeSet<>();
        String option = "--initialize-at-run-time=";
        // Commas inside an option are escaped, those between options are not.
        for (String argument :
                properties.getProperty("quarkus.native.additional-build-args").split("(?<!\\\\),")) {
            if (argument.startsWith(option)) {
                names.addAll(List.of(argument.substring(option.length()).split("\\\\?,")));
            }
        }
        return names;
    }

    private static boolean exists(String type) {
        try {
            Class.forName(type, false, NativeMetadataTest.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException missing) {
            return false;
        }
    }

    private static JsonNode metadata() {
        try (InputStream in = NativeMetadataTest.class.getResourceAsStream(
                "/META-INF/native-image/dev.spotter/spotter/reachability-metadata.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
