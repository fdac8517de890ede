package dev.spotter.capture.camera;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CameraReaderTest {
    @ParameterizedTest
    @CsvSource({
        "1, 250, 500",
        "2, 500, 1000",
        "3, 1000, 2000",
        "6, 8000, 16000",
        "7, 15000, 30000",
        "1000000, 15000, 30000"
    })
    void pauses_double_up_to_half_a_minute_and_are_cut_by_chance(int failures, long leastMillis, long mostMillis) {
        assertThat(CameraReader.pause(CameraPatience.USUAL, failures, 0)).hasMillis(leastMillis);
        assertThat(CameraReader.pause(CameraPatience.USUAL, failures, 1)).hasMillis(mostMillis);
    }
}
