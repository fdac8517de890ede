package dev.spotter.model.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.spotter.SharedFiles;
import dev.spotter.WebServer;
import dev.spotter.cli.TrialChildMain;
import dev.spotter.model.ExamplePackage;
import dev.spotter.model.ModelException;
import dev.spotter.model.ModelPackage;
import dev.spotter.model.ModelStore;
import dev.spotter.model.transfer.TransferException;
import dev.spotter.model.trial.ChildProgram;
import dev.spotter.model.trial.TrialLimits;
import dev.spotter.model.trial.Trials;
import dev.spotter.tflite.TfLite;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real model from a real server on localhost, tried in a real child process; and what must never be installed. */
class InstallationTest {
    private static final String ENTRY = """
            vww:
              source: https://example.com
              files:
                - file: model.tflite
                  url: URL
                  sha256: SHA256
              package:
                version: 1.0.0
                task: classification
                description: an example
                inputs:
                  - {name: picture, kind: image, meaning: the scene, width: 96, height: 96, colours: rgb, normalisation: {mean: [0, 0, 0], scale: [255, 255, 255]}}
                outputs:
                  - {name: verdict, meaning: probabilities}
                labels: [no-person, person]
                operators: [CONV_2D]
                licence: Apache-2.0
                training:
                  data: [{name: none, source: none, licence: none, class: A}]
            """;

    private static final InstallProgress SILENT = (file, done, all) -> {};

    private static Path library;

    @TempDir
    private Path folder;

    private Path original;
    private byte[] model;
    private WebServer server;
    private Path models;

    @BeforeAll
    static void load() {
        library = TfLite.load(null, SharedFiles.home().resolve("target/test-data"))
                .library();
    }

    @BeforeEach
    void serve() throws IOException {
        original = SharedFiles.models("mlperf-tiny/vww_96_int8.tflite");
        model = Files.readAllBytes(original);
        models = folder.resolve("models");
        server = WebServer.start();
        server.put("/vww.tflite", model);
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void a_model_is_fetched_tried_and_found_among_the_models() throws Exception {
        List<Long> told = new ArrayList<>();

        assertThat(installation((file, done, all) -> told.add(done)).install(entry(), none(), none()))
                .isTrue();

        ModelPackage installed = new ModelStore(List.of(models)).find("vww");
        installed.files().verify();
        assertThat(installed.version()).isEqualTo("1.0.0");
        assertThat(installed.golden()).singleElement().satisfies(golden -> assertThat(golden.tolerance())
                .isBetween(0.001, 0.02));
        assertThat(Files.readString(installed.folder().resolve("MODEL_CARD.md")))
                .contains("# vww 1.0.0", "Apache-2.0", "https://example.com");
        assertThat(trials().trial(models.resolve("vww")).passed()).isTrue();
        assertThat(told).isSorted().last().isEqualTo((long) model.length);
        assertThat(models.resolve(".downloads")).isEmptyDirectory();
    }

    @Test
    void what_is_installed_already_is_left_alone() throws Exception {
        install(entry());
        Path first = models.resolve("vww").toRealPath();
        assertThat(install(entry())).isFalse();
        assertThat(models.resolve("vww").toRealPath()).isEqualTo(first);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void what_was_damaged_since_is_installed_anew() throws Exception {
        install(entry());
        Files.writeString(models.resolve("vww/golden/waves.out.csv"), "1,2\n");
        assertThat(install(entry())).isTrue();
        new ModelStore(List.of(models)).find("vww").files().verify();
    }

    @Test
    void another_version_takes_the_place_only_when_it_has_passed_its_trial() throws Exception {
        install(entry());
        Path first = models.resolve("vww").toRealPath();
        CatalogueEntry unfit = entry(yaml -> yaml.replace("1.0.0", "1.1.0").replace("person]", "person, dog]"));
        assertThat(refusal(unfit)).isEqualTo("wrong-tensor-shape");
        assertThat(models.resolve("vww").toRealPath()).isEqualTo(first);
        assertThat(versions()).containsExactly(first.getParent());

        assertThat(install(entry(yaml -> yaml.replace("1.0.0", "1.2.0")))).isTrue();
        assertThat(new ModelStore(List.of(models)).find("vww").version()).isEqualTo("1.2.0");
        assertThat(first).as("an agent may still be reading it").exists();

        install(entry(yaml -> yaml.replace("1.0.0", "1.2.0")));
        assertThat(first).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "coral/model_invoking_error.tflite, operator-missing",
        "tflite-micro/person_detect.tflite, model-refused",
        "mlperf-tiny/ad01_int8.tflite, wrong-tensor-shape"
    })
    void a_model_that_fails_its_trial_is_not_installed(String file, String code) throws Exception {
        server.put("/vww.tflite", Files.readAllBytes(SharedFiles.models(file)));
        CatalogueEntry entry = entry(
                yaml -> yaml.replace(ExamplePackage.hash(original), ExamplePackage.hash(SharedFiles.models(file))));
        assertThat(refusal(entry)).isEqualTo(code);
        assertNothingIsInstalled();
    }

    @Test
    void a_model_whose_outputs_are_not_what_its_entry_says_is_not_installed() throws Exception {
        CatalogueEntry entry = entry(yaml -> yaml.replace("task: classification", "task: pose")
                .replace("labels: [no-person, person]", "adapter: {kind: movenet}")
                .replace("meaning: probabilities", "meaning: keypoints"));
        assertThat(refusal(entry)).isEqualTo("wrong-tensor-shape");
        assertNothingIsInstalled();
    }

    @Test
    void a_file_that_was_changed_is_refused_from_a_server_and_from_a_folder() throws Exception {
        byte[] changed = model.clone();
        changed[1000] ^= 1;
        server.put("/vww.tflite", changed);
        assertThat(catchThrowableOfType(TransferException.class, () -> install(entry()))
                        .code())
                .isEqualTo("hash-mismatch");

        Path stick = Files.createDirectories(folder.resolve("stick/deep"));
        Files.write(stick.resolve("vww.tflite"), changed);
        assertThat(refusal(entry(), none(), Optional.of(folder.resolve("stick"))))
                .isEqualTo("hash-mismatch");
        assertNothingIsInstalled();
    }

    @Test
    void a_folder_is_searched_by_name_and_by_hash() throws Exception {
        server.close();
        Path stick = Files.createDirectories(folder.resolve("stick/deep/deeper"));
        CatalogueEntry sized = entry(yaml -> yaml.replace("sha256:", "bytes: " + model.length + "\n      sha256:"));
        assertThat(refusal(sized, none(), Optional.of(folder.resolve("stick")))).isEqualTo("not-in-folder");

        Files.write(stick.resolve("called otherwise"), model);
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("stick"));
        assertThat(installation(SILENT).install(sized, none(), Optional.of(link)))
                .isTrue();
    }

    @Test
    void without_a_hash_it_takes_a_person_who_knows_it() throws Exception {
        CatalogueEntry entry = entry(yaml -> yaml.replaceFirst(" *sha256: .*\n", ""));
        String right = ExamplePackage.hash(original);
        ModelException refused = catchThrowableOfType(ModelException.class, () -> install(entry));
        assertThat(refused.code()).isEqualTo("hash-unknown");
        assertThat(refused).hasMessageContaining("--sha256 " + right);

        Optional<String> wrong = Optional.of("0".repeat(64));
        assertThat(catchThrowableOfType(TransferException.class, () -> installation(SILENT)
                                .install(entry, wrong, none()))
                        .code())
                .isEqualTo("hash-mismatch");
        assertNothingIsInstalled();

        assertThat(catchThrowableOfType(ModelException.class, () -> install(entry))
                        .code())
                .isEqualTo("hash-unknown");
        int before = server.requests().size();
        assertThat(installation(SILENT).install(entry, Optional.of(right), none()))
                .isTrue();
        assertThat(server.requests())
                .as("what was fetched is not fetched again")
                .hasSize(before);
    }

    @Test
    void a_hash_that_contradicts_the_catalogue_is_refused() throws Exception {
        assertThat(refusal(entry(), Optional.of("0".repeat(64)), none())).isEqualTo("hash-mismatch");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void a_model_is_taken_out_of_an_archive_and_nothing_else() throws Exception {
        Path archive = folder.resolve("pose.task");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (String name : List.of("../../evil", "/evil", "inner/other.tflite", "inner/model.tflite")) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(name.endsWith("model.tflite") ? model : "evil".getBytes());
            }
        }
        server.put("/vww.tflite", Files.readAllBytes(archive));
        CatalogueEntry entry = entry(yaml -> yaml.replace(ExamplePackage.hash(original), ExamplePackage.hash(archive))
                .replace("sha256:", "member: inner/model.tflite\n      sha256:"));
        assertThat(install(entry)).isTrue();
        assertThat(models.resolve("vww/model.tflite")).hasBinaryContent(model);
        try (Stream<Path> all = Files.walk(folder)) {
            assertThat(all).noneMatch(path -> path.getFileName().toString().contains("evil"));
        }

        CatalogueEntry missing = entry(yaml -> yaml.replace(ExamplePackage.hash(original), ExamplePackage.hash(archive))
                .replace("sha256:", "member: inner/none.tflite\n      sha256:")
                .replace("1.0.0", "2.0.0"));
        assertThat(refusal(missing)).isEqualTo("not-in-archive");
        CatalogueEntry broken = entry(
                yaml -> yaml.replace("sha256:", "member: any\n      sha256:").replace("1.0.0", "2.0.0"));
        server.put("/vww.tflite", model);
        assertThat(refusal(broken)).isEqualTo("archive-broken");
    }

    @Test
    void a_folder_that_a_person_put_there_is_not_touched() throws Exception {
        Path own = Files.createDirectories(models.resolve("vww"));
        Files.writeString(own.resolve("model.yaml"), "my own");
        assertThat(refusal(entry())).isEqualTo("name-taken");
        assertThat(own.resolve("model.yaml")).hasContent("my own");
    }

    @Test
    void two_installations_do_not_meet() throws Exception {
        Files.createDirectories(models);
        try (FileChannel other =
                FileChannel.open(models.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            assertThat(other.tryLock()).isNotNull();
            assertThat(refusal(entry())).isEqualTo("install-running");
        }
        assertThat(install(entry())).isTrue();
    }

    @Test
    void what_an_installation_left_that_was_killed_is_swept() throws Exception {
        Path half = Files.createDirectories(models.resolve(".versions/vww-0123/vww"));
        Files.writeString(half.resolve("model.yaml"), "half");
        Files.createSymbolicLink(half.resolveSibling("link"), Path.of("anywhere"));
        install(entry());
        assertThat(versions()).hasSize(1).doesNotContain(half.getParent());
    }

    @Test
    void a_disk_that_is_full_is_told_and_nothing_is_half_installed() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", disk.toString()),
                "mounting a small disk needs root");
        try {
            models = disk.resolve("models");
            CatalogueEntry sized = entry(yaml -> yaml.replace("sha256:", "bytes: " + model.length + "\n      sha256:"));
            assertThat(refusal(sized, none(), Optional.of(original.getParent())))
                    .isEqualTo("disk-full");
            assertNothingIsInstalled();
        } finally {
            run("umount", disk.toString());
        }
    }

    private boolean install(CatalogueEntry entry) throws InterruptedException {
        return installation(SILENT).install(entry, none(), none());
    }

    private String refusal(CatalogueEntry entry) {
        return refusal(entry, none(), none());
    }

    private String refusal(CatalogueEntry entry, Optional<String> sha256, Optional<Path> from) {
        return catchThrowableOfType(
                        ModelException.class, () -> installation(SILENT).install(entry, sha256, from))
                .code();
    }

    private Installation installation(InstallProgress progress) {
        return new Installation(models, trials(), progress);
    }

    private static Trials trials() {
        return new Trials(ChildProgram.ofThisProcess(TrialChildMain.class, "trial-child"), library, TrialLimits.USUAL);
    }

    private CatalogueEntry entry() throws IOException {
        return entry(yaml -> yaml);
    }

    private CatalogueEntry entry(UnaryOperator<String> change) throws IOException {
        String yaml = ENTRY.replace("URL", server.uri("/vww.tflite").toString())
                .replace("SHA256", ExamplePackage.hash(original));
        Path file = Files.writeString(folder.resolve(Catalogue.FILE), change.apply(yaml));
        return Catalogue.read(file).find("vww");
    }

    private void assertNothingIsInstalled() throws IOException {
        assertThat(models.resolve("vww")).doesNotExist();
        assertThat(versions()).isEmpty();
        assertThat(new ModelStore(List.of(models)).packageFolders()).isEmpty();
    }

    private List<Path> versions() throws IOException {
        try (Stream<Path> all = Files.list(models.resolve(".versions"))) {
            return all.toList();
        }
    }

    private static <T> Optional<T> none() {
        return Optional.empty();
    }

    private static boolean run(String... command) throws Exception {
        return new ProcessBuilder(command).start().waitFor() == 0;
    }
}
