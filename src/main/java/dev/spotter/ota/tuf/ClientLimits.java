package dev.spotter.ota.tuf;

/**
 * What a refresh may cost at most, whatever a repository or a stolen key says.
 *
 * @param rootRotations root versions that one refresh follows; the next one goes on
 * @param delegations roles that one search for a target looks at, the top-level one included
 * @param rootBytes, timestampBytes, snapshotBytes, targetsBytes longest file of that kind
 * @param targetBytes longest target
 */
public record ClientLimits(
        int rootRotations,
        int delegations,
        long rootBytes,
        long timestampBytes,
        long snapshotBytes,
        long targetsBytes,
        long targetBytes) {
    /** Those of python-tuf, and targets up to 2 GiB. */
    public static final ClientLimits USUAL = new ClientLimits(256, 32, 512_000, 16_384, 2_000_000, 5_000_000, 2L << 30);

    public ClientLimits {
        if (rootRotations < 1 || delegations < 1) {
            throw new IllegalArgumentException("a client follows at least one rotation and one role");
        }
    }
}
