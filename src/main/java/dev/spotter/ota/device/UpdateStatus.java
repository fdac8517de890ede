package dev.spotter.ota.device;

import java.time.Instant;
import java.util.Optional;

/**
 * How an update stands: what journal, messages, page and console tell of it.
 *
 * @param active the set that runs, {@link SetManifest#SHIPPED} for what came with the program
 * @param desired the set that is wanted, where one is known
 * @param state how far it is
 * @param code stable, why it failed or was taken back; empty where it was not
 * @param message the same as a sentence for people
 * @param since when it got there, by the device's clock
 */
public record UpdateStatus(
        String active,
        Optional<String> desired,
        UpdateState state,
        Optional<String> code,
        Optional<String> message,
        Instant since) {}
