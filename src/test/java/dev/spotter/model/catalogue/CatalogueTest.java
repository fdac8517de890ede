package dev.spotter.model.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotter.SharedFiles;
import dev.spotter.model.ModelException;
import dev.spotter.model.ModelPackage;
import dev.spotter.model.trial.ChildProgram;
import dev.spotter.model.trial.TrialLimits;
import dev.spotter.model.trial.Trials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The shipped catalogue, and what is refused in one. */
class CatalogueTest {
    private static final Path SHIPPED =
            SharedFiles.home().resolve("models-tflite").resolve(Catalogue.FILE);
    private static final String EXAMPLE = """
            vww-96:
              source: https://example.com
              files:
                - file: model.tflite
                  url: https://example.com/model.tflite
                  sha256: 0000000000000000000000000000000000000000000000000000000000000000
                  bytes: 7
                - file: labels.txt
                  url: https://example.com/labels.txt
                  sha256: 1111111111111111111111111111111111111111111111111111111111111111
              labels-from: labels.txt
              package:
                version: 1.0.0
                task: classification
                description: an example
                inputs:
                  - {name: picture, kind: image, meaning: the scene, width: 96, height: 96, colours: rgb}
                outputs:
                  - {name: verdict, meaning: probabilities}
                operators: [CONV_2D]
                licence: Apache-2.0
                training:
                  data: [{name: none, source: none, licence: none, class: A}]
            """;

    @TempDir
    private Path folder;

    static List<CatalogueEntry> shipped() {
        return Catalogue.read(SHIPPED).entries();
    }

    @Test
    void it_lists_what_technicians_ask_for() {
        assertThat(shipped())
                .extracting(CatalogueEntry::name)
                .contains(
                        "movenet-lightning",
                        "movenet-thunder",
                        "efficientdet-lite0",
                        "efficientdet-lite1",
                        "efficientdet-lite2",
                        "ssd-mobilenet-v2-coco",
                        "pose-detection",
                        "pose-landmark-lite",
                        "pose-landmark-full",
                        "pose-landmark-heavy",
                        "face-detection-short-range",
                        "mobilenet-v1-025-128",
                        "mobilenet-v1-embedding",
                        "vww-96",
                        "ad01");
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void every_entry_describes_a_package(CatalogueEntry entry) throws Exception {
        Path made = Files.createDirectory(folder.resolve(entry.name()));
        // the child of the trial ends at once, but the package is written by then
        Trials none = new Trials(new ChildProgram(List.of("/bin/false")), Path.of("none"), TrialLimits.USUAL);
        List<String> labels = entry.labelsFrom().isPresent() ? List.of("a", "b") : List.of();
        new PackageMaker(entry, made).make(new byte[] {1}, labels, none);

        ModelPackage read = ModelPackage.read(made);

        read.files().verify();
        assertThat(read.version()).isEqualTo(entry.version());
        assertThat(read.licence()).isEqualTo(entry.licence());
        assertThat(read.outputAdapter()).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void an_address_names_a_version_that_does_not_change(CatalogueEntry entry) {
        assertThat(entry.files()).allSatisfy(file -> assertThat(file.url().toString())
                .startsWith("https://")
                .matches(".*(/[0-9a-f]{40}/|generation=\\d+|/float16/1/).*"));
    }

    @Test
    void a_hash_is_that_of_the_file_where_that_is_beside_the_checkout() throws IOException {
        Path shared = SharedFiles.models("README.md").getParent();
        int known = 0;
        try (Stream<Path> all = Files.walk(shared)) {
            for (Path path : all.filter(Files::isRegularFile).toList()) {
                for (CatalogueEntry entry : shipped()) {
                    for (RemoteFile file : entry.files()) {
                        if (file.nameAtAddress().equals(path.getFileName().toString())) {
                            known++;
                            assertThat(file.sha256()).as(file.file()).hasValue(Sha256.of(path));
                            assertThat(file.bytes()).as(file.file()).hasValue(Files.size(path));
                        }
                    }
                }
            }
        }
        assertThat(known).isGreaterThanOrEqualTo(8);
    }

    @Test
    void an_unknown_name_is_refused_with_the_nearest() {
        assertThatThrownBy(() -> Catalogue.read(SHIPPED).find("movenet-lightening"))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.code()).isEqualTo("not-in-catalogue"))
                .hasMessageContaining("did you mean 'movenet-lightning'?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "source:|sauce:|'sauce' stands there instead",
                "vww-96:|VWW:|'VWW' is none of a package",
                "url: https|url: ftp|allowed is http:// or https://",
                "https://example.com/m|https://me:secret@example.com/m|without a user",
                "com/model.tflite|com/model tflite|is no address",
                "sha256: 00|sha256: XX|it must have 64 digits",
                "file: model.tflite|file: ../model.tflite|allowed is a plain name",
                "file: model.tflite|file: model.bin|has 0 files .tflite",
                "bytes: 7|bytes: 0|allowed is a whole number",
                "bytes: 7|bytes: 99999999|allowed are 1 to 67108864",
                "labels-from: labels.txt|labels-from: other.txt|nothing is said to be done with labels.txt",
                "sha256: 00|size: 00|the key 'size' is not known here",
                "version: 1.0.0|golden: []|'golden' is written by the installation",
                "kind: image|kind: pictures|kind is 'pictures'"
            })
    void what_is_wrong_is_refused_with_its_place(String right, String wrong, String sentence) throws IOException {
        Path file = Files.writeString(folder.resolve(Catalogue.FILE), EXAMPLE);
        assertThat(Catalogue.read(file).entries()).hasSize(1);

        Files.writeString(file, EXAMPLE.replaceFirst(Pattern.quote(right), wrong));
        assertThatThrownBy(() -> Catalogue.read(file))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.code()).startsWith("yaml-"))
                .hasMessageMatching("(?s)catalogue.yaml:\\d+:\\d+: .*")
                .hasMessageContaining(sentence);
    }

    @Test
    void only_the_model_may_have_no_hash() throws IOException {
        Path file = folder.resolve(Catalogue.FILE);
        Files.writeString(file, EXAMPLE.replaceFirst(" *sha256: 0+\n", ""));
        assertThat(Catalogue.read(file).find("vww-96").model().sha256()).isEmpty();

        Files.writeString(file, EXAMPLE.replaceFirst(" *sha256: 1+\n", ""));
        assertThatThrownBy(() -> Catalogue.read(file)).hasMessageContaining("no sha256 for labels.txt");
    }
}
