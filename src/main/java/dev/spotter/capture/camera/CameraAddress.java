package dev.spotter.capture.camera;

import dev.spotter.capture.CaptureException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a camera's pictures come from. Its text holds no login.
 *
 * <p>A profile's {@code url} is {@code /dev/video0} (V4L2), {@code rtsp://} or {@code rtsps://}, {@code http://} or
 * {@code https://} (MJPEG), {@code lavfi:} and a filter graph of ffmpeg (test sources), or a file.
 */
public sealed interface CameraAddress {
    /** A camera of the machine, by Video4Linux. */
    record Device(Path path) implements CameraAddress {
        @Override
        public String toString() {
            return path.toString();
        }
    }

    /** A camera of the network, by RTSP or as MJPEG over HTTP. */
    final class Network implements CameraAddress {
        private final NetworkAddress address;

        private Network(NetworkAddress address) {
            this.address = address;
        }

        NetworkAddress address() {
            return address;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Network network
                    && network.address.revealed().equals(address.revealed());
        }

        @Override
        public int hashCode() {
            return address.revealed().hashCode();
        }

        @Override
        public String toString() {
            return address.toString();
        }
    }

    /** A film. */
    record Film(Path path) implements CameraAddress {
        @Override
        public String toString() {
            return path.toString();
        }
    }

    /** What ffmpeg draws itself, such as {@code testsrc2=size=640x480:rate=30}. */
    record TestSource(String graph) implements CameraAddress {
        @Override
        public String toString() {
            return TEST + graph;
        }
    }

    /** What test sources begin with. */
    String TEST = "lavfi:";

    /**
     * What is a URL, and not the name of a file with a colon in it; or was to be one, since a file's name is told and a
     * password that stands in it would be.
     */
    Pattern URL = Pattern.compile("(?s)[a-zA-Z][a-zA-Z0-9+.-]*:/.*|(?i:rtsps?|https?)(:|//|\\\\).*");

    /**
     * Reads a url of a profile.
     *
     * @param folder that files are relative to
     * @throws CaptureException with the code {@code camera-url}; its message holds no login
     */
    static CameraAddress of(String url, Path folder) {
        Objects.requireNonNull(folder, "folder");
        if (url.startsWith(TEST)) {
            return new TestSource(url.substring(TEST.length()));
        }
        if (URL.matcher(url).matches()) {
            return new Network(NetworkAddress.of(url));
        }
        if (url.startsWith("/dev/")) {
            return new Device(Path.of(url));
        }
        return new Film(folder.resolve(url).normalize());
    }

    /** This address with a login in it, where there is one. */
    default CameraAddress with(Optional<CameraLogin> login) {
        return this instanceof Network network && login.isPresent()
                ? new Network(network.address.withLogin(
                        login.get().user(), login.get().password()))
                : this;
    }

    /** What must not be told of it. */
    default Secrets secrets() {
        return this instanceof Network network ? network.address.secrets() : new Secrets(List.of());
    }

    /** Whether it gives pictures when it likes; a film and a test source give them when asked. */
    default boolean live() {
        return switch (this) {
            case Device device -> true;
            case Network network -> true;
            case Film film -> false;
            case TestSource source -> false;
        };
    }
}
