package dev.spotter.ota.device;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.spotter.SharedFiles;
import dev.spotter.cli.TrialChildMain;
import dev.spotter.model.DigitPackage;
import dev.spotter.model.ModelPackage;
import dev.spotter.model.trial.ChildProgram;
import dev.spotter.model.trial.TrialLimits;
import dev.spotter.model.trial.TrialReport;
import dev.spotter.model.trial.Trials;
import dev.spotter.ota.UpdateException;
import dev.spotter.ota.tuf.TestRepository;
import dev.spotter.tflite.TfLite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sets that are signed as they must be and are still no good, by a blunder or with a stolen key: each is refused with a code, and
 * what ran before runs. What is in no list is tried in a child process and nowhere else. Mutants are seeded: a sample each
 * time, {@value #CAMPAIGN} with {@code -Dspotter.campaigns=true}. The table is left in target/hostile-sets.md.
 */
class HostileSetsTest {
    private static final long SEED = 20261126;
    private static final int SAMPLE = 40;
    private static final int CAMPAIGN = 1_000;
    private static final String HASH = "a".repeat(64);
    private static final String FILE = "{\"sha256\":\"%s\",\"length\":3,\"target\":\"packages/a\"}".formatted(HASH);

    @TempDir
    private Path folder;

    private Map<String, byte[]> digits;
    private Trials trials;

    @BeforeEach
    void makePackage() throws IOException {
        Path good = DigitPackage.write(folder, "digits");
        digits = new TreeMap<>();
        try (Stream<Path> all = Files.walk(good)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                digits.put("digits/" + good.relativize(file), Files.readAllBytes(file));
            }
        }
        TfLite tfLite = TfLite.load(null, SharedFiles.home().resolve("target/test-data"));
        trials = new Trials(
                ChildProgram.ofThisProcess(TrialChildMain.class, "trial-child"), tfLite.library(), TrialLimits.USUAL);
        assumeTrue(trials.problems().isEmpty(), () -> "skipped: " + trials.problems());
    }

    private AttackedDevice device(SetTrial trial) {
        return new AttackedDevice(folder.resolve("home"), trial, Instant.parse("2027-11-26T00:00:00Z"));
    }

    private static String manifest(String files) {
        return "{\"format\":1,\"set\":\"bad\",\"description\":\"\",\"folders\":{\"pose\":{\"files\":{%s}}}}"
                .formatted(files);
    }

    private static String at(String path) {
        return manifest("\"%s\":%s".formatted(path, FILE));
    }

    /** Manifests, and the code by which each is refused. */
    private static Map<String, String> manifests() {
        Map<String, String> manifests = new HashMap<>();
        for (String path : List.of(
                "../evil.yaml",
                "../../../../etc/cron.d/evil",
                "/etc/passwd",
                "a/../../evil",
                "a/./b",
                "a//b",
                "a/",
                ".hidden",
                "a\\\\..\\\\b",
                "a\\u0000b",
                "\\u202eabc",
                "caf\\u00e9",
                "",
                "x".repeat(300),
                "a/b/c/d/e/f/g/h/i/j")) {
            manifests.put(at(path), "invalid-manifest");
        }
        manifests.put(manifest("\"a\":%s,\"a/b\":%s".formatted(FILE, FILE)), "invalid-manifest");
        manifests.put(manifest("\"a\":%s,\"a\":%s".formatted(FILE, FILE)), "invalid-manifest");
        manifests.put(
                at("b/c").replace("{\"pose\":", "{\"pose/b\":{\"files\":{\"c\":%s}},\"pose\":".formatted(FILE)),
                "invalid-manifest");
        manifests.put(manifest(""), "invalid-manifest");
        manifests.put(at("a").replace("\"pose\"", "\"..\""), "invalid-manifest");
        manifests.put(at("a").replace("\"pose\"", "\"\""), "invalid-manifest");
        manifests.put(at("a").replace("\"bad\"", "\"../bad\""), "invalid-manifest");
        manifests.put(at("a").replace("\"bad\"", "\"shipped\""), "invalid-manifest");
        manifests.put(at("a").replace("\"bad\"", "\"good\""), "invalid-manifest");
        manifests.put(at("a").replace("\"format\":1", "\"format\":2"), "unsupported-manifest");
        manifests.put(at("a").replace("\"length\":3", "\"length\":-1"), "invalid-manifest");
        manifests.put(at("a").replace("\"length\":3", "\"length\":9223372036854775808"), "invalid-manifest");
        manifests.put(at("a").replace("\"length\":3", "\"length\":9223372036854775807"), "invalid-manifest");
        manifests.put(at("a").replace("\"length\":3", "\"length\":60000000"), "over-disk-limit");
        manifests.put(at("a").replace(HASH, "../../x"), "invalid-manifest");
        manifests.put(at("a"), "target-not-found");
        manifests.put(at("a").replace("packages/a", "../../../etc/passwd"), "target-not-found");
        manifests.put(at("a").replace("packages/a", "packages/other"), "set-inconsistent");
        manifests.put("[".repeat(100_000), "invalid-manifest");
        manifests.put("{\"format\":1", "invalid-manifest");
        manifests.put("", "invalid-manifest");
        manifests.put(manifest("\"f\":" + FILE) + " ".repeat(2 << 20), "length-exceeded");
        String many = IntStream.range(0, 10_001)
                .mapToObj(i ->
                        "\"f%d\":%s".formatted(i, "{\"sha256\":\"%s\",\"length\":0,\"target\":\"a\"}".formatted(HASH)))
                .reduce((a, b) -> a + "," + b)
                .orElseThrow();
        manifests.put(manifest(many), many.length() > 1 << 20 ? "length-exceeded" : "invalid-manifest");
        return manifests;
    }

    @Test
    void a_manifest_that_leads_elsewhere_or_lies_is_refused_with_a_code_and_writes_nothing() throws Exception {
        try (AttackedDevice device = device((set, folder, running) -> {})) {
            device.repository.put("targets", "packages/other", "other".getBytes(UTF_8));
            for (Map.Entry<String, String> bad : manifests().entrySet()) {
                device.offerManifest("bad", bad.getKey().getBytes(UTF_8));
                UpdateStatus status = device.update();
                String shown =
                        bad.getKey().substring(0, Math.min(200, bad.getKey().length()));
                assertThat(status.state()).as(shown).isEqualTo(UpdateState.FAILED);
                assertThat(status.code()).as(shown + ": " + status.message()).contains(bad.getValue());
                assertThat(status.active()).isEqualTo(AttackedDevice.GOOD);
                device.requireUnhurt();
            }
        }
    }

    @Test
    void what_sets_leave_that_are_refused_before_they_are_fetched_stays_within_the_bound() throws Exception {
        try (AttackedDevice device = device((set, folder, running) -> {})) {
            for (int i = 0; i < 12; i++) {
                device.offerManifest("bad", ("no manifest " + i + " ".repeat(1_000_000)).getBytes(UTF_8));
                assertThat(device.update().code()).contains("invalid-manifest");
                device.requireUnhurt();
            }
        }
    }

    @Test
    void a_package_that_is_no_good_is_found_out_in_the_child() throws Exception {
        Map<String, byte[]> changes = new TreeMap<>();
        String yaml = new String(digits.get("digits/model.yaml"), UTF_8);
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9) + "*a" + (i - 1)));
        }
        changes.put("aliases that multiply", (bomb + yaml).getBytes(UTF_8));
        changes.put("no YAML", "\u0000\u0001{{{{".getBytes(UTF_8));
        changes.put("deep", ("a: " + "[".repeat(50_000)).getBytes(UTF_8));
        changes.put("a class of Java's", ("!!javax.script.ScriptEngineManager [x]\n" + yaml).getBytes(UTF_8));
        changes.put(
                "a file elsewhere",
                yaml.replace("file: model.tflite", "file: ../good/model.tflite").getBytes(UTF_8));
        changes.put(
                "a file that is not there",
                yaml.replace("golden/nine.csv", "golden/none.csv").getBytes(UTF_8));
        changes.put("another name", yaml.replace("name: digits", "name: other").getBytes(UTF_8));
        try (AttackedDevice device = device(new PackagesTrial(trials))) {
            int number = 0;
            for (Map.Entry<String, byte[]> change : changes.entrySet()) {
                Map<String, byte[]> files = new TreeMap<>(digits);
                files.put("digits/model.yaml", change.getValue());
                device.offer("bad-" + number++, files);
                UpdateStatus status = device.update();
                assertThat(status.state()).as(change.getKey()).isEqualTo(UpdateState.FAILED);
                assertThat(status.code()).as(change.getKey()).isPresent();
                assertThat(status.message().orElseThrow()).contains("digits").contains("bad-");
                assertThat(status.active()).isEqualTo(AttackedDevice.GOOD);
                device.requireUnhurt();
            }
            device.offer("better", digits);
            assertThat(device.update().state()).as("a good one runs").isEqualTo(UpdateState.PROBATION);
        }
    }

    @Test
    void mutants_of_whole_sets_run_or_are_refused_with_a_code_and_hurt_nobody() throws Exception {
        int mutants = Boolean.getBoolean("spotter.campaigns") ? CAMPAIGN : SAMPLE;
        Random random = new Random(SEED);
        Map<String, Integer> outcomes = new TreeMap<>();
        List<String> paths = List.copyOf(digits.keySet());
        try (Trials.Series series = trials.series();
                AttackedDevice device = device((set, candidate, running) -> tryAll(series, candidate))) {
            for (int i = 0; i < mutants; i++) {
                Map<String, byte[]> files = new TreeMap<>(digits);
                String path = paths.get(random.nextInt(paths.size()));
                byte[] mutant = mutant(files.get(path), random);
                if (random.nextBoolean()) {
                    files.computeIfPresent("digits/model.yaml", (_, yaml) -> hashed(yaml, digits.get(path), mutant));
                }
                files.put(path, mutant);
                device.offer("mutant-" + i, files);
                if (random.nextInt(3) == 0) {
                    byte[] manifest = device.repository.metadata.isEmpty()
                            ? new byte[0]
                            : ("{\"format\":1,\"set\":\"mutant-%d\",\"folders\":{\"digits\":{\"files\":{\"model.yaml\":%s}}}}"
                                            .formatted(i, FILE))
                                    .getBytes(UTF_8);
                    device.offerManifest("mutant-" + i, mutant(manifest, random));
                }
                UpdateStatus status = device.update();
                boolean runs = status.state() == UpdateState.PROBATION;
                assertThat(status.state()).isIn(UpdateState.PROBATION, UpdateState.FAILED);
                assertThat(runs || status.code().isPresent()).isTrue();
                assertThat(runs).isEqualTo(status.active().equals("mutant-" + i));
                outcomes.merge(runs ? "runs" : status.code().orElseThrow(), 1, Integer::sum);
                device.requireUnhurt();
                if (runs) {
                    device.commit(); // else the next one's failure is followed by what goes on
                }
            }
        }
        StringBuilder table = new StringBuilder(
                "# %d mutants of whole sets, seed %d%n%n| outcome | mutants |%n|---|---|%n".formatted(mutants, SEED));
        outcomes.forEach((outcome, count) -> table.append("| %s | %d |%n".formatted(outcome, count)));
        Files.writeString(SharedFiles.home().resolve("target/hostile-sets.md"), table);

        assertThat(outcomes.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(mutants);
        assertThat(outcomes).hasSizeGreaterThan(3);
    }

    private static void tryAll(Trials.Series series, Path candidate) throws InterruptedException {
        for (Path child : DurableDisk.list(candidate)) {
            if (Files.isRegularFile(child.resolve(ModelPackage.DESCRIPTION))) {
                TrialReport report = series.trial(child);
                if (!report.passed()) {
                    throw new UpdateException(report.code(), report.sentence());
                }
            }
        }
    }

    /** The description with the hash of what a file is now. */
    private static byte[] hashed(byte[] yaml, byte[] before, byte[] now) {
        return new String(yaml, UTF_8)
                .replace(TestRepository.sha256(before), TestRepository.sha256(now))
                .getBytes(UTF_8);
    }

    /** Bytes flipped, cut out, doubled or cut off. */
    private static byte[] mutant(byte[] bytes, Random random) {
        if (bytes.length == 0) {
            return new byte[] {(byte) random.nextInt()};
        }
        byte[] mutant = bytes.clone();
        switch (random.nextInt(4)) {
            case 0 -> mutant[random.nextInt(mutant.length)] = (byte) random.nextInt();
            case 1 -> {
                int from = random.nextInt(mutant.length);
                random.nextBytes(mutant);
                System.arraycopy(bytes, 0, mutant, 0, from);
            }
            case 2 -> mutant = Arrays.copyOf(mutant, random.nextInt(mutant.length));
            default -> {
                mutant = Arrays.copyOf(bytes, 2 * bytes.length);
                System.arraycopy(bytes, 0, mutant, bytes.length, bytes.length);
            }
        }
        return mutant;
    }
}
