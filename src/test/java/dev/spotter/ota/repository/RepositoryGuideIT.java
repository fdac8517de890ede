package dev.spotter.ota.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotter.SharedFiles;
import dev.spotter.SpotterProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs every command of {@code ota/README.md}, in its order, in an empty folder. */
class RepositoryGuideIT {
    private static final Pattern SNIPPET = Pattern.compile("```bash\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path folder;

    @Test
    void the_guide_leads_from_nothing_to_a_pushed_update_and_a_replaced_key() throws Exception {
        Path script = Files.writeString(folder.resolve("guide.sh"), preamble() + snippets());
        Files.writeString(folder.resolve("passphrase"), "correct horse battery staple\n");
        Files.createSymbolicLink(
                folder.resolve("models-tflite"), SharedFiles.home().resolve("models-tflite"));
        Path log = folder.resolve("guide.log");
        ProcessBuilder bash = new ProcessBuilder("bash", script.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        bash.environment()
                .put("SPOTTER_PASSPHRASE_FILE", folder.resolve("passphrase").toString());

        assertThat(bash.start().waitFor()).as(Files.readString(log)).isZero();

        assertThat(folder.resolve("device/targets/channels%2Fstable.json"))
                .content()
                .contains("2026-11-a");
        assertThat(folder.resolve("device/targets/sets%2F2026-11-a.json"))
                .content()
                .contains("exercise-cnn");
        assertThat(log).content().contains("probation; runs 2026-11-a", "rolled-back 2026-11-a; runs shipped");
        assertThat(folder.resolve("device/metadata/root.json")).content().containsPattern("\"version\"\\s*:\\s*2");
    }

    private static String snippets() throws IOException {
        String guide = Files.readString(SharedFiles.home().resolve("ota/README.md"));
        return SNIPPET.matcher(guide).results().map(snippet -> snippet.group(1)).collect(Collectors.joining());
    }

    private static String preamble() {
        String program =
                SpotterProcess.program().stream().map("'%s'"::formatted).collect(Collectors.joining(" "));
        return "set -euo pipefail%nspotter() { %s \"$@\"; }%n".formatted(program);
    }
}
