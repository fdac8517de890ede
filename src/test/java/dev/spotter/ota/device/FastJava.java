package dev.spotter.ota.device;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Starts {@link UpdateOnce} in a fraction of a second: few jars, and its classes archived by a first run. */
final class FastJava {
    private static final List<String> LIBRARIES = List.of("jackson-", "snakeyaml", "hipparchus-");

    private FastJava() {}

    /** The command as far as the class to run; {@code arguments} are those of the run that teaches it the classes. */
    static List<String> command(Path folder, List<String> arguments) throws IOException, InterruptedException {
        Path archive = folder.resolve("classes.jsa");
        List<String> base = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Xshare:auto",
                "-Xlog:disable",
                "-Xmx64m"));
        List<String> path = List.of("-cp", classPath(folder));
        List<String> teach = new ArrayList<>(base);
        teach.add("-XX:ArchiveClassesAtExit=" + archive);
        teach.addAll(path);
        teach.add(UpdateOnce.class.getName());
        teach.addAll(arguments);
        Process process = new ProcessBuilder(teach)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("the first update did not succeed: " + teach);
        }
        base.add("-XX:SharedArchiveFile=" + archive);
        base.addAll(path);
        return base;
    }

    /** Classes out of folders cannot be archived, so they are put into a jar. */
    private static String classPath(Path folder) throws IOException {
        Path jar = folder.resolve("spotter.jar");
        List<String> entries =
                Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator));
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            for (String entry : entries) {
                Path classes = Path.of(entry, "dev/spotter");
                if (Files.isDirectory(classes)) {
                    add(Path.of(entry), out);
                }
            }
        }
        return Stream.concat(Stream.of(jar.toString()), entries.stream().filter(entry -> LIBRARIES.stream()
                        .anyMatch(Path.of(entry).getFileName().toString()::startsWith)))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static void add(Path root, JarOutputStream out) throws IOException {
        List<Path> classes;
        try (Stream<Path> all = Files.walk(root.resolve("dev/spotter"))) {
            classes = all.filter(path -> path.toString().endsWith(".class")).toList();
        }
        for (Path path : classes) {
            out.putNextEntry(new JarEntry(root.relativize(path).toString()));
            Files.copy(path, out);
            out.closeEntry();
        }
    }
}
