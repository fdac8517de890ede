package dev.spotter.cli;

import dev.spotter.model.ModelException;
import dev.spotter.model.ModelStore;
import dev.spotter.model.PackageFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the card of a model or ensemble: what it was trained on, and how good it is. */
@Command(name = "card", mixinStandardHelpOptions = true, description = "Prints the card of a model or ensemble.")
final class ShowModelCardCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StoreOptions options;

    @Parameters(paramLabel = "NAME", description = "The name of the model or ensemble.")
    private String name;

    @Override
    public Integer call() {
        ModelStore store = options.store();
        Path folder =
                store.ensembleFolder(name).orElseGet(() -> store.find(name).folder());
        Path card = folder.resolve("MODEL_CARD.md");
        if (!Files.isRegularFile(card, LinkOption.NOFOLLOW_LINKS)) {
            throw new ModelException("no-card", "%s has no card: there is no file %s".formatted(name, card));
        }
        spec.commandLine().getOut().print(new String(PackageFiles.bytes(card), StandardCharsets.UTF_8));
        spec.commandLine().getOut().flush();
        return 0;
    }
}
