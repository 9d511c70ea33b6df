package rtmlab.labs.grade;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A folder full of submissions, each a folder of its own. */
public final class Inbox {

    /** What a Mac puts into every archive. */
    private static final String MAC_EXTRAS = "__MACOSX";

    private Inbox() {}

    /**
     * Something that lies there.
     *
     * @param problem why it cannot be graded, as far as one sees from outside; otherwise empty
     */
    public record Entry(Path path, String problem) {

        public String name() {
            return String.valueOf(path.getFileName());
        }
    }

    /** All that may have been meant as a submission, by name; nothing is left out silently but hidden files. */
    public static List<Entry> of(Path folder) throws IOException {
        var paths = new ArrayList<Path>();
        try (var found = Files.newDirectoryStream(folder, path -> !isHidden(path))) {
            found.forEach(paths::add);
        }
        paths.sort(null);
        return paths.stream().map(path -> new Entry(path, problem(path))).toList();
    }

    private static boolean isHidden(Path path) throws IOException {
        return Files.isHidden(path) || path.endsWith(MAC_EXTRAS);
    }

    private static String problem(Path path) {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return "";
        }
        if (Files.isSymbolicLink(path)) {
            return "it is a link, and no folder";
        }
        var name = String.valueOf(path.getFileName());
        return name.matches("(?is).*\\.(zip|jar|tar|tgz|gz|7z|rar)")
                ? "it is an archive: unpack it into a folder"
                : "it is a file, and no folder";
    }
}
