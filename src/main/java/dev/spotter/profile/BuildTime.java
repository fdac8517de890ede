package dev.spotter.profile;

import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Properties;

/** When this program was built: a time before which no clock can be right. */
final class BuildTime {
    private static final String RESOURCE = "/dev/spotter/profile/build.properties";

    private BuildTime() {}

    /** 1970 where the build did not say, so that it bounds nothing. */
    static Instant read() {
        Properties properties = new Properties();
        try (InputStream file = BuildTime.class.getResourceAsStream(RESOURCE)) {
            if (file != null) {
                properties.load(file);
            }
            return Instant.parse(properties.getProperty("built", ""));
        } catch (IOException | DateTimeException e) {
            return Instant.EPOCH;
        }
    }
}
