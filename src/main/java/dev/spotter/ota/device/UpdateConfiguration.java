package dev.spotter.ota.device;

import dev.spotter.ota.UpdateException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How a device updates itself.
 *
 * @param repository address or folder that is asked by itself; empty where updates only come by hand
 * @param root file of the root that the device trusts from the start
 * @param channel that it follows
 * @param poll pause between two questions to the repository
 * @param bytesPerSecond most that downloads take; empty for all that there is
 * @param mostBytes that all sets and their files may take on the disk
 */
public record UpdateConfiguration(
        Optional<String> repository,
        Path root,
        String channel,
        Duration poll,
        OptionalLong bytesPerSecond,
        long mostBytes) {
    /** Where the profile does not say otherwise. */
    public static final Duration USUAL_POLL = Duration.ofMinutes(15);

    /** As above: room for the sets that are kept and the next one. */
    public static final long USUAL_MOST_BYTES = 1L << 30;

    /** As above. */
    public static final String USUAL_CHANNEL = "stable";

    /** Slower, a server that is only slow could not be told from one that stalls. */
    public static final long LEAST_BYTES_PER_SECOND = 8 * 1024;

    private static final Duration LEAST_POLL = Duration.ofSeconds(1);
    private static final Pattern CHANNEL = SetManifest.NAME;

    public UpdateConfiguration {
        require(CHANNEL.matcher(channel).matches(), "channel is '%s'; allowed are a-z, 0-9, '-' and '.'", channel);
        require(poll.compareTo(LEAST_POLL) >= 0, "poll is %s, at least 1s is allowed", poll);
        bytesPerSecond.ifPresent(rate -> require(
                rate >= LEAST_BYTES_PER_SECOND,
                "rate is %d bytes a second, at least %d are needed",
                rate,
                LEAST_BYTES_PER_SECOND));
        require(mostBytes >= 1 << 20, "disk is %d bytes, at least 1 MB is needed", mostBytes);
    }

    /** Updates by hand only, trusted by this root. */
    public static UpdateConfiguration of(Path root) {
        return new UpdateConfiguration(
                Optional.empty(), root, USUAL_CHANNEL, USUAL_POLL, OptionalLong.empty(), USUAL_MOST_BYTES);
    }

    /** Asking this repository by itself. */
    public UpdateConfiguration withRepository(String address) {
        return new UpdateConfiguration(Optional.of(address), root, channel, poll, bytesPerSecond, mostBytes);
    }

    /** With other bounds. */
    public UpdateConfiguration withBounds(OptionalLong rate, long disk) {
        return new UpdateConfiguration(repository, root, channel, poll, rate, disk);
    }

    private static void require(boolean holds, String sentence, Object... values) {
        if (!holds) {
            throw new UpdateException("bad-update-settings", sentence.formatted(values));
        }
    }

    /**
     * The device that sets must fit.
     *
     * @param agentVersion of this program
     * @param hardware what this device may be called: processor and board
     * @param builtAt when this program was built, before which no clock can be right
     * @param shippedModels the folder of packages that came with it, whose files need not be fetched
     */
    public record Device(String agentVersion, Set<String> hardware, Instant builtAt, Optional<Path> shippedModels) {
        public Device {
            hardware = Set.copyOf(hardware);
        }
    }
}
