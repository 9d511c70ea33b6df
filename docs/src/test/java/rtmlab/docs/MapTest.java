package rtmlab.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The map of the code, below {@code <!-- map: the project's folder -->}, names every folder of the project and no other. */
class MapTest {

    static final String KIND = "map";

    @Test
    void theMapNamesEveryFolderOfTheProject() throws IOException {
        var page = Page.read(Page.HOME.resolve("CONTRIBUTING.md"));
        var map = page.blocks().stream()
                .filter(block -> block.directive(KIND).isPresent())
                .findFirst()
                .orElseThrow();
        var named = new TreeSet<String>();
        for (var line : map.content()) {
            // The lines that go on with what the one above says are indented.
            if (!line.startsWith(" ")) {
                Arrays.stream(line.split(" {2,}", 2)[0].split(", ", -1))
                        .map(name -> name.replaceFirst("/$", ""))
                        .forEach(named::add);
            }
        }
        assertThat(named).as(page.where(map)).allMatch(name -> Files.exists(Page.HOME.resolve(name)));
        try (var files = Files.list(Page.HOME)) {
            assertThat(named)
                    .as(page.where(map))
                    .containsAll(files.filter(Files::isDirectory)
                            .map(folder -> folder.getFileName().toString())
                            .filter(name -> !name.startsWith(".") && !Page.NOT_OURS.contains(name))
                            .toList());
        }
    }
}
