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
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.ResourceBundle;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.paho.mqttv5.client.logging.JSR47Logger;
import org.eclipse.paho.mqttv5.client.spi.NetworkModuleFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the native image must be told and cannot find out by itself: shapes of foreign calls, resources, reflection, classes that are
 * initialised at run time. Each room's needs stand here as a test, so that the JVM build fails where the native binary would fail on a device.
 */
class NativeMetadataTest {
    private static final JsonNode METADATA = metadata();
    private static final Path SOURCES = SharedFiles.home().resolve("src/main/java");
    private static final Pattern MAKING = Pattern.compile("FunctionDescriptor\\s*\\.\\s*(of|ofVoid)\\(");

    @Test
    void every_shape_of_downcall_is_listed() {
        assertThat(listed("downcalls")).containsAll(shapes(ForeignSignatures.downcalls()));
    }

    @Test
    void every_shape_of_upcall_is_listed() {
        assertThat(listed("upcalls")).containsAll(shapes(ForeignSignatures.upcalls()));
    }

    /** Found in the sources, so that a new binding is checked without being named here. */
    @Test
    void every_descriptor_of_every_room_is_a_constant_that_is_listed() throws Exception {
        Set<String> all = listed("downcalls");
        all.addAll(listed("upcalls"));
        for (Path file : makersOfDescriptors()) {
            String name =
                    SOURCES.relativize(file).toString().replace(".java", "").replace('/', '.');
            List<FunctionDescriptor> constants = constants(Class.forName(name));
            assertThat(MAKING.matcher(Files.readString(file)).results().count())
                    .as("descriptors that " + name
                            + " makes; each must be a static final field, or it cannot be checked")
                    .isEqualTo(constants.size());
            assertThat(all).as("what " + name + " calls").containsAll(shapes(constants));
        }
    }

    private static List<Path> makersOfDescriptors() throws IOException {
        List<Path> makers = new ArrayList<>();
        try (Stream<Path> all = Files.walk(SOURCES)) {
            for (Path file :
                    all.filter(path -> path.toString().endsWith(".java")).toList()) {
                if (MAKING.matcher(Files.readString(file)).find()) {
                    makers.add(file);
                }
            }
        }
        return makers;
    }

    private static List<FunctionDescriptor> constants(Class<?> type) throws IllegalAccessException {
        List<FunctionDescriptor> constants = new ArrayList<>();
        for (Field field : type.getDeclaredFields()) {
            if (field.getType() == FunctionDescriptor.class && Modifier.isStatic(field.getModifiers())) {
                field.setAccessible(true);
                constants.add((FunctionDescriptor) field.get(null));
            }
        }
        return constants;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org/bytedeco/tensorflowlite/linux-x86_64/libjnitensorflowlite.so",
                "org/bytedeco/tensorflowlite/linux-arm64/libjnitensorflowlite.so",
                "dev/spotter/evaluation/bench/tflite_floor.c",
                "dev/spotter/profile/build.properties",
                "org/sqlite/native/Linux/x86_64/libsqlitejdbc.so",
                "org/sqlite/native/Linux/aarch64/libsqlitejdbc.so",
                "META-INF/services/org.eclipse.paho.mqttv5.client.spi.NetworkModuleFactory"
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

    /** Paho finds its transports by the service loader, and its logger by name; Quarkus turns the loader's feature off. */
    @Test
    void what_paho_makes_by_name_is_listed_with_its_constructor() {
        List<String> made = new ArrayList<>(List.of(JSR47Logger.class.getName()));
        ServiceLoader.load(NetworkModuleFactory.class)
                .forEach(factory -> made.add(factory.getClass().getName()));
        assertThat(made).hasSizeGreaterThan(4).allSatisfy(type -> assertMethodIsListed(type, "<init>", 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.eclipse.paho.mqttv5.client.internal.nls.logcat",
                "org.eclipse.paho.mqttv5.common.nls.messages"
            })
    void a_bundle_of_texts_is_listed_and_there(String bundle) {
        assertThat(METADATA.path("resources"))
                .anyMatch(entry -> entry.path("bundle").asText().equals(bundle));
        assertThat(ResourceBundle.getBundle(bundle)).isNotNull();
    }

    /** Else native handles, what Pi4J found of the machine, or a generator's random seed would be those of the build. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev.spotter.tflite",
                "dev.spotter.evaluation.bench",
                "dev.spotter.capture.camera.Posix",
                "com.pi4j",
                "com.github.f4b6a3.ulid"
            })
    void what_belongs_to_a_machine_or_a_moment_is_initialised_at_run_time(String classOrPackage) {
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
        Class<?> declaring = Class.forName(type);
        Stream<? extends Executable> candidates = method.equals("<init>")
                ? Arrays.stream(declaring.getDeclaredConstructors())
                : Arrays.stream(declaring.getDeclaredMethods())
                        .filter(declared -> declared.getName().equals(method));
        List<String> expected = candidates
                .filter(declared -> declared.getParameterCount() == parameters)
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
