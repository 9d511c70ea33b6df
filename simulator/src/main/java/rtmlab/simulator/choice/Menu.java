package rtmlab.simulator.choice;

import java.util.List;

/**
 * What can come of one chance, in words: option 0 is the uneventful one, and the milder ones come before the worse.
 *
 * <p>An option's words stand in front of whom it befalls: {@code crash before} {@code web-app-1: log append #1}.
 */
public record Menu(List<String> options) {

    /** Where nothing can be chosen. */
    public static final Menu FIXED = of("as always");

    public Menu {
        options = List.copyOf(options);
        if (options.isEmpty()) {
            throw new IllegalArgumentException("a menu has at least the uneventful option");
        }
        if (options.stream().distinct().count() < options.size()) {
            throw new IllegalArgumentException("the options of a menu differ in their words: " + options);
        }
    }

    public static Menu of(String... options) {
        return new Menu(List.of(options));
    }

    public int size() {
        return options.size();
    }

    public String words(int option) {
        return options.get(option);
    }
}
