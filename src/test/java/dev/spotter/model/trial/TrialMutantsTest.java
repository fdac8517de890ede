package dev.spotter.model.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.spotter.SharedFiles;
import dev.spotter.cli.TrialChildMain;
import dev.spotter.model.DigitPackage;
import dev.spotter.model.ExamplePackage;
import dev.spotter.model.ModelPackage;
import dev.spotter.tflite.TfLite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random damage to real models, seeded: each mutant passes or is refused with a code, this process lives, none takes over
 * 10 s. A sample each time; 2,000 with {@code -Dspotter.campaigns=true}. The table is left in target/mutants.md.
 */
class TrialMutantsTest {
    private static final long SEED = 20261123;
    private static final int SAMPLE = 200;
    private static final int CAMPAIGN = 2_000;

    @TempDir
    Path folder;

    @Test
    void every_mutant_passes_or_is_refused_with_a_code_and_none_hurts_the_parent() throws Exception {
        int mutants = Boolean.getBoolean("spotter.campaigns") ? CAMPAIGN : SAMPLE;
        List<Path> originals = originals();
        TfLite tfLite = TfLite.load(null, SharedFiles.home().resolve("target/test-data"));
        Trials trials = new Trials(
                ChildProgram.ofThisProcess(TrialChildMain.class, "trial-child"), tfLite.library(), TrialLimits.USUAL);
        assumeTrue(trials.problems().isEmpty(), () -> "skipped: " + trials.problems());
        Random random = new Random(SEED);
        Mutator mutator = new Mutator(random);
        Map<String, Integer> codes = new TreeMap<>();
        TrialReport slowest = null;
        try (Trials.Series series = trials.series()) {
            for (int i = 0; i < mutants; i++) {
                Path original = originals.get(i % originals.size());
                TrialReport report = series.trial(mutant(original, mutator));
                codes.merge(report.code(), 1, Integer::sum);
                assertThat(report.sentence()).isNotBlank();
                slowest = slowest == null || report.wallMillis() > slowest.wallMillis() ? report : slowest;
            }
            for (Path original : originals) {
                assertThat(series.trial(original).code())
                        .as(original.toString())
                        .isEqualTo(TrialReport.PASSED);
            }
        }
        leaveTable(mutants, originals, codes, slowest);

        assertThat(codes.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(mutants);
        assertThat(codes).doesNotContainKeys(TrialReport.ENDED, TrialReport.NOT_STARTED, "hash-mismatch");
        assertThat(slowest.wallMillis()).isLessThan(10_000);
    }

    /** Packages, whose mutants get a right SHA-256, and public files that come without one. */
    private List<Path> originals() throws IOException {
        List<Path> originals = new ArrayList<>();
        originals.add(DigitPackage.write(folder.resolve("original"), "digits"));
        try (Stream<Path> shipped = Files.exists(SharedFiles.home().resolve("models-tflite"))
                ? Files.list(SharedFiles.home().resolve("models-tflite"))
                : Stream.empty()) {
            shipped.filter(path -> Files.exists(path.resolve(ModelPackage.DESCRIPTION)))
                    .sorted()
                    .forEach(originals::add);
        }
        originals.add(SharedFiles.models("mlperf-tiny/vww_96_int8.tflite"));
        originals.add(SharedFiles.models("mlperf-tiny/ad01_int8.tflite"));
        originals.add(SharedFiles.models("coral/mobilenet_v1_0.25_128_quant.tflite"));
        originals.add(SharedFiles.models("coral/keras_lstm_mnist_ptq.tflite"));
        return originals;
    }

    private Path mutant(Path original, Mutator mutator) throws IOException {
        if (Files.isRegularFile(original)) {
            Path file = folder.resolve("mutant.tflite");
            ExamplePackage.file(file, mutator.mutate(DigitPackage.bytes(original)));
            return file;
        }
        ModelPackage model = ModelPackage.read(original);
        Path copy = folder.resolve("mutants").resolve(model.name());
        for (String path : model.hashes().keySet()) {
            byte[] bytes = DigitPackage.bytes(original.resolve(path));
            ExamplePackage.file(copy.resolve(path), path.equals(model.file()) ? mutator.mutate(bytes) : bytes);
        }
        String yaml = Files.readString(original.resolve(ModelPackage.DESCRIPTION));
        String hash = ExamplePackage.hash(copy.resolve(model.file()));
        Files.writeString(
                copy.resolve(ModelPackage.DESCRIPTION),
                yaml.replace(model.hashes().get(model.file()), hash));
        return copy;
    }

    private static void leaveTable(int mutants, List<Path> originals, Map<String, Integer> codes, TrialReport slowest)
            throws IOException {
        StringBuilder table = new StringBuilder("%d mutants (seed %d) of %d models\n\n| code | mutants |\n|---|---:|\n"
                .formatted(mutants, SEED, originals.size()));
        codes.forEach((code, count) -> table.append("| %s | %d |\n".formatted(code, count)));
        table.append("\nslowest: %.0f ms, %s\n".formatted(slowest.wallMillis(), slowest.code()));
        Path file = SharedFiles.home().resolve("target/mutants.md");
        Files.createDirectories(file.getParent());
        Files.writeString(file, table);
    }
}
