package dev.spotter.evaluation;

import dev.spotter.ensemble.Member;
import dev.spotter.model.SampleWindow;
import dev.spotter.model.WindowSource;
import java.util.List;
import java.util.Map;

/** A model that several ensembles ask about the same samples; it runs once, and says the same to all. One thread. */
final class SharedModel implements AutoCloseable {
    private final Member model;

    // since the newest sample
    private boolean prepared;
    private boolean ran;
    private RuntimeException failure;

    // what it said last
    private float[] said;

    SharedModel(Member model) {
        this.model = model;
    }

    /** There is another sample. */
    void sample() {
        prepared = false;
        ran = false;
        failure = null;
    }

    private void run(float[] probabilities) {
        if (!ran) {
            ran = true;
            said = said == null ? new float[probabilities.length] : said;
            try {
                model.run(said);
            } catch (RuntimeException failed) {
                failure = failed;
            }
        }
        if (failure != null) {
            throw failure;
        }
        System.arraycopy(said, 0, probabilities, 0, said.length);
    }

    /** The model for one more ensemble, which does not close it. */
    Member share() {
        return new Share();
    }

    @Override
    public void close() {
        model.close();
    }

    private final class Share implements Member {
        @Override
        public String name() {
            return model.name();
        }

        @Override
        public String version() {
            return model.version();
        }

        @Override
        public List<String> labels() {
            return model.labels();
        }

        @Override
        public double rateHz() {
            return model.rateHz();
        }

        @Override
        public int windowSamples() {
            return model.windowSamples();
        }

        @Override
        public void bind(WindowSource source) {
            model.bind(source);
        }

        @Override
        public void prepare(SampleWindow window) {
            if (!prepared) {
                model.prepare(window);
                prepared = true;
            }
        }

        @Override
        public void run(float[] probabilities) {
            SharedModel.this.run(probabilities);
        }

        @Override
        public Map<String, String> problems() {
            return model.problems();
        }

        @Override
        public void close() {
            // the library closes the model when all are done
        }
    }
}
