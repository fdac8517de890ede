package dev.spotter.ota.repository;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.spotter.ota.UpdateException;
import dev.spotter.ota.tuf.SignatureScheme;
import dev.spotter.ota.tuf.TufKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys on the technician's disk. */
class KeyFileTest {
    private static final char[] PASSPHRASE = "correct horse, größer".toCharArray();

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(SignatureScheme.class)
    void a_key_is_read_back_with_its_passphrase_and_its_public_half_without(SignatureScheme scheme) throws IOException {
        Path file = folder.resolve("one.key");
        Path publicFile = KeyFile.generate(file, scheme, PASSPHRASE);

        SigningKey key = KeyFile.read(file, PASSPHRASE);
        TufKey publicKey = KeyFile.readPublic(publicFile);

        assertThat(publicKey).isEqualTo(key.key());
        assertThat(key.scheme()).isEqualTo(scheme);
        assertThat(key.sign("message".getBytes(UTF_8))).isNotBlank();
        assertThat(Files.readString(file)).contains("ENCRYPTED PRIVATE KEY").doesNotContain("BEGIN PRIVATE");
        assertThat(Files.getPosixFilePermissions(file))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    @Test
    void another_passphrase_does_not_open_it() {
        Path file = folder.resolve("one.key");
        KeyFile.generate(file, SignatureScheme.ED25519, PASSPHRASE);

        assertThat(refusal(() -> KeyFile.read(file, "wrong".toCharArray()))).isEqualTo("wrong-passphrase");
    }

    @Test
    void a_key_is_never_replaced() throws IOException {
        Path file = folder.resolve("one.key");
        KeyFile.generate(file, SignatureScheme.ED25519, PASSPHRASE);
        String before = Files.readString(file);

        assertThat(refusal(() -> KeyFile.generate(file, SignatureScheme.ED25519, PASSPHRASE)))
                .isEqualTo("key-exists");
        assertThat(file).hasContent(before);
    }

    @Test
    void a_public_key_that_was_changed_is_noticed() throws IOException {
        Path file = KeyFile.generate(folder.resolve("one.key"), SignatureScheme.ED25519, PASSPHRASE);
        Files.writeString(file, Files.readString(file).replaceAll("(\"public\" : \")..", "$100"));

        assertThat(refusal(() -> KeyFile.readPublic(file))).isEqualTo("bad-key-file");
        assertThat(refusal(() -> KeyFile.readPublic(folder.resolve("none.pub"))))
                .isEqualTo("bad-key-file");
        assertThat(refusal(() -> KeyFile.read(file, PASSPHRASE))).isEqualTo("bad-key-file");
        assertThat(refusal(() -> KeyFile.generate(folder.resolve("one"), SignatureScheme.ED25519, PASSPHRASE)))
                .isEqualTo("bad-key-file");
    }

    private static String refusal(Runnable action) {
        return catchThrowableOfType(UpdateException.class, action::run).code();
    }
}
