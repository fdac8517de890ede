"""Channels that are derived from body key points; the agent's `dev.spotter.model.channel.BodyChannels` mirrors them line by line.

Raw channels are `<point>.x` and `.y` (0 to 1 of the picture's width and height, y down) and `.z` (MediaPipe's depth on the scale of x,
away from the camera). `points` maps a raw channel to an array over frames. A denominator is at least SMALL, and no value passes LIMIT.
"""

import numpy as np

SMALL = 0.01
LIMIT = 5.0


def channel(name, points):
    """One channel over all frames: a raw one, a body coordinate, or a named ratio."""
    if name in points:
        return points[name]
    first, last = name.rsplit(".", 1)
    if last in BODY_AXES:
        return bounded(BODY_AXES[last](first, Body(points)))
    return bounded(RATIOS[name](Body(points)))


def matrix(names, points):
    """frames x channels"""
    return np.stack([channel(name, points) for name in names], axis=1).astype(np.float32)


def bounded(values):
    return np.clip(values, -LIMIT, LIMIT)


def ratio(above, below):
    """`below` keeps its sign, and 0 counts as positive."""
    return above / np.where(below < 0, np.minimum(below, -SMALL), np.maximum(below, SMALL))


class Body:
    def __init__(self, points):
        self.points = points

    def at(self, point, axis):
        return self.points[f"{point}.{axis}"]

    def mid(self, part, axis):
        return (self.at("left-" + part, axis) + self.at("right-" + part, axis)) / 2

    def across(self, part, axis):
        """From the right one to the left one."""
        return self.at("left-" + part, axis) - self.at("right-" + part, axis)

    def trunk(self):
        """Length of the trunk in the picture."""
        return np.maximum(np.hypot(self.mid("shoulder", "x") - self.mid("hip", "x"), self.mid("shoulder", "y") - self.mid("hip", "y")), SMALL)

    def facing(self):
        """1 where the body faces the picture's right, -1 where it faces left: where the nose is from the shoulders, and where a lying
        body's shoulders are from its hips."""
        along = self.mid("shoulder", "x") - self.mid("hip", "x")
        lying = np.abs(along) > np.abs(self.mid("shoulder", "y") - self.mid("hip", "y"))
        return np.where(np.where(lying, along, self.at("nose", "x") - self.mid("shoulder", "x")) < 0, -1.0, 1.0)

    def ground(self):
        """y of what the arms stand on: elbows or wrists, whichever are lower."""
        return np.maximum(self.mid("elbow", "y"), self.mid("wrist", "y"))

    def stand(self):
        """How high the shoulders are above it."""
        return self.ground() - self.mid("shoulder", "y")

    def rise(self, part, start, end):
        """How high a part is above the line through two others, straight up in the picture."""
        x, y = self.mid(start, "x"), self.mid(start, "y")
        share = ratio(self.mid(part, "x") - x, self.mid(end, "x") - x)
        return y + share * (self.mid(end, "y") - y) - self.mid(part, "y")

    def front(self, part, axis):
        """The leg whose ankle is ahead of the other's."""
        left = self.facing() * self.across("ankle", "x") > 0
        return np.where(left, self.at("left-" + part, axis), self.at("right-" + part, axis))

    def stride(self):
        return np.maximum(np.abs(self.across("ankle", "x")), np.abs(self.across("knee", "x")))

    def width(self):
        """Distance of the shoulders in the plane of x and z, so of any turn."""
        return np.maximum(np.hypot(self.across("shoulder", "x"), self.across("shoulder", "z")), SMALL)

    def ahead(self, x, z):
        """Length of a vector in the plane of x and z along the way that the body faces, in widths of the shoulders. The way is at a
        right angle to the shoulders; z grows away from the camera, so somebody who faces it has the left shoulder at the larger x."""
        return (x * self.across("shoulder", "z") - z * self.across("shoulder", "x")) / self.width() ** 2

    def level(self, start, end, side="mid"):
        """Distance of two parts in the plane of x and z, in widths of the shoulders: of one side, or of their middles."""
        if side == "mid":
            across, deep = (self.mid(end, axis) - self.mid(start, axis) for axis in "xz")
        else:
            across, deep = (self.at(f"{side}-{end}", axis) - self.at(f"{side}-{start}", axis) for axis in "xz")
        return np.hypot(across, deep) / self.width()

    def tall(self):
        """How high the nose is above the ankles."""
        return self.mid("ankle", "y") - self.at("nose", "y")


BODY_AXES = {
    "ahead": lambda point, body: body.facing() * (body.at(point, "x") - body.mid("hip", "x")) / body.trunk(),
    "above": lambda point, body: (body.mid("hip", "y") - body.at(point, "y")) / body.trunk(),
    "nearer": lambda point, body: (body.mid("hip", "z") - body.at(point, "z")) / body.trunk(),
}


def from_to(body, start, end, axis):
    return body.mid(end, axis) - body.mid(start, axis)


RATIOS = {
    "squat.thigh-drop": lambda b: ratio(from_to(b, "hip", "knee", "y"), from_to(b, "knee", "ankle", "y")),
    "squat.hip-height": lambda b: ratio(from_to(b, "hip", "ankle", "y"), from_to(b, "shoulder", "hip", "y")),
    "squat.hips-up": lambda b: ratio(from_to(b, "hip", "ankle", "y"), b.tall()),
    "squat.knees-up": lambda b: ratio(from_to(b, "knee", "ankle", "y"), b.tall()),
    "squat.thighs-level": lambda b: (b.level("hip", "knee", "left") + b.level("hip", "knee", "right")) / 2,
    "squat.hips-off": lambda b: b.level("ankle", "hip"),
    "squat.shoulders-off": lambda b: b.level("ankle", "shoulder"),
    "squat.thigh-ahead": lambda b: b.ahead(from_to(b, "hip", "knee", "x"), from_to(b, "hip", "knee", "z")),
    "squat.shin-ahead": lambda b: b.ahead(from_to(b, "ankle", "knee", "x"), from_to(b, "ankle", "knee", "z")),
    "plank.hip-rise": lambda b: ratio(b.rise("hip", "shoulder", "ankle"), b.stand()),
    "plank.hip-rise-over-knees": lambda b: ratio(b.rise("hip", "shoulder", "knee"), b.stand()),
    "plank.knee-rise": lambda b: ratio(b.rise("knee", "shoulder", "ankle"), b.stand()),
    "plank.hip-height": lambda b: ratio(b.rise("hip", "wrist", "ankle"), b.rise("shoulder", "wrist", "ankle")),
    "plank.trunk-slope": lambda b: ratio(from_to(b, "shoulder", "hip", "y"), b.stand()),
    "lunge.knee-over-toe": lambda b: ratio(
        b.facing() * (b.front("knee", "x") - b.front("foot-index", "x")), np.abs(b.front("foot-index", "x") - b.front("heel", "x"))
    ),
    "lunge.knee-over-ankle": lambda b: ratio(
        b.facing() * (b.front("knee", "x") - b.front("ankle", "x")), np.abs(b.front("foot-index", "x") - b.front("heel", "x"))
    ),
    "lunge.shin-lean": lambda b: ratio(b.facing() * (b.front("knee", "x") - b.front("ankle", "x")), b.stride()),
    "lunge.trunk-lean": lambda b: ratio(b.facing() * from_to(b, "hip", "shoulder", "x"), b.stride()),
    "curl.lean": lambda b: b.ahead(from_to(b, "hip", "shoulder", "x"), from_to(b, "hip", "shoulder", "z")),
    "curl.head-lean": lambda b: b.ahead(b.at("nose", "x") - b.mid("hip", "x"), b.at("nose", "z") - b.mid("hip", "z")),
    "curl.head-ahead": lambda b: b.ahead(b.at("nose", "x") - b.mid("shoulder", "x"), b.at("nose", "z") - b.mid("shoulder", "z")),
    "curl.head-height": lambda b: ratio(b.mid("shoulder", "y") - b.at("nose", "y"), from_to(b, "shoulder", "hip", "y")),
    "curl.trunk-height": lambda b: ratio(from_to(b, "shoulder", "hip", "y"), b.width()),
    "curl.trunk-over-hips": lambda b: ratio(from_to(b, "shoulder", "hip", "y"), np.hypot(b.across("hip", "x"), b.across("hip", "z"))),
    "curl.turn": lambda b: np.abs(b.across("shoulder", "z")) / b.width(),
}
