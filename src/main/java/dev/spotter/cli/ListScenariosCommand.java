package dev.spotter.cli;

import dev.spotter.evaluation.scenario.Scenario;
import dev.spotter.evaluation.scenario.ScenarioFolder;
import dev.spotter.profile.ProfileFragment;
import dev.spotter.profile.ProfileReader;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the scenarios of a site, and those that are broken. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the scenarios and what each asks for; none is replayed.")
final class ListScenariosCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ScenarioOptions options;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        ScenarioFolder folder = options.folder();
        ScenarioFolder.Contents contents =
                folder.read(ProfileFragment.merged(ProfileReader.read(options.profile), options.running()));
        for (Scenario scenario : contents.scenarios()) {
            out.printf("%s: %s%n", scenario.name(), scenario.source().orElse("sources by the recordings' names"));
            scenario.incidents().forEach(expected -> out.printf("  %s%n", expected));
            scenario.quiet().forEach(quiet -> out.printf("  %s%n", quiet));
            if (scenario.labels()) {
                out.println("  recordings are what they are labelled");
            }
        }
        contents.broken()
                .forEach((name, why) -> err.printf("%s does not count: %s [%s]%n", name, why.sentence(), why.code()));
        if (contents.scenarios().isEmpty() && contents.broken().isEmpty()) {
            out.printf("there is no scenario in %s%n", folder.path());
        }
        return contents.broken().isEmpty() ? 0 : 1;
    }
}
