package dev.spotter.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotter.model.ModelStore;
import dev.spotter.model.MoveNetPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How large the frames of cameras become of which a profile states no size. */
class CameraSizesTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void models() throws IOException {
        MoveNetPackage.write(Files.createDirectory(folder.resolve("models")), "movenet");
    }

    private String size(String camera, String more) throws IOException {
        Path file = Files.writeString(folder.resolve("profile.yaml"), """
                device: {site: gym, id: test}
                sources:
                  room: {type: camera, url: "rtsp://cam/1"%s}
                pipelines:
                  floor: {source: room, stages: [{infer: {model: movenet, id: pose}}]}
                %s
                """.formatted(camera, more));
        Profile profile = ProfileReader.read(file);
        SourceConfiguration room = profile.fitting(new ModelStore(List.of(folder.resolve("models"))))
                .sources()
                .get("room");
        return ((SourceConfiguration.Camera) room).configuration().size().toString();
    }

    @Test
    void a_model_that_sees_the_whole_frame_needs_its_input() throws IOException {
        assertThat(size("", "")).isEqualTo("192x144");
    }

    @Test
    void what_the_profile_states_stays() throws IOException {
        assertThat(size(", size: 320x240", "")).isEqualTo("320x240");
    }

    @Test
    void people_who_look_see_more() throws IOException {
        assertThat(size(", preview: true", "")).isEqualTo("640x480");
        assertThat(size("", "snapshots: {keep: 24h}")).isEqualTo("640x480");
    }
}
