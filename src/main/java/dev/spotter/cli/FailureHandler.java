package dev.spotter.cli;

import dev.spotter.evaluation.EvaluationException;
import dev.spotter.evaluation.bench.BenchException;
import dev.spotter.profile.Failures;
import dev.spotter.profile.ProfileException;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** The one place that turns failures into messages for people, and into exit codes. */
final class FailureHandler implements IExecutionExceptionHandler {
    static final int FAILED = 1;
    static final int WRONG_USE = 2;

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        return tell(failure, command.getErr());
    }

    static int tell(Exception failure, PrintWriter err) {
        if (failure instanceof ProfileException profile) {
            profile.errors().forEach(error -> err.printf("%s [%s]%n", error.message(), error.code()));
            return WRONG_USE;
        }
        code(failure).ifPresentOrElse(code -> err.printf("spotter: %s [%s]%n", failure.getMessage(), code), () -> {
            err.println("spotter: something unforeseen happened; please report this");
            failure.printStackTrace(err);
        });
        err.flush();
        return FAILED;
    }

    /** The profile knows the codes of the rooms that it connects; those that only commands use are known here. */
    private static Optional<String> code(Exception failure) {
        return switch (failure) {
            case BenchException bench -> Optional.of(bench.code());
            case EvaluationException evaluation -> Optional.of(evaluation.code());
            default -> Failures.code(failure);
        };
    }
}
