package dev.spotter.evaluation.scenario;

/**
 * Why models must not run at a site.
 *
 * @param code {@link #INCIDENT_MISSED}, {@link #FALSE_ALARMS}, {@link #CORRECTIONS_LOST}, or why a scenario that can be replayed
 *     with the models that run cannot be with these
 * @param sentence names scenario, rule and time
 */
public record Refusal(String code, String sentence) {
    /** An incident that the models that run raise is not raised. */
    public static final String INCIDENT_MISSED = "incident-missed";

    /** More is raised than the models that run raise where nothing is to be. */
    public static final String FALSE_ALARMS = "false-alarms";

    /** Too many of the sets that people labelled on site are taken for something else. */
    public static final String CORRECTIONS_LOST = "corrections-lost";
}
