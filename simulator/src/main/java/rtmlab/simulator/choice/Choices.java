package rtmlab.simulator.choice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * All the chance of one run: a list of small integers, 0 meaning uneventful.
 *
 * <p>Everything that a run leaves to chance is one {@link #pick}: each fault, each delay, how long a crashed node stays
 * down. A run is a function of its list, so replaying, shrinking, random search and bounded exhaustive search all act
 * on that list and on nothing else. Each pick remembers what it was for, so that a list can be told and saved by names.
 */
public final class Choices {

    /** Where the numbers come from. */
    @FunctionalInterface
    public interface Source {

        /** The number for this chance, {@code 0 <= number < menu.size()}. */
        int next(int index, Menu menu, Object subject, int occurrence);
    }

    private final Source source;
    private int size;
    private int departed;
    private int[] values = new int[256];
    private Menu[] menus = new Menu[256];
    private Object[] subjects = new Object[256];
    private int[] occurrences = new int[256];

    public Choices(Source source) {
        this.source = source;
    }

    /** Nothing eventful ever happens. */
    public static Choices calm() {
        return new Choices((_, _, _, _) -> 0);
    }

    /** The numbers of an earlier list, then calm. A number that its menu does not have is taken as the menu's last. */
    public static Choices replay(int... values) {
        return new Choices((index, menu, _, _) -> index < values.length ? Math.min(values[index], menu.size() - 1) : 0);
    }

    /** What happens is what is named here; otherwise calm. */
    public static Choices named(Collection<Departure> departures) {
        var wanted = List.copyOf(departures);
        return new Choices((_, menu, subject, occurrence) -> {
            for (var departure : wanted) {
                if (departure.names(subject, occurrence)) {
                    var option = menu.options().indexOf(departure.option());
                    if (option > 0) {
                        return option;
                    }
                }
            }
            return 0;
        });
    }

    /** Leaves something to chance. */
    public int pick(Menu menu, Object subject, int occurrence) {
        if (menu.size() == 1) {
            return 0;
        }
        var value = source.next(size, menu, subject, occurrence);
        if (value < 0 || value >= menu.size()) {
            throw new IllegalArgumentException(
                    value + " is none of the " + menu.size() + " options of " + subject + " #" + occurrence);
        }
        if (size == values.length) {
            grow();
        }
        values[size] = value;
        menus[size] = menu;
        subjects[size] = subject;
        occurrences[size] = occurrence;
        size++;
        if (value != 0) {
            departed++;
        }
        return value;
    }

    /** How many numbers were picked so far. */
    public int size() {
        return size;
    }

    /** How many of them were not 0. */
    public int departed() {
        return departed;
    }

    public int value(int index) {
        return values[index];
    }

    public Menu menu(int index) {
        return menus[index];
    }

    /** What the pick was for, by name: {@code web-app-1: log append #1}. */
    public String label(int index) {
        return subjects[index] + " #" + occurrences[index];
    }

    /** The numbers picked so far. */
    public int[] values() {
        return Arrays.copyOf(values, size);
    }

    /** Whatever was not uneventful so far, by name. */
    public List<Departure> departures() {
        var all = new ArrayList<Departure>(departed);
        for (var index = 0; index < size; index++) {
            if (values[index] != 0) {
                all.add(departure(index, values[index]));
            }
        }
        return all;
    }

    /** The departure that this option of a pick would be. */
    public Departure departure(int index, int option) {
        return new Departure(menus[index].words(option), subjects[index].toString(), occurrences[index]);
    }

    private void grow() {
        var length = size * 2;
        values = Arrays.copyOf(values, length);
        menus = Arrays.copyOf(menus, length);
        subjects = Arrays.copyOf(subjects, length);
        occurrences = Arrays.copyOf(occurrences, length);
    }

    @Override
    public String toString() {
        var departures = departures();
        return departures.isEmpty() ? "calm" : departures.toString();
    }
}
