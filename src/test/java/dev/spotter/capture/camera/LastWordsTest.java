package dev.spotter.capture.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LastWordsTest {
    private static String heard(InputStream stream) throws InterruptedException {
        return new LastWords(stream, new Secrets(List.of("secret")), "words").afterTheEnd();
    }

    private static String heard(String said) throws InterruptedException {
        return heard(new ByteArrayInputStream(said.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void the_last_lines_are_kept_oldest_first_without_secrets_and_escape_sequences() throws InterruptedException {
        assertThat(heard("1\n2\n3\n\n4 \u001b[31msecret\r\n5\n6")).isEqualTo("3 | 4  [31m*** | 5 | 6");
    }

    @Test
    void a_line_that_is_cut_holds_no_half_of_a_secret() throws InterruptedException {
        for (int before = 280; before < 310; before++) {
            assertThat(heard("x".repeat(before) + "secret" + "x".repeat(10_000)))
                    .doesNotContain("sec");
        }
        for (int before = 4080; before < 4100; before++) {
            assertThat(heard("x".repeat(before) + "secret")).doesNotContain("sec");
        }
    }

    /** More than a heap could hold, were it kept; more than an hour, were each line searched as a careless pattern does. */
    @Test
    @Timeout(60)
    void a_child_that_talks_without_end_costs_no_memory() throws InterruptedException {
        InputStream endless = new InputStream() {
            private long left = 100_000_000;

            @Override
            public int read() {
                return left-- > 0 ? left % 100_000 == 0 ? '\n' : 'x' : -1;
            }

            @Override
            public int read(byte[] block, int offset, int length) throws IOException {
                for (int i = 0; i < length; i++) {
                    int next = read();
                    if (next < 0) {
                        return i == 0 ? -1 : i;
                    }
                    block[offset + i] = (byte) next;
                }
                return length;
            }
        };
        LastWords words = new LastWords(endless, new Secrets(List.of()), "words");
        String said = "";
        while (said.isEmpty() || words.listening()) {
            said = words.afterTheEnd();
        }
        assertThat(said.length()).isLessThan(4 * 310);
    }
}
