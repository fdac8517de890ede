package dev.spotter.capture.camera;

import dev.spotter.capture.CaptureException;

/** Starts the children of one camera, and says for people what becomes of them. Used by one thread. */
final class CameraStarter {
    /** Slow motion; what is more is a unit of time. */
    private static final double MOST_FPS = 240;

    private final String name;
    private final String title;
    private final CameraConfiguration configuration;
    private FfmpegProgram program;

    /** @param title the camera, for people */
    CameraStarter(String name, String title, CameraConfiguration configuration) {
        this.name = name;
        this.title = title;
        this.configuration = configuration;
    }

    /**
     * Starts one.
     *
     * @throws CaptureException if ffmpeg or the camera's password are missing
     */
    FfmpegChild start() throws InterruptedException {
        try {
            if (program == null) {
                program = FfmpegProgram.find(configuration.program());
            }
            CameraAddress address = configuration.address().with(configuration.login());
            return new FfmpegChild(
                    name, FfmpegCommand.of(program, configuration, address), configuration.size(), address.secrets());
        } catch (CaptureException e) {
            program = null; // another may be installed by the next time
            throw titled(e.code(), e.getMessage());
        }
    }

    /**
     * Waits for a child's next frame.
     *
     * @param millis how long
     * @return whether there is one; {@code false} at the end of a film
     * @throws CaptureException if none came in time, or the child ended otherwise
     */
    boolean next(FfmpegChild child, FrameBuffer into, long millis) throws InterruptedException {
        try {
            if (child.next(into, millis)) {
                return true;
            }
        } catch (CaptureException e) {
            throw titled(e.code(), e.getMessage() + child.lastWords());
        }
        boolean well = child.endedWell();
        if (well && !configuration.address().live()) {
            return false;
        }
        throw well
                ? titled("camera-ended", "the camera has ended its stream" + child.lastWords())
                : titled("camera-failed", child.ending());
    }

    /**
     * Looks whether a film says how many frames a second it has. Some, such as browsers' recordings, have none and say a
     * thousand; all times would then be wrong.
     *
     * @throws CaptureException with the code {@code film-rate}
     */
    void checkRate(FfmpegChild child) {
        double fps = child.fps();
        if (fps > MOST_FPS) {
            throw titled(
                    "film-rate",
                    "it does not say how many frames a second it has (%.0f?); say fps, such as fps: 15".formatted(fps));
        }
    }

    private CaptureException titled(String code, String sentence) {
        return new CaptureException(code, null, title + ": " + sentence);
    }
}
