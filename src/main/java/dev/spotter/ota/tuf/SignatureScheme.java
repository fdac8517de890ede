package dev.spotter.ota.tuf;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/** The kinds of keys and signatures that the specification names, on Java's own cryptography. */
public enum SignatureScheme {
    /** Public key and signature in hexadecimal (RFC 8032). */
    ED25519("ed25519", Set.of("ed25519"), "Ed25519", "Ed25519") {
        @Override
        PublicKey publicKey(String text) throws GeneralSecurityException {
            byte[] raw = HexFormat.of().parseHex(text);
            if (raw.length != 32) {
                throw new InvalidKeyException("an Ed25519 key has 32 bytes, not " + raw.length);
            }
            byte[] encoded = new byte[ED25519_PREFIX.length + raw.length];
            System.arraycopy(ED25519_PREFIX, 0, encoded, 0, ED25519_PREFIX.length);
            System.arraycopy(raw, 0, encoded, ED25519_PREFIX.length, raw.length);
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        }

        @Override
        public String text(PublicKey key) {
            byte[] encoded = key.getEncoded();
            return HexFormat.of().formatHex(encoded, ED25519_PREFIX.length, encoded.length);
        }
    },

    /** On the curve P-256 with SHA-256, the key as PEM, the signature as DER; older metadata also has the scheme as the type. */
    ECDSA_P256("ecdsa-sha2-nistp256", Set.of("ecdsa", "ecdsa-sha2-nistp256"), "EC", "SHA256withECDSA") {
        @Override
        PublicKey publicKey(String text) throws GeneralSecurityException {
            PublicKey key = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(pem(text)));
            if (!onP256((ECPublicKey) key)) {
                throw new InvalidKeyException("an ECDSA key is on another curve than P-256");
            }
            return key;
        }
    },

    /** RSASSA-PSS with SHA-256, MGF1 with SHA-256 and a salt of 32 bytes; the key as PEM. */
    RSA_PSS("rsassa-pss-sha256", Set.of("rsa"), "RSA", "RSASSA-PSS") {
        @Override
        PublicKey publicKey(String text) throws GeneralSecurityException {
            RSAPublicKey key =
                    (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(pem(text)));
            int bits = key.getModulus().bitLength();
            // Short keys can be broken; long ones, and long exponents, cost seconds.
            if (bits < 2048 || bits > 8192 || key.getPublicExponent().bitLength() > 64) {
                throw new InvalidKeyException("an RSA key has 2048 to 8192 bits, not " + bits);
            }
            return key;
        }

        @Override
        public Signature signature() throws GeneralSecurityException {
            Signature signature = super.signature();
            signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
            return signature;
        }
    };

    /** SubjectPublicKeyInfo of an Ed25519 key up to the key's own 32 bytes (RFC 8410). */
    private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String END = "-----END PUBLIC KEY-----";

    private final String scheme;
    private final Set<String> keyTypes;
    private final String javaKey;
    private final String javaSignature;

    SignatureScheme(String scheme, Set<String> keyTypes, String javaKey, String javaSignature) {
        this.scheme = scheme;
        this.keyTypes = keyTypes;
        this.javaKey = javaKey;
        this.javaSignature = javaSignature;
    }

    /** The scheme for a key of metadata, if it is one that we know. */
    public static Optional<SignatureScheme> of(String keyType, String scheme) {
        for (SignatureScheme candidate : values()) {
            if (candidate.scheme.equals(scheme) && candidate.keyTypes.contains(keyType)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /** As {@code scheme} in metadata. */
    public String scheme() {
        return scheme;
    }

    /** As {@code keytype} in metadata, as the specification writes it. */
    public String keyType() {
        return this == ECDSA_P256 ? "ecdsa" : keyTypes.iterator().next();
    }

    /** What Java calls keys of this kind. */
    public String javaKey() {
        return javaKey;
    }

    /** A public key as metadata writes it. */
    public String text(PublicKey key) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        return BEGIN + "\n" + body + "\n" + END + "\n";
    }

    /** Java's signature of this kind, not yet started. */
    public Signature signature() throws GeneralSecurityException {
        return Signature.getInstance(javaSignature);
    }

    abstract PublicKey publicKey(String text) throws GeneralSecurityException;

    /** Whether the owner of the key signed the message; never throws, whatever the signature's bytes are. */
    boolean verifies(PublicKey key, byte[] message, byte[] signed) {
        try {
            Signature signature = signature();
            signature.initVerify(key);
            signature.update(message);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static byte[] pem(String text) throws InvalidKeyException {
        String stripped = text.strip();
        if (!stripped.startsWith(BEGIN) || !stripped.endsWith(END)) {
            throw new InvalidKeyException("a public key is PEM between %s and %s".formatted(BEGIN, END));
        }
        return Base64.getMimeDecoder().decode(stripped.substring(BEGIN.length(), stripped.length() - END.length()));
    }

    private static boolean onP256(ECPublicKey key) throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        ECParameterSpec p256 = parameters.getParameterSpec(ECParameterSpec.class);
        ECParameterSpec its = key.getParams();
        return its.getCurve().equals(p256.getCurve())
                && its.getGenerator().equals(p256.getGenerator())
                && its.getOrder().equals(p256.getOrder());
    }
}
