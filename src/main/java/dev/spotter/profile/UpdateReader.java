package dev.spotter.profile;

import dev.spotter.model.YamlMapping;
import dev.spotter.ota.device.UpdateConfiguration;
import dev.spotter.ota.probation.ProbationLimits;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the section {@code ota}. */
final class UpdateReader {
    private static final int MOST_INPUTS = 1_000_000;

    private UpdateReader() {}

    static UpdateSettings read(YamlMapping mapping, Path folder) {
        mapping.expect("root", "repository", "channel", "poll", "rate", "disk", "hardware", "probation", "stick");
        UpdateConfiguration configuration = new UpdateConfiguration(
                mapping.optionalText("repository").map(address -> address(address, folder)),
                folder.resolve(mapping.text("root")),
                mapping.optionalText("channel").orElse(UpdateConfiguration.USUAL_CHANNEL),
                mapping.optionalText("poll").map(Durations::parse).orElse(UpdateConfiguration.USUAL_POLL),
                mapping.optionalText("rate")
                        .map(rate -> OptionalLong.of(ByteAmounts.rate(rate)))
                        .orElse(OptionalLong.empty()),
                mapping.optionalText("disk").map(ByteAmounts::amount).orElse(UpdateConfiguration.USUAL_MOST_BYTES));
        ProbationLimits limits = mapping.optionalMapping("probation")
                .map(UpdateReader::probation)
                .orElse(ProbationLimits.USUAL);
        List<String> hardware = mapping.has("hardware") ? mapping.texts("hardware") : List.of();
        Optional<Path> stick = mapping.optionalText("stick").map(folder::resolve);
        return new UpdateSettings(configuration, limits, new HashSet<>(hardware), stick);
    }

    /** A path is relative to the profile, as all are. */
    private static String address(String given, Path folder) {
        return given.matches("[A-Za-z]+:.*") ? given : folder.resolve(given).toString();
    }

    private static ProbationLimits probation(YamlMapping mapping) {
        mapping.expect("lasts", "longest", "inputs", "errors", "slower", "drift", "other-tops", "alarms", "agreement");
        ProbationLimits usual = ProbationLimits.USUAL;
        ProbationLimits limits = mapping.located(() -> new ProbationLimits(
                mapping.optionalText("lasts").map(Durations::parse).orElse(usual.lasts()),
                mapping.optionalText("longest").map(Durations::parse).orElse(usual.longest()),
                mapping.integer("inputs", 1, MOST_INPUTS, usual.leastPairs()),
                mapping.number("errors", usual.mostErrors()),
                mapping.number("slower", usual.mostSlower()),
                mapping.number("drift", usual.mostDrift()),
                mapping.number("other-tops", usual.mostOtherTops()),
                mapping.integer("alarms", 1, MOST_INPUTS, usual.leastAlarms()),
                mapping.number("agreement", usual.leastAgreement())));
        mapping.refuseUnknownKeys();
        return limits;
    }
}
