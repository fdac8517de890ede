package dev.spotter.tflite;

import static dev.spotter.tflite.Failures.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spotter.SharedFiles;
import java.io.File;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Delegates out of a plugin: a small one of our own in C that does well, refuses or crashes, as its options say. */
class ExternalDelegateTest {
    private static final TfLite LITE = LoadedLibrary.get();
    private static final String MODEL = "mlperf-tiny/ad01_int8.tflite";

    @TempDir
    static Path folder;

    private static Path plugin;

    @BeforeAll
    static void compile() {
        plugin = CompiledPlugin.in(folder);
    }

    @Test
    void a_delegate_runs_the_nodes_it_claims_with_the_options_it_was_given() {
        try (ExternalDelegate delegate = ExternalDelegate.open(plugin, Map.of("mode", "fill", "value", "77"));
                TfLiteModel model = model();
                TfLiteInterpreter interpreter = TfLiteInterpreter.create(
                        model, new InterpreterOptions(1, false, java.util.List.of(delegate)))) {
            interpreter.invoke();
            assertThat(interpreter.outputs().getFirst().data().toArray(ValueLayout.JAVA_BYTE))
                    .containsOnly(77);
        }
    }

    @Test
    void a_delegate_leaves_what_it_does_not_claim_to_xnnpack() {
        try (ExternalDelegate idle = ExternalDelegate.open(plugin, Map.of("mode", "idle"));
                ExternalDelegate last = ExternalDelegate.open(plugin, Map.of("mode", "fill", "value", "5"));
                TfLiteModel model = model();
                TfLiteInterpreter plain = TfLiteInterpreter.create(model, InterpreterOptions.xnnpack(1));
                TfLiteInterpreter alone = TfLiteInterpreter.create(model, InterpreterOptions.delegated(1, idle));
                TfLiteInterpreter both = TfLiteInterpreter.create(model, InterpreterOptions.delegated(1, idle, last))) {
            assertThat(output(alone)).isEqualTo(output(plain));
            assertThat(output(both)).containsOnly(5);
        }
    }

    @Test
    void a_delegate_lives_until_it_and_its_last_interpreter_are_closed() throws IOException {
        Path log = folder.resolve("life.log");
        ExternalDelegate delegate =
                ExternalDelegate.open(plugin, Map.of("mode", "fill", "value", "1", "log", log.toString()));
        try (TfLiteModel model = model()) {
            TfLiteInterpreter first = TfLiteInterpreter.create(model, InterpreterOptions.delegated(1, delegate));
            TfLiteInterpreter second = TfLiteInterpreter.create(model, InterpreterOptions.delegated(1, delegate));
            delegate.close();
            delegate.close();
            assertRefused(
                            TfLiteFailure.CLOSED,
                            () -> TfLiteInterpreter.create(model, InterpreterOptions.delegated(1, delegate)))
                    .hasMessageContaining(plugin.toString());
            first.close();
            assertThat(output(second)).containsOnly(1);
            assertThat(log).hasContent("made");
            second.close();
            assertThat(log).hasContent("made\ndestroyed");
        }
    }

    @Test
    void a_plugin_that_gives_no_delegate_is_quoted() {
        assertRefused(TfLiteFailure.DELEGATE_REFUSED, () -> ExternalDelegate.open(plugin, Map.of("mode", "refuse")))
                .hasMessageContaining(plugin.toString())
                .hasMessageEndingWith("no such device on this bus");
        assertRefused(TfLiteFailure.DELEGATE_REFUSED, () -> ExternalDelegate.open(plugin, Map.of("mode", "mute")))
                .hasMessageEndingWith("it does not say why");
    }

    @Test
    void a_delegate_that_refuses_the_model_is_quoted_and_freed() throws IOException {
        Path log = folder.resolve("reject.log");
        try (TfLiteModel model = model();
                ExternalDelegate delegate =
                        ExternalDelegate.open(plugin, Map.of("mode", "reject", "log", log.toString()))) {
            assertRefused(
                            TfLiteFailure.DELEGATE_REFUSED,
                            () -> TfLiteInterpreter.create(model, InterpreterOptions.delegated(1, delegate)))
                    .hasMessageContaining(plugin.toString())
                    .hasMessageContaining("the test plugin supports none of these");
        }
        assertThat(log).hasContent("made\ndestroyed");
    }

    @Test
    void a_model_that_is_at_fault_itself_is_not_blamed_on_the_delegate() {
        try (TfLiteModel model = TfLiteModel.of(LITE, SharedFiles.models("coral/model_invoking_error.tflite"));
                ExternalDelegate delegate = ExternalDelegate.open(plugin, Map.of("mode", "idle"))) {
            assertRefused(
                            TfLiteFailure.OPERATOR_MISSING,
                            () -> TfLiteInterpreter.create(model, InterpreterOptions.delegated(1, delegate)))
                    .hasMessageContaining("fake-op-double");
        }
    }

    @Test
    void a_missing_library_is_named() {
        Path missing = folder.resolve("libedgetpu.so.1");
        assertRefused(TfLiteFailure.DELEGATE_LIBRARY_MISSING, () -> ExternalDelegate.open(missing, Map.of()))
                .hasMessageContaining(missing.toString());
    }

    @Test
    void a_library_that_the_loader_cannot_open_is_refused_with_the_loaders_words() throws IOException {
        Path none = Files.writeString(folder.resolve("libtext.so"), "no library ".repeat(20));
        assertRefused(TfLiteFailure.DELEGATE_LIBRARY_UNUSABLE, () -> ExternalDelegate.open(none, Map.of()))
                .hasMessageContaining("invalid ELF header");
        CompiledPlugin.compiled(folder, "libbelow.so", "-Wl,-soname,libbelow.so");
        Path above = CompiledPlugin.compiled(folder, "libabove.so", "-Wl,--no-as-needed", "-L" + folder, "-lbelow");
        Files.delete(folder.resolve("libbelow.so"));
        assertRefused(TfLiteFailure.DELEGATE_LIBRARY_UNUSABLE, () -> ExternalDelegate.open(above, Map.of()))
                .hasMessageContaining("libbelow.so: cannot open shared object file");
    }

    @Test
    void a_library_without_the_functions_of_a_plugin_is_refused_by_the_name_of_what_it_lacks() {
        Path other = CompiledPlugin.compiled(folder, "libother.so", "-Dtflite_plugin_destroy_delegate=something_else");
        assertRefused(TfLiteFailure.DELEGATE_SYMBOL_MISSING, () -> ExternalDelegate.open(other, Map.of()))
                .hasMessageContaining(other.toString())
                .hasMessageContaining("tflite_plugin_destroy_delegate");
        assertRefused(TfLiteFailure.DELEGATE_SYMBOL_MISSING, () -> ExternalDelegate.open(LITE.library(), Map.of()))
                .hasMessageContaining("tflite_plugin_create_delegate");
    }

    @Test
    void a_delegate_that_crashes_takes_only_the_child_process_with_it() throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:-CreateCoredumpOnCrash",
                        "-XX:ErrorFile=" + folder.resolve("crash.log"),
                        "-cp",
                        SharedFiles.home().resolve("target/classes")
                                + File.pathSeparator
                                + SharedFiles.home().resolve("target/test-classes"),
                        CrashingDelegate.class.getName(),
                        LITE.library().toString(),
                        SharedFiles.models(MODEL).toString(),
                        plugin.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("child.log").toFile())
                .start();
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).as("ended by SIGABRT").isEqualTo(128 + 6);
        assertThat(folder.resolve("child.log")).content().contains("preparing").doesNotContain("survived");
        try (TfLiteModel model = model();
                TfLiteInterpreter interpreter = TfLiteInterpreter.create(model, InterpreterOptions.xnnpack(1))) {
            interpreter.invoke();
        }
    }

    private static byte[] output(TfLiteInterpreter interpreter) {
        interpreter.inputs().getFirst().data().fill((byte) 9);
        interpreter.invoke();
        return interpreter.outputs().getFirst().data().toArray(ValueLayout.JAVA_BYTE);
    }

    private static TfLiteModel model() {
        return TfLiteModel.of(LITE, SharedFiles.models(MODEL));
    }
}
