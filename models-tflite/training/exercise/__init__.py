"""Trains the networks that tell barbell exercises apart from a 50 Hz IMU on the wrist."""

LABELS = ("bench", "squat", "dead", "ohp", "row", "rest")
CHANNELS = (
    "acceleration-x",
    "acceleration-y",
    "acceleration-z",
    "angular-rate-x",
    "angular-rate-y",
    "angular-rate-z",
)
UNITS = ("g", "g", "g", "deg/s", "deg/s", "deg/s")
RATE_HZ = 50
STEP_SAMPLES = 10  # a verdict every 0.2 s
FIRST_VERDICT_SAMPLES = 50  # the first one 1 s after a recording's start
HISTORY_SECONDS = 5.0  # no verdict may look back further than this
