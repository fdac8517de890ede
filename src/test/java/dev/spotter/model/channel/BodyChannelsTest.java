package dev.spotter.model.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.spotter.model.FillRule;
import dev.spotter.model.Normalisation;
import dev.spotter.model.SampleWindow;
import dev.spotter.model.WindowInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Locks down that the agent derives from key points what the networks were trained on. The frames are of
 * Exercise-Correction (NgoQuocBao1010, MIT), the values from {@code models-tflite/training/pose/channels.py}.
 */
class BodyChannelsTest {
    @Test
    void what_is_derived_is_what_the_training_derives() throws IOException {
        Map<String, Map<String, Float>> raw = new LinkedHashMap<>();
        Map<String, Map<String, Float>> derived = new LinkedHashMap<>();
        for (String line : lines()) {
            String[] fields = line.split(",");
            Map<String, Map<String, Float>> kind = fields[2].equals("raw") ? raw : derived;
            kind.computeIfAbsent(fields[0] + " " + fields[1], _ -> new LinkedHashMap<>())
                    .put(fields[3], Float.parseFloat(fields[4]));
        }
        assertThat(derived).hasSize(20);
        derived.forEach((frame, expected) -> {
            List<String> names = List.copyOf(expected.keySet());
            List<String> channels = List.copyOf(raw.get(frame).keySet());
            BoundWindow window = new BoundWindow("m", input(names), channels, 50)
                    .of(new Frame(new ArrayList<>(raw.get(frame).values())));
            for (int i = 0; i < names.size(); i++) {
                assertThat(window.value(i, 0))
                        .as("%s, %s", frame, names.get(i))
                        .isCloseTo(expected.get(names.get(i)), within(2e-3f));
            }
        });
    }

    @Test
    void mirrored_pictures_give_the_same() throws IOException {
        Map<String, Float> raw = new LinkedHashMap<>();
        for (String line : lines()) {
            String[] fields = line.split(",");
            if (fields[0].equals("plank") && fields[1].equals("1") && fields[2].equals("raw")) {
                raw.put(fields[3], Float.parseFloat(fields[4]));
            }
        }
        List<String> names = List.of("plank.hip-rise", "plank.knee-rise", "nose.ahead", "nose.above");
        Map<String, Float> mirrored = new LinkedHashMap<>();
        raw.forEach((channel, value) -> {
            String other = channel.startsWith("left-")
                    ? channel.replaceFirst("left-", "right-")
                    : channel.replaceFirst("right-", "left-");
            mirrored.put(other, channel.endsWith(".x") ? 1 - value : value);
        });
        for (int i = 0; i < names.size(); i++) {
            assertThat(value(mirrored, names, i)).isCloseTo(value(raw, names, i), within(1e-4f));
        }
    }

    private static float value(Map<String, Float> raw, List<String> names, int channel) {
        return new BoundWindow("m", input(names), List.copyOf(raw.keySet()), 50)
                .of(new Frame(new ArrayList<>(raw.values())))
                .value(channel, 0);
    }

    private static List<String> lines() throws IOException {
        try (InputStream file = BodyChannelsTest.class.getResourceAsStream("body.csv")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .toList();
        }
    }

    private static WindowInput input(List<String> channels) {
        int count = channels.size();
        return new WindowInput(
                "body",
                "a body",
                channels,
                Collections.nCopies(count, "trunk lengths"),
                50,
                1,
                FillRule.FIRST,
                new Normalisation(Collections.nCopies(count, 0.0), Collections.nCopies(count, 1.0)));
    }

    /** One frame. */
    private record Frame(List<Float> values) implements SampleWindow {
        @Override
        public int channels() {
            return values.size();
        }

        @Override
        public int available() {
            return 1;
        }

        @Override
        public float value(int channel, int samplesAgo) {
            return values.get(channel);
        }
    }
}
