package dev.spotter.capture.camera;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Percent-encoding of RFC 3986, for the parts of a login: unlike a form's, a plus sign is a plus sign. */
final class Percent {
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    private Percent() {}

    static String encode(String plain) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : plain.getBytes(StandardCharsets.UTF_8)) {
            if (UNRESERVED.indexOf(octet) >= 0) {
                encoded.append((char) octet);
            } else {
                encoded.append("%%%02X".formatted(octet));
            }
        }
        return encoded.toString();
    }

    /** What is no escape stays as it is. */
    static String decode(String encoded) {
        byte[] octets = encoded.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        for (int i = 0; i < octets.length; i++) {
            int high = i + 2 < octets.length ? Character.digit(octets[i + 1], 16) : -1;
            int low = i + 2 < octets.length ? Character.digit(octets[i + 2], 16) : -1;
            if (octets[i] == '%' && high >= 0 && low >= 0) {
                plain.write(high << 4 | low);
                i += 2;
            } else {
                plain.write(octets[i]);
            }
        }
        return plain.toString(StandardCharsets.UTF_8);
    }
}
