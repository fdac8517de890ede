package dev.spotter.capture.camera;

import dev.spotter.capture.CaptureException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The URL of a network camera. What it may hold of a login is told by {@link #revealed} alone, and by no message. */
final class NetworkAddress {
    private static final int LONGEST = 2000;
    private static final Set<String> RTSP = Set.of("rtsp", "rtsps");
    private static final Set<String> HTTP = Set.of("http", "https");

    /** Scheme, login, host with port, and what follows. */
    private static final Pattern FORM = Pattern.compile(
            "(?<scheme>[a-zA-Z]+)://(?:(?<login>[^/?#\\s]*)@)?(?<host>\\[[0-9a-fA-F:.%]+]|[^/?#@:\\s\\[\\]]+)(?<port>:\\d{1,5})?(?<rest>[/?#]\\S*)?");

    private static final Pattern QUERY_VALUE = Pattern.compile("[?&;/_]([\\w.-]+)=([^&;\\s]*)");

    private final String scheme;
    private final String url;
    private final Secrets secrets;

    private NetworkAddress(String scheme, String url, List<String> passwords) {
        this.scheme = scheme;
        this.url = url;
        this.secrets = new Secrets(passwords);
    }

    /**
     * @throws CaptureException with the code {@code camera-url} if it is none; the message does not repeat it
     */
    static NetworkAddress of(String url) {
        Matcher form = FORM.matcher(url);
        if (url.length() > LONGEST || !form.matches()) {
            throw new CaptureException(
                    "camera-url",
                    null,
                    "the camera's url is not of the form rtsp://user:password@host:port/path (what is no letter or digit in user and password stands there as %XX; spaces nowhere)");
        }
        String scheme = form.group("scheme").toLowerCase(Locale.ROOT);
        if (!RTSP.contains(scheme) && !HTTP.contains(scheme)) {
            throw new CaptureException(
                    "camera-url",
                    null,
                    "a camera's url begins with rtsp://, rtsps://, http:// or https://, not " + scheme + "://");
        }
        return new NetworkAddress(scheme, url, passwords(form));
    }

    private static List<String> passwords(Matcher form) {
        List<String> passwords = new ArrayList<>();
        String login = form.group("login");
        if (login != null) {
            passwords.add(login);
            passwords.add(login.substring(login.indexOf(':') + 1));
        }
        if (form.group("rest") != null) {
            Matcher value = QUERY_VALUE.matcher(form.group("rest"));
            while (value.find()) {
                if (!Secrets.hideByForm(value.group()).equals(value.group())) {
                    passwords.add(value.group(2));
                }
            }
        }
        return passwords;
    }

    /** This address with a login, in the place of one that it may hold. */
    NetworkAddress withLogin(String user, String password) {
        Matcher form = FORM.matcher(url);
        form.matches();
        String login = Percent.encode(user) + ":" + Percent.encode(password);
        return of(form.group("scheme") + "://" + login + "@" + url.substring(form.start("host")));
    }

    boolean isRtsp() {
        return RTSP.contains(scheme);
    }

    /** Whole, with its login: for ffmpeg alone. */
    String revealed() {
        return url;
    }

    /** What must not be told of it. */
    Secrets secrets() {
        return secrets;
    }

    /** Without its login. */
    @Override
    public String toString() {
        return secrets.hideIn(url);
    }
}
