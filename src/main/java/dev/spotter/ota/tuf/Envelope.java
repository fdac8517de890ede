package dev.spotter.ota.tuf;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spotter.ota.UpdateException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A file of metadata: what is signed, and the signatures. Nothing of it is believed yet.
 *
 * @param what names the file in sentences
 * @param signed what is signed
 * @param signatures in hexadecimal, by the identifiers of their keys
 */
record Envelope(String what, Fields signed, Map<String, String> signatures) {
    private static final String SPECIFICATION = "1.";

    /** @throws UpdateException {@code invalid-metadata} */
    static Envelope read(String what, byte[] bytes) {
        Fields file = new Fields(what, StrictJson.read(what, bytes));
        Map<String, String> signatures = new LinkedHashMap<>();
        for (JsonNode element : file.list("signatures")) {
            Fields signature = Fields.of(what + ".signatures", element);
            if (signatures.put(signature.text("keyid"), signature.text("sig")) != null) {
                throw file.invalid("the key %s signed twice".formatted(signature.text("keyid")));
            }
        }
        return new Envelope(what, file.object("signed"), signatures);
    }

    byte[] signedBytes() {
        return CanonicalJson.bytes(signed.object());
    }

    /** Refuses metadata of another kind, and of a specification that we do not know. */
    void requireType(String type) {
        if (!signed.text("_type").equals(type)) {
            throw new UpdateException(
                    "wrong-role", "%s says that it is '%s', not '%s'".formatted(what, signed.text("_type"), type));
        }
        String specification = signed.text("spec_version");
        if (!specification.startsWith(SPECIFICATION)) {
            throw new UpdateException(
                    "unsupported-specification",
                    "%s follows TUF %s; this client knows 1.x".formatted(what, specification));
        }
    }
}
