package dev.spotter.model.channel;

import static dev.spotter.model.channel.BodyAxis.X;
import static dev.spotter.model.channel.BodyAxis.Y;
import static dev.spotter.model.channel.BodyAxis.Z;
import static dev.spotter.model.channel.BodyPart.HIP;
import static dev.spotter.model.channel.BodyPart.SHOULDER;

import dev.spotter.observation.BodyPoint;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where a key point is on the body, in lengths of its trunk from the middle of the hips: {@code left-knee.ahead} (along
 * the picture's width, the way that the body faces), {@code left-knee.above} (up in the picture) and
 * {@code left-knee.nearer} (towards the camera). So neither the place in the picture, nor the body's size, nor a mirrored
 * picture matters. And the ratios of {@link BodyRatio}, for an exercise each.
 */
final class BodyChannels {
    /** No value passes it: a limb that is seen end on makes any ratio large. */
    static final float LIMIT = 5;

    private BodyChannels() {}

    /** A number that one picture of a body gives. */
    @FunctionalInterface
    interface Measure {
        float of(Body body);
    }

    static Optional<DerivedChannel> find(String name) {
        int dot = name.lastIndexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        Optional<BodyPoint> point = BodyPoint.find(name.substring(0, dot));
        if (point.isPresent()) {
            return coordinate(name, point.get(), name.substring(dot + 1));
        }
        return BodyRatio.find(name).map(ratio -> channel(name, ratio.needs(), ratio.measure()));
    }

    private static Optional<DerivedChannel> coordinate(String name, BodyPoint point, String axis) {
        return switch (axis) {
            case "ahead" ->
                Optional.of(channel(
                        name,
                        needs(point, X, true),
                        body -> body.facing() * (body.at(point, X) - body.mid(HIP, X)) / body.trunk()));
            case "above" ->
                Optional.of(channel(
                        name, needs(point, Y, false), body -> (body.mid(HIP, Y) - body.at(point, Y)) / body.trunk()));
            case "nearer" ->
                Optional.of(channel(
                        name, needs(point, Z, false), body -> (body.mid(HIP, Z) - body.at(point, Z)) / body.trunk()));
            default -> Optional.empty();
        };
    }

    private static List<String> needs(BodyPoint point, BodyAxis axis, boolean facing) {
        Set<String> needs = new LinkedHashSet<>();
        for (BodyPart part : List.of(SHOULDER, HIP)) {
            for (BodyAxis each : List.of(X, Y)) {
                needs.add(Body.channel(part.left(), each));
                needs.add(Body.channel(part.right(), each));
            }
        }
        needs.add(Body.channel(HIP.left(), axis));
        needs.add(Body.channel(HIP.right(), axis));
        needs.add(Body.channel(point, axis));
        if (facing) {
            needs.add(Body.channel(BodyPoint.NOSE, X));
        }
        return List.copyOf(needs);
    }

    private static DerivedChannel channel(String name, List<String> needs, Measure measure) {
        Body body = new Body(needs);
        return new DerivedChannel(name, needs, values -> Math.clamp(measure.of(body.of(values)), -LIMIT, LIMIT));
    }
}
