package dev.spotter.capture.simulator;

/** Rotations of vectors in three dimensions by rotation vectors (axis times angle in radians). */
final class Rotations {
    private static final double SMALL = 1e-9;

    private Rotations() {}

    /** Turns three elements of an array, from an index on, by a rotation vector (Rodrigues' formula). */
    static void turn(double[] vector, int at, double x, double y, double z) {
        double angle = Math.sqrt(x * x + y * y + z * z);
        if (angle < SMALL) {
            return;
        }
        double kx = x / angle;
        double ky = y / angle;
        double kz = z / angle;
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        double vx = vector[at];
        double vy = vector[at + 1];
        double vz = vector[at + 2];
        double dot = (kx * vx + ky * vy + kz * vz) * (1 - cos);
        vector[at] = vx * cos + (ky * vz - kz * vy) * sin + kx * dot;
        vector[at + 1] = vy * cos + (kz * vx - kx * vz) * sin + ky * dot;
        vector[at + 2] = vz * cos + (kx * vy - ky * vx) * sin + kz * dot;
    }

    /** The shortest rotation vector that turns one unit vector onto another. */
    static double[] between(double[] from, double[] to) {
        double[] axis = {
            from[1] * to[2] - from[2] * to[1], from[2] * to[0] - from[0] * to[2], from[0] * to[1] - from[1] * to[0]
        };
        double sin = Math.sqrt(axis[0] * axis[0] + axis[1] * axis[1] + axis[2] * axis[2]);
        double cos = from[0] * to[0] + from[1] * to[1] + from[2] * to[2];
        if (sin < SMALL) {
            // the same direction, or the opposite one: then about whatever is square to it
            double[] square = Math.abs(from[0]) < 0.9 ? unit(0, -from[2], from[1]) : unit(-from[2], 0, from[0]);
            double half = cos > 0 ? 0 : Math.PI;
            return new double[] {square[0] * half, square[1] * half, square[2] * half};
        }
        double angle = Math.atan2(sin, cos);
        for (int i = 0; i < 3; i++) {
            axis[i] *= angle / sin;
        }
        return axis;
    }

    /** A vector of length 1. */
    static double[] unit(double x, double y, double z) {
        double length = Math.sqrt(x * x + y * y + z * z);
        return new double[] {x / length, y / length, z / length};
    }
}
