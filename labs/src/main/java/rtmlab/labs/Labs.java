package rtmlab.labs;

import java.util.List;
import java.util.stream.Collectors;
import rtmlab.labs.lab00.FindTheLie;
import rtmlab.labs.lab01.LostAfterTheAck;
import rtmlab.labs.lab02.WriteTheCheckers;
import rtmlab.labs.lab03.LogBeforeBroadcast;
import rtmlab.labs.lab04.IdempotentRetries;
import rtmlab.labs.lab05.HoldBackAndGapRepair;
import rtmlab.labs.lab06.TheRing;
import rtmlab.labs.lab07.TransientAndDurable;
import rtmlab.labs.lab08.FromRtmStartToFlannel;
import rtmlab.labs.lab09.KafkaInFrontOfRedis;

/** All labs, in the order of the course. */
public final class Labs {

    private static final List<Lab> ALL = List.of(
            new FindTheLie(),
            new LostAfterTheAck(),
            new WriteTheCheckers(),
            new LogBeforeBroadcast(),
            new IdempotentRetries(),
            new HoldBackAndGapRepair(),
            new TheRing(),
            new TransientAndDurable(),
            new FromRtmStartToFlannel(),
            new KafkaInFrontOfRedis());

    private Labs() {}

    public static List<Lab> all() {
        return ALL;
    }

    /** Throws {@link IllegalArgumentException}, which says what there is, when there is no such lab. */
    public static Lab numbered(int number) {
        return ALL.stream().filter(lab -> lab.number() == number).findFirst().orElseThrow(() -> {
            var there = ALL.stream().map(lab -> Integer.toString(lab.number())).collect(Collectors.joining(", "));
            return new IllegalArgumentException("there is no lab " + number + "; there are " + there);
        });
    }
}
