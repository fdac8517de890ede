package dev.spotter.cli;

import dev.spotter.ota.repository.Workspace;
import java.io.PrintWriter;
import java.util.OptionalInt;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a change of a role's keys names first: the repository, the role, and how many keys must sign from then on. */
final class RoleKeyOptions {
    @Mixin
    private WorkspaceOptions repository;

    @Parameters(
            index = "1",
            paramLabel = "ROLE",
            description = "root, targets, snapshot, timestamp, or online for the last two.")
    private String role;

    @Option(names = "--threshold", paramLabel = "N", description = "How many keys must sign from then on.")
    private Integer threshold;

    Workspace workspace() {
        return repository.open();
    }

    String role() {
        return role;
    }

    OptionalInt threshold() {
        return threshold == null ? OptionalInt.empty() : OptionalInt.of(threshold);
    }

    static int tellWhatWaits(Workspace workspace, PrintWriter out) {
        out.printf("%s waits for signatures%n", workspace.stagedRoot().orElseThrow());
        return 0;
    }
}
