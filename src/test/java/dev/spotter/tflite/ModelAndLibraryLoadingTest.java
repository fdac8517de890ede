package dev.spotter.tflite;

import static dev.spotter.tflite.Failures.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spotter.SharedFiles;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Libraries and models, whole and broken, from where they may come. */
class ModelAndLibraryLoadingTest {
    private static final TfLite LITE = LoadedLibrary.get();
    private static final BundledLibrary BUNDLED =
            BundledLibrary.of(System.getProperty("os.name"), System.getProperty("os.arch"));

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void the_libraries_on_the_class_path_have_the_pinned_hashes(BundledLibrary library) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream in = getClass().getClassLoader().getResourceAsStream(library.resource())) {
            digest.update(in.readAllBytes());
        }
        assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(library.sha256());
    }

    @Test
    void the_library_is_unpacked_once() throws IOException {
        Path file = TfLite.load(null, folder).library();
        assertThat(file).startsWith(folder).hasSize(12_230_064);
        FileTime first = Files.getLastModifiedTime(file);
        assertThat(TfLite.load(null, folder).library()).isEqualTo(file);
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(first);
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void a_library_that_was_damaged_since_is_unpacked_again() throws IOException {
        Path file = BUNDLED.unpackedInto(folder);
        FileTime time = Files.getLastModifiedTime(file);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        // A time of modification can be set back; the time of change cannot.
        Files.setLastModifiedTime(file, time);
        assertThat(Files.mismatch(BUNDLED.unpackedInto(folder), LITE.library())).isEqualTo(-1);
    }

    @Test
    void a_library_that_lost_its_note_is_hashed_and_kept() throws IOException {
        Path file = BUNDLED.unpackedInto(folder);
        Object inode = Files.getAttribute(file, "unix:ino");
        Files.delete(file.resolveSibling(file.getFileName() + ".checked"));
        assertThat(BUNDLED.unpackedInto(folder)).isEqualTo(file);
        assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(inode);
        assertThat(file.resolveSibling(file.getFileName() + ".checked")).exists();
    }

    @Test
    void many_may_unpack_at_once() throws Exception {
        try (ExecutorService starting = Executors.newFixedThreadPool(4)) {
            Callable<Path> one = () -> BUNDLED.unpackedInto(folder);
            for (Future<Path> unpacked : starting.invokeAll(List.of(one, one, one, one))) {
                assertThat(Files.mismatch(unpacked.get(), LITE.library())).isEqualTo(-1);
            }
        }
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void a_library_at_a_path_is_taken_from_there() {
        assertThat(TfLite.load(LITE.library(), folder).version()).isEqualTo(LITE.version());
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_data_folder_that_cannot_be_written_is_said() throws IOException {
        Path file = Files.writeString(folder.resolve("data"), "a file where a folder should be");
        assertRefused(TfLiteFailure.LIBRARY_UNUSABLE, () -> TfLite.load(null, file))
                .hasMessageContaining(file.toString());
    }

    @Test
    void a_library_that_is_missing_or_none_or_another_is_refused() throws IOException {
        Path missing = folder.resolve("libnone.so");
        assertRefused(TfLiteFailure.LIBRARY_MISSING, () -> TfLite.load(missing, folder))
                .hasMessageContaining(missing.toString());
        Path text = Files.writeString(folder.resolve("libtext.so"), "no library ".repeat(20));
        assertRefused(TfLiteFailure.LIBRARY_UNUSABLE, () -> TfLite.load(text, folder))
                .hasMessageContaining("invalid ELF header");
        Path other = CompiledPlugin.in(folder);
        assertRefused(TfLiteFailure.LIBRARY_UNUSABLE, () -> TfLite.load(other, folder))
                .hasMessageContaining("no function TfLite");
    }

    @Test
    void a_library_or_a_machine_of_another_architecture_is_named() throws IOException {
        byte[] head = new byte[64];
        System.arraycopy(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}, 0, head, 0, 7);
        head[18] = (byte) 243;
        Path riscv = Files.write(folder.resolve("libriscv.so"), head);
        assertRefused(TfLiteFailure.ARCHITECTURE_UNSUPPORTED, () -> TfLite.load(riscv, folder))
                .hasMessageContaining("is for riscv64, this machine is " + System.getProperty("os.arch"));
        assertRefused(TfLiteFailure.ARCHITECTURE_UNSUPPORTED, () -> BundledLibrary.of("Linux", "arm"))
                .hasMessageContaining("Linux on arm");
        assertThat(BundledLibrary.of("Linux", "aarch64").resource())
                .isEqualTo("org/bytedeco/tensorflowlite/linux-arm64/libjnitensorflowlite.so");
    }

    @Test
    void a_model_file_that_is_missing_or_a_folder_is_unreadable() {
        assertRefused(TfLiteFailure.MODEL_UNREADABLE, () -> TfLiteModel.of(LITE, folder.resolve("none.tflite")))
                .hasMessageContaining("there is no model file");
        assertRefused(TfLiteFailure.MODEL_UNREADABLE, () -> TfLiteModel.of(LITE, folder));
    }

    @Test
    void an_empty_model_is_invalid() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.tflite"));
        assertRefused(TfLiteFailure.MODEL_INVALID, () -> TfLiteModel.of(LITE, empty))
                .hasMessage("empty.tflite is no model: it is empty");
        assertRefused(TfLiteFailure.MODEL_INVALID, () -> TfLiteModel.of(LITE, new byte[0]));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 100, 4096, 50_000, 300_000})
    void a_truncated_model_is_invalid(int bytes) throws IOException {
        byte[] whole = Files.readAllBytes(SharedFiles.models("mlperf-tiny/vww_96_int8.tflite"));
        Path truncated = Files.write(folder.resolve("truncated.tflite"), java.util.Arrays.copyOf(whole, bytes));
        assertRefused(TfLiteFailure.MODEL_INVALID, () -> TfLiteModel.of(LITE, truncated))
                .hasMessageContaining("truncated.tflite is no valid model (" + bytes + " bytes)");
    }

    @Test
    void a_model_is_a_copy_that_nobody_can_change_any_more() throws IOException {
        byte[] bytes = Files.readAllBytes(SharedFiles.models("mlperf-tiny/ad01_int8.tflite"));
        Path file = Files.write(folder.resolve("model.tflite"), bytes);
        try (TfLiteModel fromFile = TfLiteModel.of(LITE, file);
                TfLiteModel fromBytes = TfLiteModel.of(LITE, bytes);
                TfLiteModel fromSegment = TfLiteModel.of(LITE, MemorySegment.ofArray(bytes))) {
            Files.write(file, new byte[bytes.length]);
            java.util.Arrays.fill(bytes, (byte) 0);
            for (TfLiteModel model : List.of(fromFile, fromBytes, fromSegment)) {
                assertThat(model.byteSize()).isEqualTo(bytes.length);
                try (TfLiteInterpreter interpreter = TfLiteInterpreter.create(model, InterpreterOptions.xnnpack(1))) {
                    interpreter.invoke();
                }
            }
        }
    }

    private List<Path> leftovers() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> path.toString().endsWith(".partial")).toList();
        }
    }
}
