package dev.spotter.ota.tuf;

import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * A delegation to 2^{@code bits} bins (TAP 15): the first bits of the SHA-256 of a path say which bin speaks for it.
 *
 * @param bits 1 to 32
 * @param prefix of the bins' names, followed by a hyphen and the number in hexadecimal
 */
record HashBins(RoleKeys keys, int bits, String prefix) implements Delegation {
    static HashBins read(Fields fields, Map<String, TufKey> keys) {
        long bits = fields.number("bit_length", 1);
        if (bits > Integer.SIZE) {
            throw fields.invalid("bit_length is %d, at most 32 is allowed".formatted(bits));
        }
        return new HashBins(
                RoleKeys.read(fields, keys),
                (int) bits,
                Delegation.requireDelegable(fields, fields.text("name_prefix")));
    }

    @Override
    public Optional<String> roleFor(String path) {
        long first = HexFormat.fromHexDigitsToLong(Delegation.pathHash(path), 0, 8);
        int digits = (bits + 3) / 4;
        String bin = HexFormat.of().toHexDigits(first >>> (Integer.SIZE - bits), digits);
        return Optional.of(prefix + "-" + bin);
    }

    /** A path has one bin, whether it lists the path or not. */
    @Override
    public boolean terminating() {
        return true;
    }
}
