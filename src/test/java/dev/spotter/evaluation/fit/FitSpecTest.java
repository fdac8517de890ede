package dev.spotter.evaluation.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotter.evaluation.EvaluationException;
import dev.spotter.model.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a technician writes, and how it is refused. */
class FitSpecTest {
    private static final String HEAD = "name: alarm\nversion: 1.0.0\ntask: imu-fall\nmembers: [a, b]\n";

    @TempDir
    Path folder;

    @Test
    void a_spec_is_read_with_what_its_way_needs() throws IOException {
        FitSpec spec = read(HEAD + """
                combine: boosting
                boosting: {most-members: 2}
                smoothing: {seconds: 0.4}
                operating-point: {label: fall, least-sensitivity: 0.99}
                unseen: [anna]
                seed: 3
                """);
        assertThat(spec.way()).isEqualTo(new FitSpec.Way.Boosting(2));
        assertThat(spec.smoothing()).isEqualTo(Duration.ofMillis(400));
        assertThat(spec.operatingPoint()).contains(new FitSpec.Aim("fall", 0.99));
        assertThat(spec.unseen()).containsExactly("anna");
        assertThat(read(HEAD + "combine: mean\noperating-point: {label: fall, above: 0.5}\n")
                        .operatingPoint())
                .contains(FitSpec.Aim.above("fall", 0.5));
        assertThat(read(HEAD + "combine: mean\nnotes: [Measured on a floor.]\n").notes())
                .containsExactly("Measured on a floor.");
        assertThat(read(HEAD + "combine: mean\nunseen: all\n").unseen()).containsExactly(FitSpec.EVERYBODY);
    }

    @Test
    void what_belongs_to_another_way_is_refused_with_its_place() {
        assertThatThrownBy(() -> read(HEAD + "combine: mean\ncascade: {most-loss: 0.01}\n"))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("fit.yaml:6:")
                .hasMessageContaining("'cascade' stands here, but combine is 'mean'");
        assertThatThrownBy(() -> read(HEAD + "combine: cascade\ncascade: {most-loss: 0.5}\n"))
                .hasMessageContaining("most-loss is 0.5, allowed is 0 to 0.1");
        assertThatThrownBy(() -> read(HEAD.replace("[a, b]", "[a, a]") + "combine: mean\n"))
                .hasMessageContaining("members is [a, a], allowed are 2 to 12 models, none twice");
    }

    @Test
    void where_an_alarm_begins_is_said_or_sought() {
        assertThatThrownBy(() -> read(
                        HEAD + "combine: mean\noperating-point: {label: fall, above: 0.5, least-sensitivity: 0.9}\n"))
                .hasMessageContaining("fit.yaml:6:")
                .hasMessageContaining("said by 'above' or sought by 'least-sensitivity', not both");
        assertThatThrownBy(() -> read(HEAD + "combine: mean\noperating-point: {label: fall, above: 1}\n"))
                .hasMessageContaining("above is 1.0, allowed is 0 to less than 1");
        assertThatThrownBy(() -> read(HEAD + "combine: mean\noperating-point: {label: fall}\n"))
                .hasMessageContaining("least-sensitivity");
    }

    @Test
    void folds_name_their_folders_and_nobody_twice() throws IOException {
        Files.createDirectory(folder.resolve("without-A"));
        Files.writeString(folder.resolve(Folds.FILE), "folds:\n- {without: [A, D], folder: without-A}\n");
        Folds folds = Folds.in(folder, List.of("anna"));
        Path shipped = Path.of("shipped");
        assertThat(folds.membersFor("D", shipped)).isEqualTo(folder.resolve("without-A"));
        assertThat(folds.membersFor("anna", shipped)).isEqualTo(shipped);
        refused(() -> folds.membersFor("C", shipped), "no-fold-for-subject", "'C'", "leaves out A, D");
        refused(
                () -> Folds.in(folder, List.of("A")).membersFor("A", shipped),
                "subject-was-seen",
                "'A' is said to be unseen");

        Files.writeString(
                folder.resolve(Folds.FILE),
                "folds:\n- {without: [A], folder: without-A}\n- {without: [A], folder: without-A}\n");
        assertThatThrownBy(() -> Folds.in(folder, List.of())).hasMessageContaining("'A' is left out by two folds");
        Files.writeString(folder.resolve(Folds.FILE), "folds:\n- {without: [B], folder: without-B}\n");
        refused(() -> Folds.in(folder, List.of()), "fold-missing", "'without-B'");
    }

    @Test
    void without_folds_somebody_known_as_unseen_may_still_be_used() {
        Folds none = Folds.in(folder, List.of(FitSpec.EVERYBODY));
        assertThat(none.membersFor("anybody", Path.of("shipped"))).isEqualTo(Path.of("shipped"));
        refused(
                () -> Folds.in(folder, List.of()).membersFor("A", Path.of("shipped")),
                "no-fold-for-subject",
                "there is no",
                Folds.FILE);
    }

    private static void refused(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable what, String code, String... words) {
        assertThatThrownBy(what)
                .isInstanceOfSatisfying(
                        EvaluationException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContainingAll(words);
    }

    private FitSpec read(String text) throws IOException {
        return FitSpec.read(Files.writeString(folder.resolve("fit.yaml"), text));
    }
}
