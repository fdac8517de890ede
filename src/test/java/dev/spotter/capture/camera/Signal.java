package dev.spotter.capture.camera;

import java.io.IOException;

/** What a process is told by its number. */
enum Signal {
    STOP,
    CONT,
    KILL;

    void to(ProcessHandle process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name(), Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }
}
