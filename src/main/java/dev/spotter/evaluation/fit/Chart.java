package dev.spotter.evaluation.fit;

import java.util.List;
import java.util.Locale;

/**
 * Pictures of a card as SVG text. Written by hand, since the libraries that draw charts want AWT, which the native build
 * does without.
 */
final class Chart {
    private static final List<String> COLOURS =
            List.of("#1f77b4", "#ff7f0e", "#2ca02c", "#9467bd", "#8c564b", "#e377c2", "#7f7f7f", "#bcbd22", "#17becf");
    private static final String WHOLE = "#d62728";
    private static final int LEFT = 46;
    private static final int TOP = 26;
    private static final int HEIGHT = 200;

    private Chart() {}

    /**
     * Bars from 0 to 1, a group for each place and a bar in it for each row.
     *
     * @param groups names of the places
     * @param rows what each colour stands for; the first is the ensemble
     * @param values a value for each row and group; NaN leaves the bar out
     */
    static String bars(String title, List<String> groups, List<String> rows, double[][] values) {
        int bar = 9;
        int group = rows.size() * bar + 16;
        int width = Math.max(320, LEFT + groups.size() * group + 10);
        StringBuilder svg = new StringBuilder();
        open(svg, title, width, TOP + HEIGHT + 24 + 14 * rows.size());
        double least = least(values);
        axis(svg, least, width);
        for (int g = 0; g < groups.size(); g++) {
            int x = LEFT + g * group + 8;
            text(svg, x + (group - 16) / 2, TOP + HEIGHT + 14, "middle", groups.get(g));
            for (int row = 0; row < rows.size(); row++) {
                double value = values[row][g];
                if (!Double.isNaN(value)) {
                    double height = Math.max(1, (value - least) / (1 - least) * HEIGHT);
                    svg.append(String.format(
                            Locale.ROOT,
                            "<rect x=\"%d\" y=\"%.1f\" width=\"%d\" height=\"%.1f\" fill=\"%s\"/>%n",
                            x + row * bar,
                            TOP + HEIGHT - height,
                            bar - 1,
                            height,
                            colour(row)));
                }
            }
        }
        for (int row = 0; row < rows.size(); row++) {
            int y = TOP + HEIGHT + 30 + 14 * row;
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%d\" y=\"%d\" width=\"9\" height=\"9\" fill=\"%s\"/>%n",
                    LEFT,
                    y - 9,
                    colour(row)));
            text(svg, LEFT + 14, y, "start", rows.get(row));
        }
        return close(svg);
    }

    /** How often verdicts of a confidence are right, before and after calibration, over what it should be. */
    static String reliability(String title, Figures before, Figures after) {
        StringBuilder svg = new StringBuilder();
        int width = LEFT + HEIGHT + 20;
        open(svg, title, width, TOP + HEIGHT + 64);
        axis(svg, 0, width - 20);
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#999\" stroke-dasharray=\"3 3\"/>%n",
                LEFT,
                TOP + HEIGHT,
                LEFT + HEIGHT,
                TOP));
        line(svg, before, COLOURS.getFirst());
        line(svg, after, WHOLE);
        text(svg, LEFT + HEIGHT / 2, TOP + HEIGHT + 14, "middle", "confidence");
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" fill=\"%s\">before, ece %.3f</text>%n<text x=\"%d\" y=\"%d\" fill=\"%s\">after, ece %.3f</text>%n",
                LEFT,
                TOP + HEIGHT + 34,
                COLOURS.getFirst(),
                before.ece(),
                LEFT,
                TOP + HEIGHT + 50,
                WHOLE,
                after.ece()));
        return close(svg);
    }

    private static void line(StringBuilder svg, Figures figures, String colour) {
        StringBuilder points = new StringBuilder();
        for (Figures.Bin bin : figures.bins()) {
            if (bin.share() > 0) {
                double x = LEFT + bin.confidence() * HEIGHT;
                double y = TOP + HEIGHT - bin.accuracy() * HEIGHT;
                points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
                svg.append(String.format(
                        Locale.ROOT,
                        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"%s\" fill-opacity=\"0.6\"/>%n",
                        x,
                        y,
                        2 + 8 * Math.sqrt(bin.share()),
                        colour));
            }
        }
        svg.append("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\"/>%n"
                .formatted(points.toString().strip(), colour));
    }

    private static double least(double[][] values) {
        double least = 1;
        for (double[] row : values) {
            for (double value : row) {
                least = Double.isNaN(value) ? least : Math.min(least, value);
            }
        }
        return Math.max(0, Math.floor(least * 10 - 0.5) / 10);
    }

    private static String colour(int row) {
        return row == 0 ? WHOLE : COLOURS.get((row - 1) % COLOURS.size());
    }

    private static void axis(StringBuilder svg, double least, int width) {
        for (int tick = 0; tick <= 5; tick++) {
            double value = least + (1 - least) * tick / 5;
            double y = TOP + HEIGHT - HEIGHT * tick / 5.0;
            svg.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#ddd\"/>%n",
                    LEFT,
                    y,
                    width - 4,
                    y));
            text(svg, LEFT - 5, (int) y + 4, "end", String.format(Locale.ROOT, "%.2f", value));
        }
    }

    private static void open(StringBuilder svg, String title, int width, int height) {
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"11\">%n"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                width,
                height));
        text(svg, width / 2, 15, "middle", title);
    }

    private static void text(StringBuilder svg, int x, int y, String anchor, String words) {
        svg.append("<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>%n"
                .formatted(
                        x,
                        y,
                        anchor,
                        words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")));
    }

    private static String close(StringBuilder svg) {
        return svg.append("</svg>\n").toString().replace(System.lineSeparator(), "\n");
    }
}
