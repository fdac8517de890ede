package dev.spotter.model.trial;

import com.fasterxml.jackson.core.JsonFactory;
import dev.spotter.model.ModelException;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hipparchus.transform.FastFourierTransformer;
import org.hipparchus.util.MathArrays;
import org.yaml.snakeyaml.Yaml;

/**
 * How this program starts itself again as the child of a trial: as native executable by its hidden command, on the JVM by a
 * main class with only the jars that a trial needs, no compiler beyond the first tier and a small heap, so that it is up in
 * a fraction of a second.
 *
 * @param command what to run, without the path of TensorFlow Lite's library, which comes last
 */
public record ChildProgram(List<String> command) {
    public ChildProgram {
        command = List.copyOf(command);
    }

    /**
     * Of this process.
     *
     * @param main the class whose {@code main(library)} calls {@link TrialChild#serve}, or another service; on the JVM
     * @param hiddenCommand the command that does the same; in a native executable
     * @param besides a class of each library that the child needs besides those that run models; on the JVM
     */
    public static ChildProgram ofThisProcess(Class<?> main, String hiddenCommand, Class<?>... besides) {
        if (System.getProperty("org.graalvm.nativeimage.imagecode") != null) {
            String executable = ownFile();
            // without its own handler a crash is a plain signal
            return new ChildProgram(List.of(executable, "-XX:-InstallSegfaultHandler", "-Xmx160m", hiddenCommand));
        }
        Stream<Class<?>> models = Stream.of(
                main, TrialChild.class, JsonFactory.class, Yaml.class, FastFourierTransformer.class, MathArrays.class);
        String classPath = Stream.concat(models, Stream.of(besides))
                .map(ChildProgram::place)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xms8m",
                "-Xmx160m",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=/dev/null",
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("-cp", classPath, main.getName()));
        return new ChildProgram(command);
    }

    private static String ownFile() {
        try {
            return Path.of("/proc/self/exe").toRealPath().toString();
        } catch (IOException e) {
            throw new ModelException("trial-not-started", "this program cannot find its own file: " + e, e);
        }
    }

    private static String place(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            throw new ModelException("trial-not-started", "it is not known which file holds " + type.getName());
        }
        try {
            return Path.of(source.getLocation().toURI()).toString();
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new ModelException("trial-not-started", source.getLocation() + " is no file", e);
        }
    }
}
