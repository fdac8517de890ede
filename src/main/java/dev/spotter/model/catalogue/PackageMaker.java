package dev.spotter.model.catalogue;

import dev.spotter.model.ModelException;
import dev.spotter.model.trial.TrialReport;
import dev.spotter.model.trial.Trials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes a model package of a catalogue's entry: model.yaml, labels, an example that the model itself answers, and a card. */
final class PackageMaker {
    private static final String OUTPUT = "golden/waves.out.csv";
    private static final double SHARE_OF_LARGEST = 0.02;
    private static final double LEAST_TOLERANCE = 0.001;

    private final CatalogueEntry entry;
    private final Path folder;
    private final ExampleInput example;
    private final String input;

    /** @param folder empty, called as the entry */
    PackageMaker(CatalogueEntry entry, Path folder) {
        this.entry = entry;
        this.folder = folder;
        this.example = ExampleInput.of(entry.inputs().getFirst());
        this.input = "golden/waves." + example.suffix();
    }

    /**
     * Makes the package, and has it tried in child processes: first for its answer to the example, then, in another one,
     * whether it gives it again.
     *
     * @param model bytes of the model
     * @param labels one a line; empty where the entry takes none from a file
     * @return how the trial ended; the package is only good where it passed
     */
    TrialReport make(byte[] model, List<String> labels, Trials trials) throws InterruptedException {
        try {
            Files.createDirectory(folder.resolve("golden"));
            Files.write(folder.resolve(entry.model().file()), model);
            Files.write(folder.resolve(input), example.content());
            Files.writeString(folder.resolve("MODEL_CARD.md"), card());
            Files.writeString(folder.resolve(OUTPUT), "0\n");
            describe(labels, 0);
            TrialReport answered = trials.answer(folder);
            if (!answered.passed()) {
                return answered;
            }
            describe(labels, tolerance());
            return trials.trial(folder);
        } catch (IOException e) {
            throw InstalledModels.notWritten(folder, e);
        }
    }

    /** A few steps of a quantized output, and what other processors make of floating point. */
    private double tolerance() throws IOException {
        double largest = 0;
        for (String cell : Files.readString(folder.resolve(OUTPUT)).strip().split(",")) {
            largest = Math.max(largest, Math.abs(Double.parseDouble(cell)));
        }
        return Math.max(LEAST_TOLERANCE, SHARE_OF_LARGEST * largest);
    }

    private void describe(List<String> labels, double tolerance) throws IOException {
        StringBuilder yaml = new StringBuilder("name: " + entry.name() + "\n");
        yaml.append(entry.packageYaml());
        yaml.append("file: ").append(entry.model().file()).append("\nfiles:\n");
        for (String file : List.of(entry.model().file(), input, OUTPUT)) {
            yaml.append("  %s: %s%n".formatted(file, Sha256.of(folder.resolve(file))));
        }
        if (!labels.isEmpty()) {
            yaml.append(
                    labels.stream().map(PackageMaker::quoted).collect(Collectors.joining(", ", "labels: [", "]\n")));
        }
        yaml.append("golden:\n  - {name: waves, input: %s, output: %s, tolerance: %s}%n"
                .formatted(input, OUTPUT, tolerance));
        Files.writeString(folder.resolve("model.yaml"), yaml);
    }

    private static String quoted(String label) {
        return '"' + label.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private String card() {
        return """
                # %s %s

                %s.

                Licence of the weights: %s. Made by others; read about it at %s. Installed from the catalogue; its example \
                (golden/) is what it answered on this device to an artificial input when it was installed.
                """.formatted(entry.name(), entry.version(), entry.description(), entry.licence(), entry.source());
    }

    /**
     * The labels of a file, one a line. Of lines that say the same, the later ones are numbered, counted from 0.
     *
     * @throws ModelException {@code labels-broken}
     */
    static List<String> labels(Path file) {
        List<String> labels = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        try {
            for (String line : Files.readString(file, StandardCharsets.UTF_8)
                    .strip()
                    .lines()
                    .toList()) {
                String label = line.strip();
                if (seen.putIfAbsent(label, labels.size()) != null) {
                    label = "%s (%d)".formatted(label, labels.size());
                }
                labels.add(label);
            }
        } catch (IOException e) {
            throw new ModelException("labels-broken", "%s is no list of labels: %s".formatted(file, e), e);
        }
        return labels;
    }
}
