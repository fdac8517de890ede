package dev.spotter.capture.simulator;

/** One repetition, whole or failed: the bar's path, the wrist's turns, and how hard it comes. */
final class Effort implements Motion {
    private static final double TREMOR_HERTZ = 10;
    private static final double TREMOR_WANDER = 1.2;
    private static final double TREMOR_WANDER_HERTZ = 0.7;
    private static final double TREMOR_FADE_SECONDS = 0.5;
    private static final double TREMOR_DPS_PER_G = 220;

    private final Exercise.Whip whip;
    private final double whipDelay;
    private final BarPath path;
    private final WristTurns turns;
    private final double startSeconds;
    private final double endSeconds;
    private final double stretch;
    private final double size;
    private final double turnAmount;
    private final double wobbleDps;
    private final double jitterG;
    private final double tremorFromSeconds;
    private final double tremorToSeconds;
    private final double tremorG;

    /**
     * How one repetition differs from the usual one.
     *
     * @param stretch how much longer everything takes
     * @param size the stroke, relative to the usual one
     * @param turnAmount the wrist's turns, relative to the usual ones
     * @param wobbleDps how much the wrist trembles, in degrees per second
     * @param jitterG how much the arm trembles, in g
     */
    record Style(double stretch, double size, double turnAmount, double wobbleDps, double jitterG) {}

    private Effort(
            Exercise.Whip whip,
            double whipDelay,
            BarPath path,
            WristTurns turns,
            Style style,
            double tremorFromSeconds,
            double tremorToSeconds,
            double tremorG) {
        this.whip = whip;
        this.whipDelay = whipDelay;
        this.path = path;
        this.turns = turns;
        this.startSeconds = Math.min(path.startSeconds(), turns.startSeconds());
        this.endSeconds = Math.max(path.endSeconds(), turns.endSeconds());
        this.stretch = style.stretch();
        this.size = style.size();
        this.turnAmount = style.turnAmount();
        this.wobbleDps = style.wobbleDps();
        this.jitterG = style.jitterG();
        this.tremorFromSeconds = tremorFromSeconds;
        this.tremorToSeconds = tremorToSeconds;
        this.tremorG = tremorG;
    }

    /** A repetition that succeeds. */
    static Effort whole(Exercise exercise, Style style) {
        return tired(exercise, 1, style);
    }

    /** A repetition that succeeds, but takes so many times as long on its way up. */
    static Effort tired(Exercise exercise, double slowing, Style style) {
        TiredAscent tired = new TiredAscent(exercise, slowing);
        double whipAt = exercise.whip().seconds();
        return new Effort(
                exercise.whip(),
                tired.clock(whipAt) - whipAt,
                BarPath.closed(tired.changes()),
                new WristTurns(tired.turns()),
                style,
                0,
                0,
                0);
    }

    /** A repetition that comes to a stop on the way up, stays there trembling, and ends by help or by giving up. */
    static Effort failed(Exercise exercise, Style style, double stallSeconds, double tremorG) {
        FailedLift lift = new FailedLift(exercise, stallSeconds / style.stretch());
        return new Effort(
                Exercise.Whip.NONE,
                0,
                BarPath.closed(lift.changes()),
                new WristTurns(lift.turns()),
                style,
                lift.stallFromSeconds(),
                lift.stallToSeconds(),
                tremorG);
    }

    @Override
    public double seconds() {
        return (endSeconds - startSeconds) * stretch;
    }

    /** When the bar has come to a stop, from the start of the effort; 0 where it does not. */
    double stallFrom() {
        return tremorG == 0 ? 0 : (tremorFromSeconds - startSeconds) * stretch;
    }

    /** When the bar leaves the place where it was stuck, from the start of the effort; 0 where it was not. */
    double stallTo() {
        return tremorG == 0 ? 0 : (tremorToSeconds - startSeconds) * stretch;
    }

    @Override
    public void at(double time, WristState state) {
        double clock = startSeconds + time / stretch;
        state.upwardG =
                size * (path.accelerationG(clock) + whip.accelerationG(clock - whipDelay)) / (stretch * stretch);
        turns.add(clock, turnAmount, 1 / stretch, state);
        state.wobbleDps = wobbleDps;
        state.jitterG = jitterG;
        double strain = strain(clock);
        if (strain > 0) {
            double phase = 2 * Math.PI * TREMOR_HERTZ * time
                    + TREMOR_WANDER * Math.sin(2 * Math.PI * TREMOR_WANDER_HERTZ * time);
            state.upwardG += strain * tremorG * Math.sin(phase);
            state.forwardG += 0.4 * strain * tremorG * Math.cos(phase);
            double rate = strain * tremorG * TREMOR_DPS_PER_G;
            state.turn(0, 0, rate * Math.sin(phase + 1));
            state.turn(2, 0, 0.7 * rate * Math.cos(phase + 1));
            state.wobbleDps *= 1 + 0.5 * strain;
        }
    }

    private double strain(double clock) {
        if (tremorG == 0 || clock <= tremorFromSeconds || clock >= tremorToSeconds) {
            return 0;
        }
        return Math.min(1, Math.min(clock - tremorFromSeconds, tremorToSeconds - clock) / TREMOR_FADE_SECONDS);
    }
}
