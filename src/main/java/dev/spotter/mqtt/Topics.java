package dev.spotter.mqtt;

/**
 * The topics of one device, under {@code spotter/v1/<site>/<device>/}.
 *
 * @param site the site's name
 * @param device the device's name within its site
 */
public record Topics(String site, String device) {
    public Topics {
        level("site", site);
        level("device", device);
    }

    public String root() {
        return "spotter/v1/" + site + "/" + device + "/";
    }

    public String status() {
        return root() + "status";
    }

    public String incident() {
        return root() + "incident";
    }

    public String summary() {
        return root() + "summary";
    }

    /** Of a zone or a station. */
    public String state(String place) {
        return root() + "state/" + level("zone or station", place);
    }

    /** How its update stands. */
    public String otaReported() {
        return root() + "ota/reported";
    }

    /** Which set of models it shall run. */
    String otaDesired() {
        return root() + "ota/desired";
    }

    /** The filter that takes every command. */
    String commands() {
        return root() + "command/+";
    }

    /** The command's name, or {@code null} if the topic is none of a command. */
    String command(String topic) {
        String before = root() + "command/";
        return topic.startsWith(before) && topic.length() > before.length() ? topic.substring(before.length()) : null;
    }

    private static String level(String what, String name) {
        if (name == null || name.isBlank() || name.chars().anyMatch(c -> "/+#".indexOf(c) >= 0 || c < ' ')) {
            throw new BrokerException(
                    "invalid-topic",
                    "the " + what + " '" + name + "' cannot be in a topic; it must not be empty or hold /, + or #");
        }
        return name;
    }
}
