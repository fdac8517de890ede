package dev.spotter.alarm;

import dev.spotter.safety.Severity;

/**
 * One output of a profile.
 *
 * @param name its name
 * @param pin the GPIO line, by its BCM number
 * @param from the least severity that switches it on
 * @param until what switches it off again
 * @param activeLow whether a low level is on
 */
public record AlarmConfiguration(String name, int pin, Severity from, Until until, boolean activeLow) {
    /** What switches an output off. */
    public enum Until {
        /** Somebody takes the incident, even where it has cleared meanwhile. */
        ACKNOWLEDGED,
        /** The incident clears. */
        CLEARED
    }

    public AlarmConfiguration {
        if (pin < 0 || pin > 1023) {
            throw new AlarmException(
                    "pin-out-of-range", "alarm %s: a pin is from 0 to 1023, not %d".formatted(name, pin), null);
        }
    }
}
