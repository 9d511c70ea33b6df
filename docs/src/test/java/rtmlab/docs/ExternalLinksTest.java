package rtmlab.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rtmlab.docs.ExternalLinks.Fate;

class ExternalLinksTest {

    private HttpServer site;
    private String address;

    @BeforeEach
    void open() throws IOException {
        site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        address = "http://127.0.0.1:" + site.getAddress().getPort();
        answer("/there", 200);
        answer("/gone", 404);
        answer("/no-robots", 403);
        site.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().add("Location", address + "/there");
            exchange.sendResponseHeaders(301, -1);
            exchange.close();
        });
        site.start();
    }

    private void answer(String path, int status) {
        site.createContext(path, exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
    }

    @AfterEach
    void close() {
        site.stop(0);
    }

    @Test
    void aLinkThatLeadsNowhereIsNamedWithItsPages() throws Exception {
        var followed = ExternalLinks.follow(Map.of(
                address + "/there", List.of("a.md"),
                address + "/moved", List.of("a.md"),
                address + "/no-robots", List.of("a.md"),
                address + "/gone", List.of("a.md", "b.md")));
        var said = new StringBuilder();

        var status = ExternalLinks.report(followed, said);

        assertThat(status).isEqualTo(1);
        assertThat(said.toString().lines())
                .contains(
                        "dead (status 404): " + address + "/gone in a.md, b.md",
                        "look at it yourself (status 403): " + address + "/no-robots in a.md",
                        "4 links: 2 alive, 1 dead, 1 not told, 0 not reached");
    }

    @Test
    void whereNothingCanBeReachedItSaysSoAndNothingIsFound() throws Exception {
        var nobody = closedPort();
        var followed = ExternalLinks.follow(Map.of("http://127.0.0.1:" + nobody + "/", List.of("a.md")));
        var said = new StringBuilder();

        assertThat(followed).allMatch(one -> one.fate() == Fate.UNREACHABLE);
        assertThat(ExternalLinks.report(followed, said)).isEqualTo(3);
        assertThat(said.toString()).startsWith("There is no network here");
    }

    @Test
    void linksAreFoundInSentencesTablesAndDefinitions() {
        var page = new Page(
                Page.HOME.resolve(Path.of("page.md")),
                List.of(
                        "See [one](https://one.org/a) and https://two.org/b.",
                        "| <https://three.org> |",
                        "[four]: https://four.org/d",
                        "```sh",
                        "curl https://five.org",
                        "```",
                        "`http://db.example:5432/` is nobody's."));

        assertThat(ExternalLinks.links(List.of(page)))
                .containsOnlyKeys("https://one.org/a", "https://two.org/b", "https://three.org", "https://four.org/d");
    }

    private static int closedPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
