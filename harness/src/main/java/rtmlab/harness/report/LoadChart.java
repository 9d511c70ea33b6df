package rtmlab.harness.report;

import java.util.List;
import org.jspecify.annotations.Nullable;
import rtmlab.harness.load.Latency;
import rtmlab.harness.load.LoadFigures;
import rtmlab.harness.load.LoadFigures.Band;
import rtmlab.harness.load.LoadFigures.Moment;

/**
 * One load, ready to be drawn.
 *
 * @param lastMember absent where messages are shown to nobody
 * @param sliceSeconds how long a moment lasts
 */
public record LoadChart(
        String name,
        String about,
        Latency ack,
        @Nullable Latency lastMember,
        double sliceSeconds,
        List<Moment> moments,
        List<Band> bands) {

    public static LoadChart of(String name, String about, LoadFigures figures) {
        return new LoadChart(
                name,
                about,
                figures.ack(),
                figures.complete() == 0 ? null : figures.lastMember(),
                figures.sliceSeconds(),
                figures.timeline(),
                figures.bands());
    }
}
