package dev.spotter.evaluation.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The sequence of members and their alphas, against a case worked out by hand. */
class SammeTest {
    @Test
    void alphas_are_those_of_the_hand_computed_case() {
        // 10 units, 3 classes. Member 0 errs on the units 0 and 1, member 1 on 0, 5, 6, member 2 on all but 0 and 1.
        boolean[][] right = new boolean[3][10];
        for (int unit = 0; unit < 10; unit++) {
            right[0][unit] = unit > 1;
            right[1][unit] = unit != 0 && unit != 5 && unit != 6;
            right[2][unit] = unit < 2;
        }
        List<Samme.Round> rounds = Samme.rounds(right, uniform(10), 3, 3);

        // round 1: err 0.2, alpha = ln 4 + ln 2 = ln 8. The two wrong units now weigh 0.1 * 8 = 0.8 each against 0.1:
        // normalised by 2.4, that is 1/3 each, and 1/24 each for the other eight.
        assertThat(rounds.get(0).member()).isZero();
        assertThat(rounds.get(0).alpha()).isCloseTo(Math.log(8), within(1e-12));
        // round 2: member 1 errs on 1/3 + 2/24 = 5/12, member 2 on 8/24 = 1/3: member 2, alpha = ln 2 + ln 2
        assertThat(rounds.get(1).member()).isEqualTo(2);
        assertThat(rounds.get(1).alpha()).isCloseTo(Math.log(4), within(1e-12));
        // round 3: the eight weigh 4/24 each, together 4/3, the two 2/3 together: normalised by 2. Member 1 errs on
        // (1/3 + 2/6) / 2 = 1/3
        assertThat(rounds.get(2).member()).isEqualTo(1);
        assertThat(rounds.get(2).alpha()).isCloseTo(Math.log(4), within(1e-12));
    }

    @Test
    void a_member_no_better_than_chance_gets_no_say() {
        boolean[][] right = {{true, true, true, false}, {true, false, false, false}};
        // after round 1 the unit 3 weighs half; member 1 errs on 2/6 + 1/2
        assertThat(Samme.rounds(right, uniform(4), 2, 2)).hasSize(1);
    }

    @Test
    void a_member_without_an_error_has_a_large_say_but_no_endless_one() {
        boolean[][] right = {{true, true, true, true}};
        assertThat(Samme.rounds(right, uniform(4), 2, 1).getFirst().alpha())
                .isCloseTo(Math.log((1 - Samme.LEAST_ERROR) / Samme.LEAST_ERROR), within(1e-12));
    }

    private static double[] uniform(int units) {
        double[] weights = new double[units];
        java.util.Arrays.fill(weights, 1);
        return weights;
    }
}
