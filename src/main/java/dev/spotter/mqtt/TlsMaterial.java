package dev.spotter.mqtt;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** PEM files to a socket factory: whom to trust, and who we are. */
final class TlsMaterial {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final char[] NO_PASSWORD = new char[0];

    private TlsMaterial() {}

    static SSLSocketFactory sockets(MqttConfiguration configuration) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(identity(configuration), trusted(configuration), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException | IOException e) {
            throw new BrokerException("certificate", "TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    /** {@code null} for those of the Java runtime. */
    private static TrustManager[] trusted(MqttConfiguration configuration)
            throws GeneralSecurityException, IOException {
        if (configuration.ca() == null) {
            return null;
        }
        KeyStore store = emptyStore();
        int number = 0;
        for (Certificate authority : certificates(configuration.ca())) {
            store.setCertificateEntry("ca-" + number++, authority);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    /** {@code null} for none. */
    private static KeyManager[] identity(MqttConfiguration configuration) throws GeneralSecurityException, IOException {
        if (configuration.key() == null) {
            return null;
        }
        Certificate[] chain = certificates(configuration.certificate()).toArray(Certificate[]::new);
        PrivateKey key = privateKey(configuration.key(), chain[0].getPublicKey().getAlgorithm());
        KeyStore store = emptyStore();
        store.setKeyEntry("device", key, NO_PASSWORD, chain);
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static Collection<? extends Certificate> certificates(Path file) {
        try {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(read(file)));
            if (found.isEmpty()) {
                throw new BrokerException("certificate", file + " holds no PEM certificate");
            }
            return found;
        } catch (CertificateException e) {
            throw new BrokerException("certificate", file + " is not a PEM certificate: " + e.getMessage(), e);
        }
    }

    private static PrivateKey privateKey(Path file, String algorithm) throws GeneralSecurityException {
        Matcher pem = KEY.matcher(new String(read(file), StandardCharsets.US_ASCII));
        if (!pem.find()) {
            throw new BrokerException(
                    "private-key",
                    file + " holds no unencrypted PKCS #8 key (-----BEGIN PRIVATE KEY-----); make one with"
                            + " 'openssl pkcs8 -topk8 -nocrypt -in KEY -out NEW'");
        }
        try {
            return KeyFactory.getInstance(algorithm)
                    .generatePrivate(
                            new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1))));
        } catch (InvalidKeySpecException e) {
            // Without the cause, whose text may quote the key.
            throw new BrokerException(
                    "private-key", file + " does not hold the " + algorithm + " key that the certificate is for");
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new BrokerException("certificate", file + " cannot be read: " + e, e);
        }
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
