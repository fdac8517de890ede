package dev.spotter.ota.repository;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spotter.ota.UpdateException;
import dev.spotter.ota.tuf.SignatureScheme;
import dev.spotter.ota.tuf.StrictJson;
import dev.spotter.ota.tuf.TufKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;

/**
 * A key on the technician's disk: {@code NAME.key} holds the private half, encrypted with a passphrase (PKCS#8 with PBES2:
 * PBKDF2 of HMAC-SHA256 and AES-256), and the public one, both as PEM that OpenSSL reads too; {@code NAME.pub} holds the
 * public half as metadata writes it, to be given to anybody.
 */
public final class KeyFile {
    /** Of PBKDF2; what OWASP advises for HMAC-SHA256. */
    private static final int ITERATIONS = 600_000;

    private static final int LONGEST_FILE = 64 * 1024;
    private static final String ENCRYPTION = "PBEWithHmacSHA256AndAES_256";
    private static final String PRIVATE = "ENCRYPTED PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";

    private KeyFile() {}

    /**
     * Writes a key. A file that is there is never replaced: a key that is lost cannot be made again.
     *
     * @param file whose name ends in {@code .key}
     * @return the file of the public half
     * @throws UpdateException {@code key-exists}, {@code bad-key-file}
     */
    public static Path write(Path file, SigningKey key, PublicKey publicKey, char[] passphrase) {
        if (!file.getFileName().toString().endsWith(".key")) {
            throw bad(file, "its name must end in .key", null);
        }
        String name = file.getFileName().toString().replaceAll("\\.key$", "");
        Path publicFile = file.resolveSibling(name + ".pub");
        String pem = pem(PRIVATE, encrypted(key.privateKey(), passphrase)) + pem(PUBLIC, publicKey.getEncoded());
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, pem);
            ObjectNode json = SigningKey.json(key.key()).put("keyid", key.key().id());
            Files.writeString(publicFile, json.toPrettyString() + "\n", StandardOpenOption.CREATE_NEW);
            return publicFile;
        } catch (FileAlreadyExistsException e) {
            throw new UpdateException(
                    "key-exists", "%s is there already; keys are not replaced".formatted(e.getFile()), e);
        } catch (IOException e) {
            throw bad(file, "it cannot be written", e);
        }
    }

    /** Makes a key and writes it, as above. */
    public static Path generate(Path file, SignatureScheme scheme, char[] passphrase) {
        KeyPair pair = SigningKey.pair(scheme);
        return write(file, SigningKey.of(scheme, pair), pair.getPublic(), passphrase);
    }

    /** @throws UpdateException {@code wrong-passphrase}, {@code bad-key-file} */
    public static SigningKey read(Path file, char[] passphrase) {
        String text = text(file);
        byte[] publicHalf = block(file, text, PUBLIC);
        for (SignatureScheme scheme : SignatureScheme.values()) {
            try {
                KeyFactory factory = KeyFactory.getInstance(scheme.javaKey());
                PublicKey publicKey = factory.generatePublic(new X509EncodedKeySpec(publicHalf));
                PrivateKey privateKey =
                        factory.generatePrivate(decrypted(file, block(file, text, PRIVATE), passphrase));
                return SigningKey.of(scheme, new KeyPair(publicKey, privateKey));
            } catch (GeneralSecurityException e) {
                // a key of another kind
            }
        }
        throw bad(file, "it holds no key of a kind that is known", null);
    }

    /** The public half, from a {@code .pub} file. @throws UpdateException {@code bad-key-file} */
    public static TufKey readPublic(Path file) {
        ObjectNode json = StrictJson.read(file.toString(), text(file).getBytes(StandardCharsets.UTF_8));
        TufKey key = new TufKey(
                json.path("keyid").asText(),
                json.path("keytype").asText(),
                json.path("scheme").asText(),
                json.path("keyval").path("public").asText());
        if (!SigningKey.identifier(key).equals(key.id())) {
            throw bad(file, "it is no public key, or was changed: its keyid is not the hash of the key", null);
        }
        return key;
    }

    private static byte[] encrypted(PrivateKey key, char[] passphrase) {
        byte[] salt = new byte[16];
        byte[] start = new byte[16];
        SecureRandom random = new SecureRandom();
        random.nextBytes(salt);
        random.nextBytes(start);
        try {
            Cipher cipher = Cipher.getInstance(ENCRYPTION);
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    secret(passphrase),
                    new PBEParameterSpec(salt, ITERATIONS, new IvParameterSpec(start)));
            // Java knows the parameters' identifier only under their general name.
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("PBES2");
            parameters.init(cipher.getParameters().getEncoded());
            return new EncryptedPrivateKeyInfo(parameters, cipher.doFinal(key.getEncoded())).getEncoded();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every Java encrypts by " + ENCRYPTION, e);
        }
    }

    private static PKCS8EncodedKeySpec decrypted(Path file, byte[] encrypted, char[] passphrase) {
        try {
            EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(encrypted);
            AlgorithmParameters parameters = info.getAlgParameters();
            if (parameters == null || !parameters.toString().equals(ENCRYPTION)) {
                throw bad(file, "it is not encrypted by %s".formatted(ENCRYPTION), null);
            }
            Cipher cipher = Cipher.getInstance(ENCRYPTION);
            cipher.init(Cipher.DECRYPT_MODE, secret(passphrase), parameters);
            return info.getKeySpec(cipher);
        } catch (IOException | GeneralSecurityException e) {
            throw new UpdateException("wrong-passphrase", "%s does not open with this passphrase".formatted(file), e);
        }
    }

    private static SecretKey secret(char[] passphrase) throws GeneralSecurityException {
        PBEKeySpec spec = new PBEKeySpec(passphrase);
        try {
            return SecretKeyFactory.getInstance(ENCRYPTION).generateSecret(spec);
        } finally {
            spec.clearPassword();
        }
    }

    private static String pem(String kind, byte[] bytes) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(kind, body, kind);
    }

    private static byte[] block(Path file, String text, String kind) {
        Matcher block = Pattern.compile("-----BEGIN %s-----([A-Za-z0-9+/=\\s]*)-----END %s-----".formatted(kind, kind))
                .matcher(text);
        if (!block.find()) {
            throw bad(file, "it has no block %s".formatted(kind), null);
        }
        return Base64.getMimeDecoder().decode(block.group(1));
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > LONGEST_FILE) {
                throw bad(file, "it is too long", null);
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw bad(file, "it cannot be read", e);
        }
    }

    private static UpdateException bad(Path file, String why, Exception cause) {
        return new UpdateException("bad-key-file", "%s is no key file: %s".formatted(file, why), cause);
    }
}
