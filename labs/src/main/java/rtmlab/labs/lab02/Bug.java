package rtmlab.labs.lab02;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import rtmlab.checkers.history.Event;
import rtmlab.checkers.history.Event.Acknowledged;
import rtmlab.checkers.history.Event.Joined;
import rtmlab.checkers.history.Event.Saw;
import rtmlab.checkers.history.Event.StoreRead;
import rtmlab.checkers.history.Event.Stored;
import rtmlab.checkers.history.Event.Submitted;
import rtmlab.harness.experiment.Team;
import rtmlab.labs.Places;

/**
 * One thing that a broken system does, planted in a history in which all was well. Where, and with which names and words,
 * is a student's own: nothing in it can be looked for but what makes it a breach.
 */
enum Bug {
    LOST_ROW("an acknowledged message that is not in the store", 13) {
        @Override
        Optional<List<Event>> in(List<Event> kept, SplittableRandom random) {
            return Places.pick(kept, random, Acknowledged.class::isInstance).map(index -> {
                var ack = (Acknowledged) kept.get(index);
                var events = new ArrayList<>(kept);
                events.removeIf(event -> event instanceof Stored row && row.id().equals(ack.id()));
                return recounted(events);
            });
        }
    },
    NEVER_SHOWN("an acknowledged message that a member never saw", 13) {
        @Override
        Optional<List<Event>> in(List<Event> kept, SplittableRandom random) {
            return atASighting(kept, random, (events, index) -> events.remove(index.intValue()));
        }
    },
    SHOWN_TWICE("a message that is shown twice on one screen", 5) {
        @Override
        Optional<List<Event>> in(List<Event> kept, SplittableRandom random) {
            return atASighting(kept, random, (events, index) -> {
                var saw = (Saw) kept.get(index);
                var later = Places.pick(
                                kept.subList(index, kept.size()),
                                random,
                                event -> event instanceof Saw other
                                        && other.member().equals(saw.member()))
                        .map(behind -> index + behind)
                        .orElse(index);
                events.add(later + 1, saw(kept.get(later).atMicros(), saw.member(), saw, saw.text()));
            });
        }
    },
    ALTERED("a message that is shown with another text", 5) {
        @Override
        Optional<List<Event>> in(List<Event> kept, SplittableRandom random) {
            return atASighting(kept, random, (events, index) -> {
                var saw = (Saw) kept.get(index);
                events.set(index, saw(saw.atMicros(), saw.member(), saw, another(saw.text(), kept, random)));
            });
        }
    },
    ANOTHERS("a message that is shown as another member's", 4) {
        @Override
        Optional<List<Event>> in(List<Event> kept, SplittableRandom random) {
            return Places.pick(kept, random, Places::isSighting).flatMap(index -> {
                var saw = (Saw) kept.get(index);
                return Places.pick(
                                kept,
                                random,
                                event -> event instanceof Joined other
                                        && !other.member().equals(saw.sender()))
                        .map(other -> with(
                                kept,
                                index,
                                new Saw(
                                        saw.atMicros(),
                                        saw.member(),
                                        saw.channel(),
                                        saw.id(),
                                        saw.ts(),
                                        ((Joined) kept.get(other)).member(),
                                        saw.text(),
                                        saw.via())));
            });
        }
    },
    ELSEWHERE("a message that is shown in another channel", 4) {
        @Override
        Optional<List<Event>> in(List<Event> kept, SplittableRandom random) {
            return Places.pick(kept, random, Places::isSighting).flatMap(index -> {
                var saw = (Saw) kept.get(index);
                // One of the member's own: that it is a stranger there is another bug.
                return Places.pick(
                                kept.subList(0, index),
                                random,
                                event -> event instanceof Joined other
                                        && other.member().equals(saw.member())
                                        && !other.channel().equals(saw.channel()))
                        .map(other -> with(
                                kept,
                                index,
                                new Saw(
                                        saw.atMicros(),
                                        saw.member(),
                                        ((Joined) kept.get(other)).channel(),
                                        saw.id(),
                                        saw.ts(),
                                        saw.sender(),
                                        saw.text(),
                                        saw.via())));
            });
        }
    },
    INVENTED("a message that nobody sent", 5) {
        @Override
        Optional<List<Event>> in(List<Event> kept, SplittableRandom random) {
            return atASighting(kept, random, (events, index) -> {
                var saw = (Saw) kept.get(index);
                var model = Places.pick(kept, random, Places::isSighting)
                        .map(other -> (Saw) kept.get(other))
                        .orElse(saw);
                events.add(
                        index,
                        new Saw(
                                saw.atMicros(),
                                saw.member(),
                                saw.channel(),
                                unusedId(kept, random),
                                saw.ts(),
                                model.sender(),
                                model.text(),
                                saw.via()));
            });
        }
    },
    TO_A_STRANGER("a message that is shown to somebody who is not in the channel", 5) {
        @Override
        Optional<List<Event>> in(List<Event> kept, SplittableRandom random) {
            return atASighting(kept, random, (events, index) -> {
                var saw = (Saw) kept.get(index);
                events.add(index + 1, saw(saw.atMicros(), stranger(kept, random), saw, saw.text()));
            });
        }
    },
    SWAPPED_ON_SCREEN("two members who saw two messages in opposite orders", 10) {
        @Override
        Optional<List<Event>> in(List<Event> kept, SplittableRandom random) {
            return Places.pick(kept, random, Places::isSighting).flatMap(first -> {
                var one = (Saw) kept.get(first);
                return Places.pick(kept, random, event -> isBesideOnItsScreen(one, event))
                        .map(second -> {
                            var other = (Saw) kept.get(second);
                            var events = new ArrayList<>(kept);
                            events.set(first, saw(one.atMicros(), one.member(), other, other.text()));
                            events.set(second, saw(other.atMicros(), one.member(), one, one.text()));
                            return events;
                        });
            });
        }
    },
    SWAPPED_IN_STORE("a store with another order than the screens", 10) {
        @Override
        Optional<List<Event>> in(List<Event> kept, SplittableRandom random) {
            var places = IntStream.range(0, kept.size() - 1)
                    .filter(at -> kept.get(at) instanceof Stored one
                            && kept.get(at + 1) instanceof Stored other
                            && one.channel().equals(other.channel())
                            && !one.id().equals(other.id()))
                    .toArray();
            if (places.length == 0) {
                return Optional.empty();
            }
            var at = places[random.nextInt(places.length)];
            var events = new ArrayList<>(kept);
            events.set(at, kept.get(at + 1));
            events.set(at + 1, kept.get(at));
            return Optional.of(events);
        }
    };

    /** Of whom strangers have their names. */
    private static final int KNOWN_NAMES = 20;

    private static final int IDS = 40;

    private final String words;
    private final int points;

    Bug(String words, int points) {
        this.words = words;
        this.points = points;
    }

    String words() {
        return words;
    }

    int points() {
        return points;
    }

    /** Empty where a history has no place for it; whether it is a breach there is for the checkers to say. */
    abstract Optional<List<Event>> in(List<Event> kept, SplittableRandom random);

    /** Some sighting of the history is chosen, and its index handed on with a copy of the events to change. */
    private static Optional<List<Event>> atASighting(
            List<Event> kept, SplittableRandom random, BiConsumer<List<Event>, Integer> change) {
        return Places.pick(kept, random, Places::isSighting).map(index -> {
            var events = new ArrayList<>(kept);
            change.accept(events, index);
            return events;
        });
    }

    private static List<Event> with(List<Event> kept, int index, Event event) {
        var events = new ArrayList<>(kept);
        events.set(index, event);
        return events;
    }

    private static boolean isBesideOnItsScreen(Saw one, Event event) {
        return event instanceof Saw other
                && Places.isSighting(other)
                && other.member().equals(one.member())
                && other.channel().equals(one.channel())
                && !other.id().equals(one.id());
    }

    /** Another message's, or nearly the same. */
    private static String another(String text, List<Event> kept, SplittableRandom random) {
        var others = kept.stream()
                .filter(event -> event instanceof Submitted)
                .map(event -> ((Submitted) event).text())
                .filter(other -> !other.equals(text))
                .toList();
        var changed = Stream.concat(
                        others.stream(), Stream.of(text + text, text + " ", text.substring(0, text.length() - 1)))
                .toList();
        return changed.get(random.nextInt(changed.size()));
    }

    private static String unusedId(List<Event> kept, SplittableRandom random) {
        var used = kept.stream()
                .filter(event -> event instanceof Submitted)
                .map(event -> ((Submitted) event).id())
                .toList();
        var unused = IntStream.rangeClosed(1, IDS)
                .mapToObj(number -> "m" + number)
                .filter(id -> !used.contains(id))
                .toList();
        return unused.get(random.nextInt(unused.size()));
    }

    private static String stranger(List<Event> kept, SplittableRandom random) {
        var members = kept.stream()
                .filter(event -> event instanceof Joined)
                .map(event -> ((Joined) event).member())
                .toList();
        var strangers = IntStream.range(0, KNOWN_NAMES)
                .mapToObj(Team::nameOf)
                .filter(name -> !members.contains(name))
                .toList();
        return strangers.get(random.nextInt(strangers.size()));
    }

    private static Saw saw(long atMicros, String member, Saw what, String text) {
        return new Saw(atMicros, member, what.channel(), what.id(), what.ts(), what.sender(), text, what.via());
    }

    private static List<Event> recounted(List<Event> events) {
        var counted = new ArrayList<>(events);
        counted.replaceAll(event -> event instanceof StoreRead read
                ? new StoreRead(read.atMicros(), read.channel(), (int) events.stream()
                        .filter(other ->
                                other instanceof Stored row && row.channel().equals(read.channel()))
                        .count())
                : event);
        return counted;
    }
}
