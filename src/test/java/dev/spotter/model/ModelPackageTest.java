package dev.spotter.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotter.SharedFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Locks down what a package may be: strict reading with the place of an error, and nothing read outside of the folder. */
class ModelPackageTest {
    @TempDir
    Path store;

    @Test
    void a_right_package_is_read_with_all_that_it_says() {
        ModelPackage read = ModelPackage.read(ExamplePackage.write(store, "example-cnn"));

        assertThat(read.name()).isEqualTo("example-cnn");
        assertThat(read.version()).isEqualTo("1.2.3");
        assertThat(read.task()).isEqualTo(ModelTask.CLASSIFICATION);
        assertThat(read.labels()).containsExactly("squat", "rest");
        assertThat(read.temperature()).isEqualTo(1.0);
        assertThat(read.windowInput().samples()).isEqualTo(4);
        assertThat(read.windowInput().fill()).isEqualTo(FillRule.FIRST);
        assertThat(read.windowInput().normalisation())
                .isEqualTo(new Normalisation(List.of(0.0, 0.5), List.of(1.0, 2.0)));
        assertThat(read.golden()).containsExactly(new Golden("one", "golden/one.csv", "golden/one.out.csv", 0.25));
        assertThat(read.training().data().getFirst().grade()).isEqualTo(TrainingNote.Grade.A);
        read.files().verify();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            labels: [squat, rest]        | lables: [squat, rest]            | yaml-unknown-key   | model.yaml:22:1: the key 'lables' is not known here (did you mean 'labels'?)
            licence: Apache-2.0\\n       |                                  | yaml-missing-key   | model.yaml:1:1: the key 'licence' is missing here
            licence: Apache-2.0\\n   | license: Apache-2.0\\n     | yaml-missing-key   | the key 'licence' is missing here ('license' stands there instead)
            version: 1.2.3               | version: 1.2                     | yaml-wrong-value   | version is '1.2', allowed is a semantic version
            version: 1.2.3               | version: 1.2.3\\nversion: 1.2.4  | yaml-wrong-value   | model.yaml:3:1: the key 'version' stands here a second time
            task: classification         | task: clasification              | yaml-wrong-value   | task is 'clasification' (did you mean 'classification'?)
            samples: 4                   | samples: many                    | yaml-wrong-value   | model.yaml:17:14: samples is 'many', allowed is a whole number from 1 to 100000
            rate-hz: 50                  | rate-hz: .nan                    | yaml-wrong-value   | allowed is a finite number
            scale: [1, 2]                | scale: [1, 0]                    | yaml-wrong-value   | a scale of 0
            scale: [1, 2]                | scale: [1]                       | yaml-wrong-value   | 2 means and 1 scales
            units: [g, g]                | units: [g]                       | yaml-wrong-value   | 2 channels, but 1 units
            labels: [squat, rest]        | labels: [squat, squat]           | yaml-wrong-value   | 'squat' stands there twice
            labels: [squat, rest]        | labels: [squat]                  | yaml-wrong-value   | at least 2 labels
            tolerance: 0.25              | tolerance: -1                    | yaml-wrong-value   | tolerance -1.0, allowed is 0 or more
            meaning: logits              | meaning: keypoints               | yaml-wrong-value   | logits or probabilities
            class: A                     | class: D                         | yaml-wrong-value   | class is 'D'
            file: model.tflite           | file: other.tflite               | yaml-wrong-value   | files names no SHA-256
            name: NAME                   | name: other                      | yaml-wrong-value   | the folder is called
            name: NAME                   | name: 'NAME                      | yaml-syntax        | model.yaml:
            description: an example      | description: !!java.net.URL [x]  | yaml-syntax | Global tag is not allowed
            """)
    void what_is_wrong_is_refused_with_its_place_and_what_is_allowed(
            String right, String wrong, String code, String sentence) {
        String replacement = wrong == null ? "" : wrong.replace("\\n", "\n");
        Path folder = ExamplePackage.write(store, "example", yaml -> {
            assertThat(yaml).contains(right.replace("\\n", "\n"));
            return yaml.replace(right.replace("\\n", "\n"), replacement);
        });

        refusal(folder, code).hasMessageContaining(sentence);
    }

    @Test
    void an_image_says_how_a_frame_fits_and_how_a_detected_part_is_cut_out() {
        ImageInput image = image("fit: letterbox, region: {from: keypoints, centre: hip, towards: head, margin: 0.125}")
                .imageInput();

        assertThat(image.fit()).isEqualTo(ImageInput.Fit.LETTERBOX);
        assertThat(image.region()).isEqualTo(new RegionRule.AroundKeypoints("hip", "head", 0.125));
        assertThat(image("fit: crop, region: {from: box, margin: 0.25}")
                        .imageInput()
                        .region())
                .isEqualTo(new RegionRule.AroundBox(0.25, Optional.empty()));
        assertThat(image("fit: stretch, region: {from: box, fit: letterbox}")
                        .imageInput()
                        .region())
                .isEqualTo(new RegionRule.AroundBox(0, Optional.of(ImageInput.Fit.LETTERBOX)));
    }

    @Test
    void an_image_that_says_nothing_is_stretched_and_sees_the_box_of_a_part() {
        ImageInput image = image("").imageInput();

        assertThat(image.fit()).isEqualTo(ImageInput.Fit.STRETCH);
        assertThat(image.region()).isEqualTo(RegionRule.BOX);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            fit: leterbox                                               | yaml-wrong-value | fit is 'leterbox' (did you mean 'letterbox'?)
            region: {margin: 0.1}                                       | yaml-missing-key | the key 'from' is missing here
            region: {from: points}                                      | yaml-wrong-value | allowed are [box, keypoints]
            region: {from: box, margin: 4.5}                            | yaml-wrong-value | the margin of a region is 4.5, allowed is 0 to 4.0
            region: {from: box, margin: -0.1}                           | yaml-wrong-value | allowed is 0 to 4.0
            region: {from: box, centre: hip}                            | yaml-unknown-key | the key 'centre' is not known here
            region: {from: keypoints, centre: hip}                      | yaml-missing-key | the key 'towards' is missing here
            region: {from: keypoints, centre: hip, towards: hip}        | yaml-wrong-value | centre and towards are both 'hip'
            """)
    void an_image_that_says_what_cannot_be_is_refused(String said, String code, String sentence) {
        assertThatThrownBy(() -> image(said))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(sentence);
    }

    /** A package whose only input is a picture, which says this besides. */
    private ModelPackage image(String said) {
        return ModelPackage.read(ExamplePackage.write(store, "example", yaml -> {
            int from = yaml.indexOf("  - name: imu");
            return yaml.substring(0, from)
                    + "  - {name: picture, kind: image, meaning: a scene, width: 96, height: 64, colours: grey, "
                    + said
                    + "}\n"
                    + yaml.substring(yaml.indexOf("outputs:"));
        }));
    }

    @Test
    void a_path_that_leaves_the_folder_is_refused() {
        ExamplePackage.file(store.resolve("secret"), "secret".getBytes());
        for (String path :
                List.of("../secret", "golden/../../secret", "/etc/hostname", "./model.tflite", "golden//one.csv", "")) {
            Path folder = ExamplePackage.write(
                    store,
                    "example",
                    yaml -> yaml.replace("files:\n", "files:\n  '" + path + "': " + "0".repeat(64) + "\n"));
            refusal(folder, "bad-path").hasMessageContaining("'" + path + "'");
        }
    }

    @Test
    void links_to_files_and_folders_are_refused() throws Exception {
        Path folder = ExamplePackage.write(store, "example");
        Files.move(folder.resolve("model.tflite"), store.resolve("outside"));
        Files.createSymbolicLink(folder.resolve("model.tflite"), store.resolve("outside"));
        refusal(folder, "link-in-package").hasMessageContaining("model.tflite is a link");

        folder = ExamplePackage.write(store, "other");
        Files.move(folder.resolve("golden"), store.resolve("golden-outside"));
        Files.createSymbolicLink(folder.resolve("golden"), store.resolve("golden-outside"));
        refusal(folder, "link-in-package");

        folder = ExamplePackage.write(store, "third");
        Files.move(folder.resolve("model.yaml"), store.resolve("outside.yaml"));
        Files.createSymbolicLink(folder.resolve("model.yaml"), store.resolve("outside.yaml"));
        refusal(folder, "no-package");
    }

    @Test
    void a_missing_file_and_one_that_is_too_large_are_refused() throws Exception {
        Path folder = ExamplePackage.write(store, "example");
        Files.delete(folder.resolve("golden/one.csv"));
        refusal(folder, "missing-file").hasMessageContaining("golden/one.csv");

        Path large = ExamplePackage.write(store, "large");
        try (var file =
                new java.io.RandomAccessFile(large.resolve("model.tflite").toFile(), "rw")) {
            file.setLength(PackageFiles.MOST_BYTES_A_FILE + 1L);
        }
        refusal(large, "file-too-large").hasMessageContaining("67108865 bytes");
    }

    @Test
    void a_changed_byte_is_found_when_the_file_is_opened() {
        Path folder = ExamplePackage.write(store, "example");
        ModelPackage read = ModelPackage.read(folder);
        ExamplePackage.file(folder.resolve("model.tflite"), "No model".getBytes());

        assertThatThrownBy(() -> read.files().read("model.tflite"))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.code()).isEqualTo("hash-mismatch"));
        assertThatThrownBy(() -> read.files().read("MODEL_CARD.md"))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.code()).isEqualTo("unlisted-file"));
    }

    @Test
    void the_package_of_the_documentation_is_right() throws Exception {
        String documentation = Files.readString(SharedFiles.home().resolve("docs/model-packages.md"));
        String yaml = documentation.substring(documentation.indexOf("```yaml\n") + 8);
        Path folder = store.resolve("example-cnn");
        for (String file : List.of("example-cnn.tflite", "golden/squat.csv", "golden/squat.out.csv")) {
            ExamplePackage.file(folder.resolve(file), new byte[1]);
        }
        ExamplePackage.describe(folder, yaml.substring(0, yaml.indexOf("```")));

        assertThat(ModelPackage.read(folder).labels()).hasSize(6);
    }

    @Test
    void the_store_lists_packages_by_name_and_names_the_nearest_when_one_is_unknown() {
        ExamplePackage.write(store, "exercise-gru");
        ExamplePackage.write(store, "exercise-cnn");
        ExamplePackage.file(store.resolve("exercise/ensemble.yaml"), "name: exercise".getBytes());
        ExamplePackage.file(store.resolve("training/README.md"), "no package".getBytes());
        ModelStore models = new ModelStore(List.of(store));

        assertThat(models.list()).extracting(ModelPackage::name).containsExactly("exercise-cnn", "exercise-gru");
        assertThat(models.find("exercise-gru").name()).isEqualTo("exercise-gru");
        assertThat(models.ensembleFolders()).containsOnlyKeys("exercise");
        assertThatThrownBy(() -> models.find("exercise-cn"))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.code()).isEqualTo("unknown-model"))
                .hasMessageContaining("did you mean 'exercise-cnn'?");
        assertThatThrownBy(() -> new ModelStore(List.of(store.resolve("nowhere"))))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.code()).isEqualTo("no-store"));
    }

    private static AbstractThrowableAssert<?, ?> refusal(Path folder, String code) {
        return assertThatThrownBy(() -> ModelPackage.read(folder))
                .isInstanceOfSatisfying(
                        ModelException.class,
                        e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code));
    }
}
