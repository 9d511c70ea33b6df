package rtmlab.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;

/**
 * Follows every link of the pages to other sites; {@code docs/links} runs it. No test of the build does: it needs a network,
 * and other people's sites.
 */
final class ExternalLinks {

    /** In prose, in a table or in a definition, up to what cannot be part of it there. */
    private static final Pattern URL = Pattern.compile("https?://[^\\s)>\\]\"'`|]+");

    /** Longer waits nobody who clicks on it. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Sites that are no places to go to: XML names, and what stands for a user's own server. */
    private static final Pattern NO_PLACE =
            Pattern.compile("https?://(?:127\\.0\\.0\\.1|localhost|[^/]*\\.example)\\b.*");

    private ExternalLinks() {}

    /** What became of a link. */
    enum Fate {
        /** It leads somewhere. */
        ALIVE,
        /** The site says that there is nothing, or there is no such site. */
        DEAD,
        /** The site refuses programs, or has a bad day. */
        UNKNOWN,
        /** No connection came about. */
        UNREACHABLE
    }

    /** A link with the pages that have it, and what was said when it was followed. */
    record Followed(String url, List<String> pages, Fate fate, String said) {}

    /**
     * Exit status 0 when none is dead, 1 when one is, 3 when no site could be reached at all.
     */
    public static void main(String[] arguments) throws InterruptedException {
        System.exit(report(follow(links(Page.allWithNotebooks())), System.out));
    }

    /** Every link to another site, with the pages that have it. */
    static Map<String, List<String>> links(List<Page> pages) {
        var links = new LinkedHashMap<String, List<String>>();
        for (var page : pages) {
            for (var line : page.prose()) {
                URL.matcher(line)
                        .results()
                        .map(found -> found.group().replaceFirst("[.,;:]+$", ""))
                        .filter(url -> !NO_PLACE.matcher(url).matches())
                        .forEach(url -> links.computeIfAbsent(url, _ -> new ArrayList<>())
                                .add(page.name()));
            }
        }
        return links;
    }

    static List<Followed> follow(Map<String, List<String>> links) throws InterruptedException {
        try (var client = HttpClient.newBuilder()
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .connectTimeout(PATIENCE)
                        .build();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<Followed>>();
            links.forEach((url, pages) -> running.add(threads.submit(() -> follow(client, url, pages))));
            var followed = new ArrayList<Followed>();
            for (var one : running) {
                followed.add(one.get());
            }
            return followed;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static Followed follow(HttpClient client, String url, List<String> pages) throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(URI.create(url))
                    .timeout(PATIENCE)
                    .header("User-Agent", "rtmlab-links")
                    .build();
            var status = client.send(request, BodyHandlers.discarding()).statusCode();
            var fate = status < 400 ? Fate.ALIVE : status == 404 || status == 410 ? Fate.DEAD : Fate.UNKNOWN;
            return new Followed(url, pages, fate, "status " + status);
        } catch (IOException e) {
            return new Followed(url, pages, Fate.UNREACHABLE, e.getClass().getSimpleName());
        } catch (IllegalArgumentException e) {
            return new Followed(url, pages, Fate.DEAD, "no address: " + e.getMessage());
        }
    }

    /** Says what has to be looked at, and answers the exit status. */
    static int report(List<Followed> followed, Appendable out) {
        var unreachable = count(followed, Fate.UNREACHABLE);
        if (unreachable == followed.size()) {
            say(
                    out,
                    "There is no network here, or none of the " + followed.size()
                            + " links can be reached from it: nothing was checked.");
            return 3;
        }
        for (var one : followed) {
            if (one.fate() != Fate.ALIVE) {
                say(
                        out,
                        (one.fate() == Fate.DEAD ? "dead" : "look at it yourself") + " (" + one.said() + "): "
                                + one.url() + " in " + String.join(", ", one.pages()));
            }
        }
        var dead = count(followed, Fate.DEAD);
        say(
                out,
                followed.size() + " links: " + count(followed, Fate.ALIVE) + " alive, " + dead + " dead, "
                        + count(followed, Fate.UNKNOWN) + " not told, " + unreachable + " not reached");
        return dead == 0 ? 0 : 1;
    }

    private static long count(List<Followed> followed, Fate fate) {
        return followed.stream().filter(one -> one.fate() == fate).count();
    }

    private static void say(Appendable out, String line) {
        try {
            out.append(line).append('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
