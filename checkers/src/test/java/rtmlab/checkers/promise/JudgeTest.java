package rtmlab.checkers.promise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import rtmlab.checkers.history.Event;
import rtmlab.checkers.history.Event.Saw;
import rtmlab.checkers.history.Event.Via;
import rtmlab.checkers.history.History;
import rtmlab.checkers.promise.Verdict.Broken;

/** A history that is told event by event is judged like one that is there as a whole, witnesses included. */
class JudgeTest {

    @Test
    void itsVerdictsAreThoseOnTheWholeHistory() {
        var random = new Random(11);
        int broken = 0;
        for (int round = 0; round < 3_000; round++) {
            var history = damaged(calm(random), random);
            var verdicts = Promises.check(history);
            var judge = judge(history.events());
            assertThat(judge.verdicts()).isEqualTo(verdicts);
            assertThat(judge.operations()).isEqualTo(history.operations());
            broken += verdicts.values().stream().anyMatch(Broken.class::isInstance) ? 1 : 0;
        }
        assertThat(broken).isBetween(1_000, 2_800);
    }

    @Test
    void itsEventsComeBackAsTheyWere() {
        var random = new Random(12);
        for (int round = 0; round < 500; round++) {
            var events = damaged(calm(random), random).events();
            var facts = new Facts();
            events.forEach(facts::accept);
            assertThat(facts.events).isEqualTo(events);
        }
    }

    private static Judge judge(List<Event> events) {
        var judge = new Judge();
        events.forEach(judge::accept);
        return judge;
    }

    private static History calm(Random random) {
        var recording = Recording.of("alice", "bob", "cleo");
        int messages = 2 + random.nextInt(5);
        for (int m = 1; m <= messages; m++) {
            recording.sends(random.nextBoolean() ? "alice" : "bob", "m" + m).acks("m" + m);
            if (random.nextInt(4) > 0) {
                recording.sees("alice", "m" + m).sees("bob", "m" + m).sees("cleo", "m" + m);
            } else {
                recording.sees("bob", "m" + m).sees("cleo", "m" + m).sees("alice", "m" + m);
            }
        }
        recording.quiet();
        var ids = new ArrayList<String>();
        for (int m = 1; m <= messages; m++) {
            ids.add("m" + m);
        }
        return recording.stores(ids.toArray(String[]::new)).history();
    }

    /** Alters some of what was seen, so that no field of a sighting can be taken from its message unseen. */
    private static History damaged(History history, Random random) {
        var events = new ArrayList<>(history.events());
        for (int damage = random.nextInt(6); damage > 0; damage--) {
            int at = random.nextInt(events.size());
            if (events.get(at) instanceof Saw saw) {
                switch (random.nextInt(7)) {
                    case 0 -> events.set(at, with(saw, saw.id(), saw.ts(), saw.sender(), saw.text() + "!", saw.via()));
                    case 1 -> events.set(at, with(saw, saw.id(), saw.ts(), "cleo", saw.text(), saw.via()));
                    case 2 -> events.set(at, with(saw, saw.id(), "9.9", saw.sender(), saw.text(), saw.via()));
                    case 3 -> events.set(at, with(saw, saw.id(), saw.ts(), saw.sender(), saw.text(), Via.CATCH_UP));
                    case 4 -> events.set(at, with(saw, "ghost", saw.ts(), saw.sender(), saw.text(), saw.via()));
                    case 5 -> events.add(at, saw);
                    default -> events.add(random.nextInt(events.size()), events.remove(at));
                }
            }
        }
        return new History(events);
    }

    private static Saw with(Saw saw, String id, String ts, String sender, String text, Via via) {
        return new Saw(saw.atMicros(), saw.member(), saw.channel(), id, ts, sender, text, via);
    }
}
