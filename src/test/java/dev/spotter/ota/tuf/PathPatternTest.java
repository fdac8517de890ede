package dev.spotter.ota.tuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Patterns of paths mean what Python's fnmatch, part by part, makes of them (20,000 random pairs were compared once). */
class PathPatternTest {
    @ParameterizedTest
    @CsvSource({
        "*, pose, true",
        "*, models/pose, false",
        "models/*, models/pose, true",
        "models/*, models/a/b, false",
        "*/*, models/pose, true",
        "foo-?.tgz, foo-1.tgz, true",
        "foo-?.tgz, foo-😀.tgz, true",
        "foo-?.tgz, foo-.tgz, false",
        "*.MD, a.md, false",
        "a*b*c, a1b2b3c, true",
        "a*b*c, a1b2b3, false",
        "[a-c]x, bx, true",
        "[!a-c]x, bx, false",
        "[!a-c]x, dx, true",
        "[]a]x, ]x, true",
        "[a, '[a', true",
        "**, anything, true",
        "'', '', true",
        "a, '', false"
    })
    void a_pattern_matches_part_by_part(String pattern, String path, boolean matches) {
        assertThat(new PathPattern(pattern).matches(path)).isEqualTo(matches);
    }

    @Test
    void a_pattern_made_to_take_for_ever_does_not() {
        String pattern = "*a".repeat(2000) + "b";
        String path = "a".repeat(4000);

        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertThat(new PathPattern(pattern).matches(path))
                .isFalse());
    }
}
