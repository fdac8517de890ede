package dev.spotter.capture;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a MetaMotion file says:
 * {@code <subject>-<exercise>-<category><set>[-rpe<N>]_MetaWear_<start>_<device>_<sensor>_<rate>Hz_<version>.csv}.
 *
 * @param set the part before {@code _MetaWear_}, without the exertion and without blanks around it
 * @param subject who wore it
 * @param exercise what was done
 * @param category {@code heavy}, {@code medium}, or the kind of rest or of wrong form; may be empty
 * @param number which set, empty where the name does not say
 * @param rpe the rate of perceived exertion, empty where the name does not say
 * @param startOfDay start as the name has it, {@code hh.mm.ss}
 * @param device the sensor's address
 * @param gyroscope whether it is the gyroscope's file, otherwise it is the accelerometer's
 */
record MetaMotionName(
        String set,
        String subject,
        String exercise,
        String category,
        Optional<String> number,
        Optional<String> rpe,
        String startOfDay,
        String device,
        boolean gyroscope) {
    private static final Pattern NAME = Pattern.compile("(?<subject>[^-_]+)-(?<exercise>[A-Za-z]+)"
            + "(?:-(?<category>[A-Za-z]*)(?<number>\\d*))?(?:-rpe(?<rpe>\\d+(?:\\.\\d+)?))?(?<rest>[^_]*)"
            + "_MetaWear_\\d{4}-\\d{2}-\\d{2}T(?<start>\\d{2}\\.\\d{2}\\.\\d{2})[.\\d]*"
            + "_(?<device>[^_]+)_(?<sensor>Accelerometer|Gyroscope)_.*\\.csv");
    private static final int HEAVY_REPETITIONS = 5;
    private static final int MEDIUM_REPETITIONS = 10;

    /** Whether a file claims to be such a one. */
    static boolean claims(String fileName) {
        return fileName.endsWith(".csv") && fileName.contains("_MetaWear_");
    }

    /** What the name says, empty where it is not made like that. */
    static Optional<MetaMotionName> of(String fileName) {
        Matcher name = NAME.matcher(fileName);
        if (!name.matches()) {
            return Optional.empty();
        }
        String set = fileName.substring(0, fileName.indexOf("_MetaWear_")).replaceFirst("-rpe[\\d.]+", "");
        return Optional.of(new MetaMotionName(
                set.strip(),
                name.group("subject").strip(),
                name.group("exercise"),
                Optional.ofNullable(name.group("category")).orElse(""),
                said(name.group("number")),
                said(name.group("rpe")),
                name.group("start"),
                name.group("device"),
                name.group("sensor").equals("Gyroscope")));
    }

    private static Optional<String> said(String group) {
        return group == null || group.isEmpty() ? Optional.empty() : Optional.of(group);
    }

    /** The count that the category stands for, empty where it stands for none. */
    Optional<RepetitionCount> nominalCount() {
        return switch (category) {
            case "heavy" -> Optional.of(RepetitionCount.nominal(HEAVY_REPETITIONS));
            case "medium" -> Optional.of(RepetitionCount.nominal(MEDIUM_REPETITIONS));
            default -> Optional.empty();
        };
    }

    Map<String, String> attributes() {
        Map<String, String> attributes = new LinkedHashMap<>();
        if (!category.isEmpty()) {
            attributes.put("category", category);
        }
        number.ifPresent(set -> attributes.put("set", set));
        rpe.ifPresent(exertion -> attributes.put("rpe", exertion));
        attributes.put("device", device);
        return attributes;
    }
}
