package rtmlab.labs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import rtmlab.labs.project.LabFolder;

/** What a wrong solution is to be worth: a line of a lab's {@code wrong/expected.tsv}. */
record Expected(String name, int points, List<String> failed) {

    static List<Expected> of(Lab lab) throws IOException {
        return Files.readAllLines(folder(lab).resolve("wrong/expected.tsv")).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\t", -1))
                .map(cells -> new Expected(cells[0], Integer.parseInt(cells[1]), List.of(cells[2].split("; ", -1))))
                .toList();
    }

    static Path folder(Lab lab) {
        return LabFolder.of(lab, LabFolder.kit()).folder();
    }
}
