package dev.spotter.ota.tuf;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spotter.model.transfer.ExpectedContent;
import dev.spotter.ota.UpdateException;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * A file that the repository offers.
 *
 * @param path by which it is asked for, with slashes
 * @param content its length and at least one hash
 * @param custom what whoever added it says of it besides; empty where nothing
 */
public record TargetFile(String path, ExpectedContent content, ObjectNode custom) {
    static TargetFile read(String path, Fields fields) {
        return new TargetFile(
                path,
                MetaFile.content(fields, OptionalLong.of(fields.number("length", 0)), MetaFile.readHashes(fields)),
                fields.optionalObject("custom").map(Fields::object).orElseGet(JsonNodeFactory.instance::objectNode));
    }

    /** In bytes. */
    public long length() {
        return content.length().orElseThrow();
    }

    /** The hash by which it is asked for, in hexadecimal. */
    String hash() {
        return content.hashes().entrySet().stream()
                .min(Map.Entry.comparingByKey())
                .orElseThrow()
                .getValue();
    }

    /** Its name on a server that keeps old files beside new ones: the hash stands before the last part of the path. */
    String hashedPath() {
        int name = path.lastIndexOf('/') + 1;
        return path.substring(0, name) + hash() + "." + path.substring(name);
    }

    /** @throws UpdateException {@code unsafe-target-path} where its path leads anywhere but down */
    void requirePlainPath() {
        Predicate<String> plain = part -> !part.isEmpty() && !part.equals(".") && !part.equals("..");
        boolean odd = path.chars().anyMatch(c -> c < ' ' || c == '\\' || c == 0x7f);
        if (odd || !Arrays.stream(path.split("/", -1)).allMatch(plain)) {
            throw new UpdateException(
                    "unsafe-target-path",
                    "the target '%s' is not fetched: its path is no plain relative path".formatted(path));
        }
    }
}
