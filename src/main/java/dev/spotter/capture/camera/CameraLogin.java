package dev.spotter.capture.camera;

import dev.spotter.capture.CaptureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A login that does not stand in the profile.
 *
 * @param user its name
 * @param passwordFile the file that its password stands in, alone; read whenever the camera is connected
 */
public record CameraLogin(String user, Path passwordFile) {
    public CameraLogin {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(passwordFile, "passwordFile");
    }

    /**
     * Reads the password.
     *
     * @throws CaptureException with the code {@code camera-password} if it cannot be read
     */
    String password() {
        try {
            return Files.readString(passwordFile).strip();
        } catch (IOException e) {
            throw new CaptureException(
                    "camera-password",
                    passwordFile,
                    0,
                    "the camera's password cannot be read (%s)"
                            .formatted(e.getClass().getSimpleName()),
                    e);
        }
    }
}
