package dev.spotter.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotter.model.ImageInput;
import dev.spotter.model.ImageInput.Colours;
import dev.spotter.model.ImageInput.Fit;
import dev.spotter.model.Normalisation;
import dev.spotter.model.RegionRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameNeedTest {
    @ParameterizedTest
    @CsvSource({
        "letterbox 192x192, 192x144",
        "stretch 192x192, 256x192",
        "crop 224x224, 300x224",
        "letterbox 300x300, 300x226",
        "letterbox 96x96, 192x144",
        "letterbox 96x96 letterbox 320x320, 320x240",
        "stretch 640x640, 640x480",
        "'', 640x480",
    })
    void frames_are_as_large_as_the_model_that_sees_most_and_no_larger_than_usual(String models, String size) {
        List<ImageInput> inputs = new ArrayList<>();
        String[] words = models.split(" ");
        for (int i = 0; i + 1 < words.length; i += 2) {
            String[] sides = words[i + 1].split("x");
            inputs.add(new ImageInput(
                    "picture",
                    "the scene",
                    Integer.parseInt(sides[0]),
                    Integer.parseInt(sides[1]),
                    Colours.RGB,
                    Normalisation.none(Colours.RGB.count()),
                    Fit.valueOf(words[i].toUpperCase(Locale.ROOT)),
                    RegionRule.BOX));
        }
        assertThat(FrameNeed.of(inputs)).hasToString(size);
    }
}
