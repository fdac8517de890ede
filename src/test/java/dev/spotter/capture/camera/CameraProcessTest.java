package dev.spotter.capture.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a camera's child when the whole agent is killed, and of a camera where there is no ffmpeg at all. */
@Timeout(60)
class CameraProcessTest {
    /** Its server is stalled too, so that no write into a broken pipe could end the child. */
    @Test
    void the_child_of_an_agent_that_is_killed_dies_with_it_even_while_its_camera_is_silent() throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/setpriv")),
                "skipped: setpriv is not installed (Debian: apt-get install util-linux)");
        try (RtspServer server = RtspServer.open()) {
            Process agent = CameraProgram.start(server.url(), System.getenv("PATH"));
            try {
                assertThat(agent.inputReader().readLine()).isEqualTo("frame");
                ProcessHandle child = agent.children().findFirst().orElseThrow();
                assertThat(child.info().commandLine().orElseThrow()).contains("ffmpeg", server.url());
                server.stall();
                Signal.KILL.to(agent.toHandle());
                await().atMost(Duration.ofSeconds(10)).until(() -> !child.isAlive());
            } finally {
                agent.destroyForcibly();
            }
        }
    }

    @Test
    void a_path_without_ffmpeg_is_told_and_no_end() throws Exception {
        Process agent = CameraProgram.start("lavfi:testsrc2", "/nowhere");
        try {
            assertThat(agent.inputReader().readLine())
                    .contains("ffmpeg-missing", "'cam'", "not on the PATH", "apt-get install ffmpeg");
            assertThat(agent.isAlive()).isTrue();
        } finally {
            agent.destroyForcibly();
        }
    }
}
