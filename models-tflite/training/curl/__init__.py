"""Form of dumbbell curls by four inertial sensors: correct (A), elbows thrown to the front (B), lifted only halfway (C), lowered only
halfway (D), hips thrown to the front (E). What is seen is relative to the wearer's own first, correct repetitions."""

LABELS = ("A", "B", "C", "D", "E")
SENSORS = ("belt", "arm", "dumbbell", "forearm")
QUANTITIES = ("acceleration", "angular-rate", "magnetic-field")
CHANNELS = tuple(f"{sensor}.{quantity}-{axis}" for sensor in SENSORS for quantity in QUANTITIES for axis in "xyz")
SOURCE_HZ = 50
RATE_HZ = 25
SAMPLES = 60  # of a window
STEP_SAMPLES = 5  # from one verdict to the next
REFERENCE_SECONDS = 6.0
JUDGED_FROM_SECONDS = 7.5  # of the first set, as the agent may notice the first motion a little late
# The deviation that a channel of the reference is taken to have at least, and where relative values end; as in the agent.
LEAST_DEVIATION = {"acceleration": 0.06, "angular-rate": 8.6, "magnetic-field": 2.0}
FARTHEST = 20.0


def quantity(channel):
    return channel.split(".")[1].rsplit("-", 1)[0]
