package dev.spotter.cli;

import dev.spotter.ota.repository.Workspace;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The repository that a command works on. */
final class WorkspaceOptions {
    @Parameters(index = "0", paramLabel = "FOLDER", description = "The repository's folder.")
    private Path folder;

    Workspace open() {
        return Workspace.open(folder);
    }
}
