package dev.spotter.model.catalogue;

import dev.spotter.model.ModelPackage;
import dev.spotter.model.PackageFiles;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * One file of an entry.
 *
 * @param file what it is called in the package
 * @param url where it lies, or the archive that it is in
 * @param member its path in a zip archive, where the address is that of one
 * @param sha256 of what lies at the address, where it was computed from it
 * @param bytes that lie at the address, where that is known
 */
public record RemoteFile(String file, URI url, Optional<String> member, Optional<String> sha256, OptionalLong bytes) {
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,126}");

    public RemoteFile {
        require(PLAIN_NAME.matcher(file).matches(), "file is '%s', allowed is a plain name", file);
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        require(
                scheme.matches("https?") && url.getHost() != null && url.getUserInfo() == null,
                "url is '%s', allowed is http:// or https:// without a user",
                url);
        sha256.ifPresent(hash -> require(
                ModelPackage.SHA_256.matcher(hash).matches(), "sha256 is '%s', it must have 64 digits 0-9a-f", hash));
        bytes.ifPresent(length -> require(
                length > 0 && length <= PackageFiles.MOST_BYTES_A_FILE,
                "bytes is %s, allowed are 1 to %s",
                length,
                PackageFiles.MOST_BYTES_A_FILE));
    }

    /** What a technician who fetched it by hand has: the last part of the address. */
    String nameAtAddress() {
        String path = url.getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static void require(boolean holds, String sentence, Object... values) {
        if (!holds) {
            throw new IllegalArgumentException(sentence.formatted(values));
        }
    }
}
