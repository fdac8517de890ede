package dev.spotter.ota.device;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.spotter.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A folder of updates to crash in, one crash after the other, with the programs that make and judge them. */
final class CrashLane implements AutoCloseable {
    private static final Path SCRIPTS = SharedFiles.home().resolve("src/test/resources/dev/spotter/ota/device");
    private static final long LONGEST_SECONDS = 120;

    /** The status of a process that SIGKILL ended. */
    static final int KILLED = 128 + 9;

    private final Path folder;
    private final Path log;
    private final Path said;
    private final Path shim;
    private final List<String> java;
    private final LineProgram disk;
    private final LineProgram reader;

    /** How a call goes wrong. */
    enum How {
        BEFORE,
        AFTER,
        HALF,
        FULL,
        FULL_ONCE;

        String word() {
            return name().toLowerCase().replace('_', '-');
        }

        boolean kills() {
            return this == BEFORE || this == AFTER || this == HALF;
        }
    }

    /** A call that changes the folder: its name, and the path below the folder. */
    record Call(String name, String path) {
        private static final Set<String> TAKE_NONE = Set.of("unlink", "rmdir", "chmod", "truncate");

        /** Whether it can fail for want of space. */
        boolean takesSpace() {
            return !TAKE_NONE.contains(name);
        }

        /** What it does to which part of the folder. */
        String kind() {
            String part = path.contains("/") ? path.substring(0, path.indexOf('/')) : path;
            return name + " " + part.replace(".new", "");
        }
    }

    /**
     * @param place of the folder and what belongs to it; absolute, without symbolic links
     * @param shim as {@link #compile} made it
     * @param java that runs {@link UpdateOnce}
     */
    CrashLane(Path place, Path shim, List<String> java) throws IOException {
        Files.createDirectories(place);
        folder = place.resolve("ota");
        log = place.resolve("calls.log");
        said = place.resolve("said.txt");
        this.shim = shim;
        this.java = java;
        disk = new LineProgram(SCRIPTS.resolve("lose_power.py"));
        reader = new LineProgram(SCRIPTS.resolve("read_active_set.py"));
    }

    /** The C compiler. */
    static Optional<Path> compiler() {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(entry -> Path.of(entry, "cc"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** What is loaded before libc into a process that is to crash. */
    static Path compile(Path cc, Path folder) throws IOException, InterruptedException {
        Path library = folder.resolve("crash_disk.so");
        Path source = SharedFiles.home().resolve("src/test/c/crash_disk.c");
        Process compiler = new ProcessBuilder(
                        cc.toString(), "-O2", "-shared", "-fPIC", "-o", library.toString(), source.toString(), "-ldl")
                .inheritIO()
                .start();
        if (compiler.waitFor() != 0) {
            throw new IOException(source + " does not compile");
        }
        return library;
    }

    Path folder() {
        return folder;
    }

    /** Makes the folder what another one is, all of it safe on the disk. */
    void copy(Path from) throws IOException {
        copyTo(from, folder);
    }

    /** The same with another folder. */
    void copyTo(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        require("ok", disk.ask("{\"do\": \"copy\", \"folder\": \"%s\", \"from\": \"%s\"}".formatted(to, from)));
    }

    /**
     * Runs an update in a process whose call goes wrong.
     *
     * @param at which call, from 1; 0 for none
     * @return the status that it ended with, {@link #KILLED} where it was killed
     */
    int run(int at, How how, List<String> arguments) throws IOException, InterruptedException {
        return runIn(folder, at, how, arguments);
    }

    /** The same in another folder. */
    int runIn(Path device, int at, How how, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(java);
        command.add(UpdateOnce.class.getName());
        command.add(device.toString());
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment()
                .putAll(Map.of(
                        "LD_PRELOAD", shim.toString(),
                        "CRASH_FOLDER", device.toString(),
                        "CRASH_LOG", log.toString(),
                        "CRASH_AT", Integer.toString(at),
                        "CRASH_HOW", how.word()));
        Process process = builder.start();
        if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new IOException("an update did not end: " + Files.readString(said));
        }
        int status = process.exitValue();
        if (status != 0 && status != 3 && status != KILLED) {
            throw new IOException("an update ended with status %d: %s".formatted(status, Files.readString(said)));
        }
        return status;
    }

    String said() throws IOException {
        return Files.readString(said);
    }

    /** The calls of the last update, in their order. */
    List<Call> calls() throws IOException {
        byte[] bytes = Files.readAllBytes(log);
        List<Call> calls = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            int end = at;
            while (bytes[end] != '\n') {
                end++;
            }
            String[] fields = new String(bytes, at, end - at, ISO_8859_1).split("\t");
            String[] numbers = fields[0].split(" ");
            at = end + 1;
            if (numbers[0].equals("write")) {
                at += Integer.parseInt(numbers[4]);
            }
            int number = Integer.parseInt(numbers[1]);
            while (calls.size() < number) {
                calls.add(new Call("failed", "call"));
            }
            calls.set(number - 1, new Call(numbers[0], fields[fields.length - 1]));
        }
        return calls;
    }

    /** Goes through what was written down of the last update; fails where that is not what became of the folder. */
    void replay() {
        require("ok", ask("replay", ", \"log\": \"%s\"".formatted(log)));
    }

    /** A hash of all that is in the folder. */
    String digest() {
        return ask("digest", "");
    }

    /**
     * Makes the folder what a loss of power left of it at the end of the last update, which must have been replayed.
     *
     * @param keep as {@code lose_power.py} has it
     * @return {@link #digest()}
     */
    String losePower(String keep, long seed) {
        String answer = ask("restore", ", \"keep\": \"%s\", \"seed\": %d".formatted(keep, seed));
        if (answer.contains(":")) {
            throw new IllegalStateException(answer);
        }
        return answer;
    }

    /** The set that the independent reader finds to run, complete, or what is wrong with it. */
    String read() {
        return readIn(folder);
    }

    /** The same in another folder. */
    String readIn(Path device) {
        return reader.ask(device.toString());
    }

    private String ask(String what, String more) {
        return disk.ask("{\"do\": \"%s\", \"folder\": \"%s\"%s}".formatted(what, folder, more));
    }

    private static void require(String expected, String answer) {
        if (!answer.equals(expected)) {
            throw new IllegalStateException(answer);
        }
    }

    /** Names of what lies in a folder within this one; none where there is no such folder. */
    List<String> names(String within) throws IOException {
        String[] names = folder.resolve(within).toFile().list();
        return names == null ? List.of() : Arrays.stream(names).sorted().toList();
    }

    @Override
    public void close() {
        disk.close();
        reader.close();
    }
}
