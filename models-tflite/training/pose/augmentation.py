"""Frames as other cameras and other people would have given them."""

import numpy as np

SIDES = ("left-", "right-")
FORMAT_SHARE = 0.2  # of the frames get any format from 1.85 times as wide to as narrow, the others nearly keep theirs


def other_side(name):
    for one, other in (SIDES, SIDES[::-1]):
        if name.startswith(one):
            return other + name[len(one) :]
    return name


def varied(points, random):
    """Another picture format, a mirrored picture, a camera that is not level, key points that are not exact. Axes x and z share a scale."""
    count = len(next(iter(points.values())))
    format = np.where(random.random(count) < FORMAT_SHARE, np.log(1.85), np.log(1.12))
    aspect = np.exp(format * random.uniform(-1, 1, count))
    mirror = random.random(count) < 0.5
    roll = np.radians(random.normal(0, 2, count))
    noise = np.abs(random.normal(0, 0.002, count))
    result = {}
    names = {name.rsplit(".", 1)[0] for name in points}
    for point in sorted(names):
        swapped = other_side(point)
        x, y = (np.where(mirror, points[f"{swapped}.{axis}"], points[f"{point}.{axis}"]) - 0.5 for axis in "xy")
        x = np.where(mirror, -x, x) * aspect
        x, y = x * np.cos(roll) - y * np.sin(roll), x * np.sin(roll) + y * np.cos(roll)
        result[f"{point}.x"] = 0.5 + x + noise * random.normal(size=count)
        result[f"{point}.y"] = 0.5 + y + noise * random.normal(size=count)
        if f"{point}.z" in points:
            z = np.where(mirror, points[f"{swapped}.z"], points[f"{point}.z"]) * aspect * random.uniform(0.8, 1.25, count)
            result[f"{point}.z"] = z + 2 * noise * random.normal(size=count)
    return result


def move(points, part, axis, by):
    for side in SIDES:
        points[f"{side}{part}.{axis}"] = points[f"{side}{part}.{axis}"] + by


def mid(points, part, axis):
    return (points[f"left-{part}.{axis}"] + points[f"right-{part}.{axis}"]) / 2


def hips_moved(points, up, random):
    """A plank whose hips are `up` times the shoulders' height higher (lower where negative); the knees follow in part, nothing sinks
    into the ground, and the head hangs or is raised."""
    points = dict(points)
    ground = np.maximum(mid(points, "elbow", "y"), mid(points, "wrist", "y"))
    stand = ground - mid(points, "shoulder", "y")
    shares = {"hip": np.ones(len(up)), "knee": random.uniform(0.1, 0.6, len(up))}
    x = {part: mid(points, part, "x") for part in ("wrist", "ankle", "hip", "knee")}
    foot = mid(points, "ankle", "y")
    for part, share in shares.items():
        along = (x[part] - x["wrist"]) / np.where(np.abs(x["ankle"] - x["wrist"]) < 0.01, 0.01, x["ankle"] - x["wrist"])
        floor = ground + np.clip(along, 0, 1) * (foot - ground)
        clearance = np.maximum(floor - mid(points, part, "y") - 0.08 * stand, 0)
        move(points, part, "y", np.minimum(-up * share * stand, clearance))
    points["nose.y"] = points["nose.y"] + random.uniform(-0.3, 0.3, len(up)) * stand
    return points


def knee_moved(points, ahead, lean):
    """A lunge whose front knee is `ahead` times its foot's length further ahead, the hips half as far, and whose trunk leans `lean` (tangent)
    more."""
    points = dict(points)
    toes = points["left-foot-index.x"] + points["right-foot-index.x"] - points["left-heel.x"] - points["right-heel.x"]
    facing = np.where(toes < 0, -1.0, 1.0)
    left = facing * (points["left-ankle.x"] - points["right-ankle.x"]) > 0
    for side, front in (("left-", left), ("right-", ~left)):
        foot = np.abs(points[side + "foot-index.x"] - points[side + "heel.x"])
        points[side + "knee.x"] = points[side + "knee.x"] + np.where(front, facing * ahead * foot, 0)
    foot = np.abs(np.where(left, points["left-foot-index.x"] - points["left-heel.x"], points["right-foot-index.x"] - points["right-heel.x"]))
    move(points, "hip", "x", facing * ahead * foot / 2)
    tall = mid(points, "hip", "y") - mid(points, "shoulder", "y")
    move(points, "shoulder", "x", facing * (ahead * foot / 2 + lean * tall))
    points["nose.x"] = points["nose.x"] + facing * (ahead * foot / 2 + 1.3 * lean * tall)
    return points
