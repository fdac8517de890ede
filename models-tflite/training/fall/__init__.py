"""Makes the fall models of Spotter: waist and wrist, windows of a few seconds of an IMU to fall or anything else."""

RATE_HZ = 50
LABELS = ("other", "fall")
FALL = 1
SITES = ("waist", "wrist")
CHANNELS = ("acceleration-x", "acceleration-y", "acceleration-z", "angular-rate-x", "angular-rate-y", "angular-rate-z")
SIZES = ("acceleration-magnitude", "angular-rate-magnitude")  # the same whichever way the sensor is worn; the agent derives them
STEP_SAMPLES = 10  # of the pipeline: a verdict every 0.2 s
FIRST_SAMPLES = 50  # the first verdict of a recording comes 1 s after its first sample
