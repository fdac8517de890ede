package dev.spotter.capture.camera;

import dev.spotter.capture.FrameListener;
import dev.spotter.observation.Frame;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A process with one camera, to be killed; prints {@code frame} when the first comes, or the first problem. */
public final class CameraProgram {
    private CameraProgram() {}

    /** Starts it. */
    static Process start(String url, String path) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                CameraProgram.class.getName(),
                url);
        builder.environment().put("PATH", path);
        return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    /** @param arguments the camera's url */
    public static void main(String[] arguments) throws InterruptedException {
        CameraSource camera = new CameraSource("cam", CameraConfiguration.of(arguments[0]));
        Thread.ofPlatform().daemon().start(() -> {
            Map<String, String> problems = Map.of();
            while (problems.isEmpty()) {
                LockSupport.parkNanos(10_000_000);
                problems = camera.problems();
            }
            System.out.println(problems);
        });
        camera.run(new FrameListener() {
            private boolean first = true;

            @Override
            public void seen(Frame frame) {
                if (first) {
                    first = false;
                    System.out.println("frame");
                }
            }

            @Override
            public void frame(Frame frame) {}

            @Override
            public void still(long timeNanos) {}

            @Override
            public void gap(long fromNanos, long toNanos) {}

            @Override
            public void end() {}
        });
    }
}
