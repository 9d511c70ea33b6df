package rtmlab.harness.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Regions;
import rtmlab.protocol.Regions.Distance;

/** Reads what stands below {@code regions}: the lines of a table, each an entry. */
final class RegionsReader {

    /** Who can stand somewhere: users, and nodes, not whole roles. */
    private final List<String> standing = new ArrayList<>(Variant.allNodesAndRoles());

    private final List<String> users;

    private RegionsReader(List<String> users) {
        this.users = users;
        standing.removeAll(Variant.allRoles());
        standing.addAll(users);
    }

    static Regions read(Yaml given, List<String> users) {
        return new RegionsReader(users).regions(given);
    }

    private Regions regions(Yaml given) {
        var places = new LinkedHashMap<NodeName, String>();
        var distances = new ArrayList<Distance>();
        for (var entry : given.list("regions")) {
            var line = line(entry);
            line.places().forEach((who, region) -> requirePlace(entry, who.value(), region));
            places.putAll(line.places());
            distances.addAll(line.distances());
        }
        var regions = new Regions(places, distances);
        requireDistances(given, regions);
        return regions;
    }

    private static Regions line(Yaml entry) {
        var text = entry.text("a line of the table of regions");
        try {
            return Regions.parse(text);
        } catch (IllegalArgumentException _) {
            throw entry.error("a line of the table of regions is like \"gateway-server-2 in frankfurt\" or \"home to"
                    + " frankfurt 40 ms\", not \"" + text + "\"");
        }
    }

    private void requirePlace(Yaml entry, String who, String region) {
        if (!standing.contains(who)) {
            throw entry.error("there is no user and no node \"" + who + "\"; there are " + String.join(", ", users)
                    + ", and nodes such as gateway-server-2");
        }
        if (standing.contains(region) || Variant.allRoles().contains(region)) {
            throw entry.error("a region needs a name of its own, and \"" + region + "\" is that of a user or node");
        }
    }

    /** Two regions at no distance would be one. */
    private static void requireDistances(Yaml given, Regions regions) {
        var names = regions.names();
        for (var one : names) {
            for (var other : names.subList(names.indexOf(one) + 1, names.size())) {
                if (!regions.areApart(one, other)) {
                    throw given.error("how far is it from " + one + " to " + other + "? Add \"" + one + " to " + other
                            + " 40 ms\"");
                }
            }
        }
    }
}
