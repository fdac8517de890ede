package dev.spotter.ota.device;

import dev.spotter.ota.UpdateException;
import dev.spotter.ota.tuf.Fields;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * For which devices a set is.
 *
 * @param custom what the repository says of the manifest besides: {@code hardware}, {@code agent.least}, {@code agent.below}
 */
record Fitness(String set, Fields custom) {
    private static final Pattern VERSION = Pattern.compile("\\d{1,9}(\\.\\d{1,9}){0,3}");

    /** @throws UpdateException {@code hardware-differs}, {@code agent-version-differs}, {@code invalid-manifest} */
    void require(UpdateConfiguration.Device device) {
        List<String> hardware = custom.has("hardware") ? custom.texts("hardware") : List.of();
        if (!hardware.isEmpty() && hardware.stream().noneMatch(device.hardware()::contains)) {
            throw new UpdateException(
                    "hardware-differs",
                    "the set %s is for %s, this device is %s"
                            .formatted(set, hardware, new TreeSet<>(device.hardware())));
        }
        Optional<Fields> agent = custom.optionalObject("agent");
        agent.ifPresent(bounds -> {
            boolean tooOld = bounds.has("least") && compare(device.agentVersion(), bounds.text("least")) < 0;
            boolean tooNew = bounds.has("below") && compare(device.agentVersion(), bounds.text("below")) >= 0;
            if (tooOld || tooNew) {
                throw new UpdateException(
                        "agent-version-differs",
                        "the set %s is for Spotter %s%s, this is %s"
                                .formatted(
                                        set,
                                        bounds.has("least") ? "from " + bounds.text("least") + " on " : "",
                                        bounds.has("below") ? "below " + bounds.text("below") : "",
                                        device.agentVersion()));
            }
        });
    }

    private int compare(String a, String b) {
        return Arrays.compare(numbers(a), numbers(b));
    }

    private int[] numbers(String version) {
        String plain = version.split("[-+]", 2)[0];
        if (!VERSION.matcher(plain).matches()) {
            throw new UpdateException(
                    "invalid-manifest", "'%s' of the set %s is no version such as 0.1.0".formatted(version, set));
        }
        return Arrays.copyOf(
                Arrays.stream(plain.split("\\.")).mapToInt(Integer::parseInt).toArray(), 4);
    }
}
