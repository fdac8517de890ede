package dev.spotter.model.channel;

import static dev.spotter.model.channel.Body.ratio;
import static dev.spotter.model.channel.BodyAxis.X;
import static dev.spotter.model.channel.BodyAxis.Y;
import static dev.spotter.model.channel.BodyAxis.Z;
import static dev.spotter.model.channel.BodyPart.ANKLE;
import static dev.spotter.model.channel.BodyPart.ELBOW;
import static dev.spotter.model.channel.BodyPart.FOOT_INDEX;
import static dev.spotter.model.channel.BodyPart.HEEL;
import static dev.spotter.model.channel.BodyPart.HIP;
import static dev.spotter.model.channel.BodyPart.KNEE;
import static dev.spotter.model.channel.BodyPart.SHOULDER;
import static dev.spotter.model.channel.BodyPart.WRIST;

import dev.spotter.observation.BodyPoint;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one looks at to judge an exercise, as ratios of lengths along the same axis of the picture, so that its format
 * (width to height) does not matter. Those of the plank compare heights above a line, which no stretching of the picture
 * changes either; those of the curl, and of the squat in depth, are along the way that the body faces or in the level plane, whichever
 * way it is turned to the camera.
 */
enum BodyRatio {
    SQUAT_THIGH_DROP(
            "squat.thigh-drop",
            needs(false, List.of(Y), HIP, KNEE, ANKLE),
            body -> ratio(body.from(HIP, KNEE, Y), body.from(KNEE, ANKLE, Y))),
    SQUAT_HIP_HEIGHT(
            "squat.hip-height",
            needs(false, List.of(Y), SHOULDER, HIP, ANKLE),
            body -> ratio(body.from(HIP, ANKLE, Y), body.from(SHOULDER, HIP, Y))),
    SQUAT_HIPS_UP(
            "squat.hips-up", needs(true, List.of(Y), HIP, ANKLE), body -> ratio(body.from(HIP, ANKLE, Y), body.tall())),
    SQUAT_KNEES_UP(
            "squat.knees-up",
            needs(true, List.of(Y), KNEE, ANKLE),
            body -> ratio(body.from(KNEE, ANKLE, Y), body.tall())),
    SQUAT_THIGHS_LEVEL(
            "squat.thighs-level", needs(false, List.of(X, Z), SHOULDER, HIP, KNEE), body -> body.levelEach(HIP, KNEE)),
    SQUAT_HIPS_OFF("squat.hips-off", needs(false, List.of(X, Z), SHOULDER, HIP, ANKLE), body -> body.level(ANKLE, HIP)),
    SQUAT_SHOULDERS_OFF(
            "squat.shoulders-off", needs(false, List.of(X, Z), SHOULDER, ANKLE), body -> body.level(ANKLE, SHOULDER)),
    SQUAT_THIGH_AHEAD(
            "squat.thigh-ahead",
            needs(false, List.of(X, Z), SHOULDER, HIP, KNEE),
            body -> body.ahead(body.from(HIP, KNEE, X), body.from(HIP, KNEE, Z))),
    SQUAT_SHIN_AHEAD(
            "squat.shin-ahead",
            needs(false, List.of(X, Z), SHOULDER, KNEE, ANKLE),
            body -> body.ahead(body.from(ANKLE, KNEE, X), body.from(ANKLE, KNEE, Z))),

    PLANK_HIP_RISE(
            "plank.hip-rise",
            needs(false, List.of(X, Y), SHOULDER, ELBOW, WRIST, HIP, ANKLE),
            body -> ratio(body.rise(HIP, SHOULDER, ANKLE), body.stand())),
    PLANK_HIP_RISE_OVER_KNEES(
            "plank.hip-rise-over-knees",
            needs(false, List.of(X, Y), SHOULDER, ELBOW, WRIST, HIP, KNEE),
            body -> ratio(body.rise(HIP, SHOULDER, KNEE), body.stand())),
    PLANK_KNEE_RISE(
            "plank.knee-rise",
            needs(false, List.of(X, Y), SHOULDER, ELBOW, WRIST, KNEE, ANKLE),
            body -> ratio(body.rise(KNEE, SHOULDER, ANKLE), body.stand())),
    PLANK_HIP_HEIGHT(
            "plank.hip-height",
            needs(false, List.of(X, Y), SHOULDER, WRIST, HIP, ANKLE),
            body -> ratio(body.rise(HIP, WRIST, ANKLE), body.rise(SHOULDER, WRIST, ANKLE))),
    PLANK_TRUNK_SLOPE(
            "plank.trunk-slope",
            needs(false, List.of(Y), SHOULDER, ELBOW, WRIST, HIP),
            body -> ratio(body.from(SHOULDER, HIP, Y), body.stand())),

    LUNGE_KNEE_OVER_TOE(
            "lunge.knee-over-toe",
            needs(true, List.of(X, Y), SHOULDER, HIP, KNEE, ANKLE, HEEL, FOOT_INDEX),
            body -> ratio(body.facing() * (body.front(KNEE, X) - body.front(FOOT_INDEX, X)), body.frontFoot())),
    LUNGE_KNEE_OVER_ANKLE(
            "lunge.knee-over-ankle",
            needs(true, List.of(X, Y), SHOULDER, HIP, KNEE, ANKLE, HEEL, FOOT_INDEX),
            body -> ratio(body.facing() * (body.front(KNEE, X) - body.front(ANKLE, X)), body.frontFoot())),
    LUNGE_SHIN_LEAN(
            "lunge.shin-lean",
            needs(true, List.of(X, Y), SHOULDER, HIP, KNEE, ANKLE),
            body -> ratio(body.facing() * (body.front(KNEE, X) - body.front(ANKLE, X)), body.stride())),
    LUNGE_TRUNK_LEAN(
            "lunge.trunk-lean",
            needs(true, List.of(X, Y), SHOULDER, HIP, KNEE, ANKLE),
            body -> ratio(body.facing() * body.from(HIP, SHOULDER, X), body.stride())),

    CURL_LEAN(
            "curl.lean",
            needs(false, List.of(X, Z), SHOULDER, HIP),
            body -> body.ahead(body.from(HIP, SHOULDER, X), body.from(HIP, SHOULDER, Z))),
    CURL_HEAD_LEAN(
            "curl.head-lean",
            needs(true, List.of(X, Z), SHOULDER, HIP),
            body -> body.ahead(
                    body.at(BodyPoint.NOSE, X) - body.mid(HIP, X), body.at(BodyPoint.NOSE, Z) - body.mid(HIP, Z))),
    CURL_HEAD_AHEAD(
            "curl.head-ahead",
            needs(true, List.of(X, Z), SHOULDER),
            body -> body.ahead(
                    body.at(BodyPoint.NOSE, X) - body.mid(SHOULDER, X),
                    body.at(BodyPoint.NOSE, Z) - body.mid(SHOULDER, Z))),
    CURL_HEAD_HEIGHT(
            "curl.head-height",
            needs(true, List.of(Y), SHOULDER, HIP),
            body -> ratio(body.mid(SHOULDER, Y) - body.at(BodyPoint.NOSE, Y), body.from(SHOULDER, HIP, Y))),
    CURL_TRUNK_HEIGHT(
            "curl.trunk-height",
            needs(false, List.of(X, Y, Z), SHOULDER, HIP),
            body -> ratio(body.from(SHOULDER, HIP, Y), body.width())),
    CURL_TRUNK_OVER_HIPS(
            "curl.trunk-over-hips",
            needs(false, List.of(X, Y, Z), SHOULDER, HIP),
            body -> ratio(body.from(SHOULDER, HIP, Y), Body.length(body.across(HIP, X), body.across(HIP, Z)))),
    CURL_TURN(
            "curl.turn",
            needs(false, List.of(X, Z), SHOULDER),
            body -> Math.abs(body.across(SHOULDER, Z)) / body.width());

    private final String word;
    private final List<String> needs;
    private final BodyChannels.Measure measure;

    BodyRatio(String word, List<String> needs, BodyChannels.Measure measure) {
        this.word = word;
        this.needs = needs;
        this.measure = measure;
    }

    List<String> needs() {
        return needs;
    }

    BodyChannels.Measure measure() {
        return measure;
    }

    String word() {
        return word;
    }

    static Optional<BodyRatio> find(String word) {
        return Arrays.stream(values()).filter(ratio -> ratio.word.equals(word)).findFirst();
    }

    private static List<String> needs(boolean nose, List<BodyAxis> axes, BodyPart... parts) {
        Set<String> needs = new LinkedHashSet<>();
        for (BodyAxis axis : axes) {
            for (BodyPart part : parts) {
                needs.add(Body.channel(part.left(), axis));
                needs.add(Body.channel(part.right(), axis));
            }
            if (nose) {
                needs.add(Body.channel(BodyPoint.NOSE, axis));
            }
        }
        return List.copyOf(needs);
    }
}
