package dev.spotter.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.f4b6a3.ulid.UlidCreator;
import dev.spotter.evaluation.scenario.ScenarioChild;
import dev.spotter.model.trial.ChildProgram;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The child that replays scenarios: a main class of its own, so that it starts without what the other commands need. */
public final class ScenarioChildMain {
    private ScenarioChildMain() {}

    /** How this program starts itself again as that child. */
    public static ChildProgram program() {
        return ChildProgram.ofThisProcess(
                ScenarioChildMain.class,
                ScenarioChildCommand.NAME,
                JsonMapper.class,
                JsonInclude.class,
                UlidCreator.class);
    }

    /** @param arguments the paths of TensorFlow Lite's library, of the profile, and of the folders of model packages */
    public static void main(String... arguments) throws Exception {
        ScenarioChild.serve(
                Path.of(arguments[0]),
                Path.of(arguments[1]),
                Stream.of(arguments).skip(2).map(Path::of).toList(),
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out));
    }
}
