package dev.spotter.mqtt;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Which broker, and how to log in there.
 *
 * @param url {@code mqtt://}, {@code mqtts://}, {@code ws://} or {@code wss://} with a host, perhaps a port, and for the
 *     last two a path
 * @param clientId unique at the broker; {@code null}: made of site and device
 * @param ca PEM file of the authorities to trust, {@code null}: those of the Java runtime
 * @param certificate PEM file of the device's certificate and what it is signed by, or {@code null}
 * @param key PEM file of its private key (PKCS #8), or {@code null}
 * @param user name for a login by password, or {@code null}
 * @param passwordFile file with the password in its first line, or {@code null}; read at every connect
 * @param keepAlive after how much silence a ping is sent, 1 s to 18 h
 * @param window how many messages may be on their way without PUBACK, 1 to 65,535; the broker may ask for fewer
 * @param retryFirst the first wait after a failed try
 * @param retryCap the longest one
 */
public record MqttConfiguration(
        URI url,
        String clientId,
        Path ca,
        Path certificate,
        Path key,
        String user,
        Path passwordFile,
        Duration keepAlive,
        int window,
        Duration retryFirst,
        Duration retryCap) {
    private static final Map<String, Integer> PORTS = Map.of("mqtt", 1883, "mqtts", 8883, "ws", 80, "wss", 443);
    private static final Map<String, String> PAHO = Map.of("mqtt", "tcp", "mqtts", "ssl", "ws", "ws", "wss", "wss");
    private static final Duration LONGEST_KEEP_ALIVE = Duration.ofHours(18);

    public MqttConfiguration {
        check(
                url != null && url.getScheme() != null && PORTS.containsKey(url.getScheme()) && url.getHost() != null,
                "the broker's url is '" + withoutLogin(url)
                        + "'; mqtt://host, mqtts://host, ws://host/path or wss://host/path is expected");
        check(url.getUserInfo() == null, "the broker's url holds a login; give user and password-file instead");
        check(
                url.getScheme().startsWith("ws")
                        || url.getPath().isEmpty()
                        || url.getPath().equals("/"),
                "the broker's url " + url + " has a path; only ws:// and wss:// may have one");
        check(
                secure(url) || (ca == null && certificate == null && key == null),
                "the broker's url " + url + " is not encrypted, so ca, cert and key have no use; mqtts:// or wss://?");
        check((certificate == null) == (key == null), "a login by certificate needs both cert and key");
        check((user == null) == (passwordFile == null), "a login by password needs both user and password-file");
        check(
                keepAlive.compareTo(Duration.ofSeconds(1)) >= 0 && keepAlive.compareTo(LONGEST_KEEP_ALIVE) <= 0,
                "keep-alive is " + keepAlive.toSeconds() + " s; 1 s to 18 h are allowed");
        check(window >= 1 && window <= 65_535, "the window is " + window + "; 1 to 65535 are allowed");
        check(
                retryFirst.isPositive() && retryCap.compareTo(retryFirst) >= 0,
                "the waits between tries are " + retryFirst + " to " + retryCap + "; they must be positive and rise");
    }

    /** A broker without encryption and login, as on localhost. */
    public static MqttConfiguration of(URI url) {
        return new MqttConfiguration(
                url,
                null,
                null,
                null,
                null,
                null,
                null,
                Duration.ofSeconds(30),
                256,
                Duration.ofMillis(500),
                Duration.ofMinutes(1));
    }

    public MqttConfiguration withTls(Path ca, Path certificate, Path key) {
        return new MqttConfiguration(
                url, clientId, ca, certificate, key, user, passwordFile, keepAlive, window, retryFirst, retryCap);
    }

    public MqttConfiguration withLogin(String user, Path passwordFile) {
        return new MqttConfiguration(
                url, clientId, ca, certificate, key, user, passwordFile, keepAlive, window, retryFirst, retryCap);
    }

    public MqttConfiguration withRetry(Duration first, Duration cap) {
        return new MqttConfiguration(
                url, clientId, ca, certificate, key, user, passwordFile, keepAlive, window, first, cap);
    }

    boolean secure() {
        return secure(url);
    }

    String clientId(Topics topics) {
        return clientId != null ? clientId : "spotter-" + topics.site() + "-" + topics.device();
    }

    /** In Paho's schemes, with the port. */
    String pahoUrl() {
        int port = url.getPort() >= 0 ? url.getPort() : PORTS.get(url.getScheme());
        String path = url.getScheme().startsWith("ws") ? url.getRawPath() : "";
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        return PAHO.get(url.getScheme()) + "://" + url.getHost() + ":" + port + path + query;
    }

    private static boolean secure(URI url) {
        return url.getScheme().equals("mqtts") || url.getScheme().equals("wss");
    }

    private static String withoutLogin(URI url) {
        return url == null ? "" : url.toString().replaceFirst("//[^/]*@", "//");
    }

    private static void check(boolean good, String otherwise) {
        if (!good) {
            throw new BrokerException("invalid-configuration", otherwise);
        }
    }
}
