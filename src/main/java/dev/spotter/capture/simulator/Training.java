package dev.spotter.capture.simulator;

import dev.spotter.capture.simulator.SimulatedTruth.Activity;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.SplittableRandom;

/** Makes a lifter's training up, scene by scene: rest, the hands on the bar, the set, the bar put back. */
final class Training {
    /** A slower repetition gets longer pushes rather than much weaker ones. */
    private static final double SIZE_OF_STRETCH = 1.2;

    private static final double FIRST_REST_SHARE = 0.5;
    private static final long FATIGUE_SEED = 0x9E3779B97F4A7C15L;
    private static final double SHORTEST_STALL_SECONDS = 7;
    private static final double LONGEST_STALL_SECONDS = 13;

    private final SimulatedConfiguration configuration;
    private final Lifter lifter;
    private final SplittableRandom random;
    private final Queue<Scene> scenes = new ArrayDeque<>();

    // valid for the lifter
    private final double personTempo;
    private final double personSize;
    private final double personTurns;
    private final double[] personGrip;

    // valid for the set under way
    private Activity activity = Activity.REST;
    private Exercise exercise;
    private int repetitions;
    private boolean failing;
    private boolean failed;

    private int sets;
    private int next;
    private int round;

    Training(SimulatedConfiguration configuration, SplittableRandom random) {
        this.configuration = configuration;
        this.lifter = configuration.lifter();
        this.random = random;
        personTempo = lifter.tempo() * around(0.06);
        personSize = around(0.08);
        personTurns = around(0.15);
        personGrip = new double[] {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
    }

    /** The next scene; {@code null} once the plan has been gone through as often as it was to be. */
    Scene next() {
        if (scenes.isEmpty()) {
            if (next == configuration.plan().size()) {
                next = 0;
                round++;
            }
            if (configuration.rounds() > 0 && round == configuration.rounds()) {
                return null;
            }
            perform(configuration.plan().get(next++));
        }
        return scenes.poll();
    }

    private void perform(PlannedSet planned) {
        double usual = configuration.rest().toMillis() / 1000.0;
        activity = Activity.REST;
        exercise = null;
        repetitions = 0;
        failed = false;
        new Rest(random, this::scene).rest(sets == 0 ? FIRST_REST_SHARE * usual : usual * around(0.2));
        exercise = planned.exercise();
        sets++;
        activity = Activity.SETUP;
        takeBar();
        activity = Activity.SET;
        lift(planned.repetitions());
        activity = Activity.SETUP;
        putBarBack();
        boolean last = next == configuration.plan().size() && round + 1 == configuration.rounds();
        if (last) {
            activity = Activity.REST;
            exercise = null;
            new Rest(random, this::scene).rest(FIRST_REST_SHARE * usual);
        }
    }

    private void takeBar() {
        double[] up = exercise.up();
        double spread = exercise.gripSpread();
        for (int axis = 0; axis < 3; axis++) {
            up[axis] += spread * (0.7 * personGrip[axis] + 0.5 * random.nextGaussian());
        }
        double wobble = exercise.wobbleDps() * lifter.wobble();
        double[] grip = Rotations.unit(up[0], up[1], up[2]);
        double way = exercise.aboveHangingMetres() * around(0.15);
        if (!exercise.fromTop()) {
            // down to the floor first, and the hand turns to the bar only there
            scene(new Reach(nearby(Rest.hanging(), 0.1), between(1.0, 1.5), way, between(0.1, 0.3), between(-40, 40)));
            way = 0;
        }
        scene(new Reach(nearby(grip, 0.15), between(0.7, 1.2), way, between(0.1, 0.3), between(-40, 40)));
        int regrips = 1 + random.nextInt(2);
        for (int i = 0; i < regrips; i++) {
            scene(new Hold(between(0.3, 0.9), 0.8 * wobble, 0.01));
            scene(new Reach(i + 1 == regrips ? grip : nearby(grip, 0.15), between(0.4, 0.7), 0, 0, between(-8, 8)));
        }
        if (exercise.fromTop()) {
            scene(new Knock(between(0.7, 1.0), 0.25, between(0.2, 0.5), 0.05, 1.5 * wobble));
            scene(new Knock(between(0.8, 1.2), 0.3, between(0.03, 0.10), -0.02, 1.5 * wobble));
        }
        scene(new Hold(between(0.5, 1.0), 0.7 * wobble, 0.012));
    }

    private void lift(int planned) {
        boolean fails = random.nextDouble() < configuration.failures();
        int good = fails ? Math.max(1, (int) Math.round(planned * between(0.4, 0.9))) : planned;
        double setSize = personSize * around(0.04);
        // chance of its own, so that what else happens does not depend on it
        SplittableRandom chance = new SplittableRandom(FATIGUE_SEED * configuration.seed() + sets);
        Fatigue fatigue =
                fails ? Fatigue.failing(exercise, good, chance) : Fatigue.inReserve(exercise, good, lifter, chance);
        for (int i = 0; i < good; i++) {
            scene(Effort.tired(exercise, fatigue.slowing(i), style(i, setSize)));
            repetitions++;
            if (i + 1 < good || fails) {
                pause();
            }
        }
        if (fails) {
            fail(style(good, setSize));
        } else {
            // the last one is whole only once it has ended
            scene(new Hold(between(0.3, 0.6), 0.7 * exercise.wobbleDps() * lifter.wobble(), 0.015));
        }
    }

    private void pause() {
        // who rows does not stop, who presses or squats gets set again
        double mean = exercise == Exercise.ROW ? 0.1 * lifter.pauseSeconds() : lifter.pauseSeconds();
        double seconds = mean * between(0.4, 1.6);
        scene(new Hold(seconds, 0.7 * exercise.wobbleDps() * lifter.wobble(), 0.015));
    }

    private void fail(Effort.Style style) {
        double stall = between(SHORTEST_STALL_SECONDS, LONGEST_STALL_SECONDS);
        Effort effort = Effort.failed(exercise, style, stall, between(0.04, 0.09));
        part(effort, 0, effort.stallFrom());
        failing = true;
        failed = true;
        part(effort, effort.stallFrom(), effort.stallTo());
        failing = false;
        part(effort, effort.stallTo(), effort.seconds());
    }

    private Effort.Style style(int repetition, double setSize) {
        double uneven = lifter.unevenness();
        double stretch = personTempo * (1 + lifter.fatigue() * repetition) * around(uneven);
        double size = setSize * around(0.7 * uneven) * Math.pow(stretch, SIZE_OF_STRETCH);
        return new Effort.Style(
                stretch,
                size,
                personTurns * around(0.08 + uneven),
                exercise.wobbleDps() * lifter.wobble(),
                0.02 * lifter.wobble());
    }

    private void putBarBack() {
        double wobble = exercise.wobbleDps() * lifter.wobble();
        scene(new Hold(between(0.3, 0.8), 0.8 * wobble, 0.015));
        scene(new Knock(
                between(0.8, 1.2),
                between(0.4, 0.6),
                exercise.fromTop() ? between(0.3, 0.8) : between(0.2, 0.5),
                -0.04,
                1.5 * wobble));
        scene(new Hold(between(0.2, 0.6), wobble, 0.01));
        double way = -exercise.aboveHangingMetres() * around(0.15);
        if (!exercise.fromTop()) {
            // whoever stands up from the floor pushes off the thighs
            scene(new Reach(nearby(Rest.onTheThigh(), 0.1), between(0.5, 0.8), 0.5 * way, 0, between(-40, 40)));
            scene(new Hold(between(0.3, 0.7), wobble, 0.01));
            way /= 2;
        }
        scene(new Reach(nearby(Rest.hanging(), 0.1), between(0.8, 1.4), way, between(-0.3, -0.1), between(-40, 40)));
    }

    private void scene(Motion motion) {
        part(motion, 0, motion.seconds());
    }

    private void part(Motion motion, double from, double to) {
        scenes.add(new Scene(motion, from, to, activity, exercise, sets, repetitions, failing, failed));
    }

    private double[] nearby(double[] up, double spread) {
        return Rotations.unit(
                up[0] + spread * random.nextGaussian(),
                up[1] + spread * random.nextGaussian(),
                up[2] + spread * random.nextGaussian());
    }

    /** A factor around 1 with a standard deviation, cut at three of them so that none is absurd. */
    private double around(double deviation) {
        return 1 + deviation * Math.clamp(random.nextGaussian(), -3, 3);
    }

    private double between(double least, double most) {
        return least + (most - least) * random.nextDouble();
    }
}
