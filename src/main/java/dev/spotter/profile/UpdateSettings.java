package dev.spotter.profile;

import dev.spotter.ota.device.UpdateConfiguration;
import dev.spotter.ota.probation.ProbationLimits;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * How a device gets new models.
 *
 * @param configuration from where, whom it trusts, and what it may take
 * @param probation what new models have to keep to
 * @param hardware what the device is called besides its processor, such as {@code raspberry-pi-5}
 * @param stick a folder below which sticks are mounted, where they are looked for
 */
public record UpdateSettings(
        UpdateConfiguration configuration, ProbationLimits probation, Set<String> hardware, Optional<Path> stick) {
    public UpdateSettings {
        hardware = Set.copyOf(hardware);
    }
}
