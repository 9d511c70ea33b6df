package rtmlab.harness.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rtmlab.checkers.promise.Promises;
import rtmlab.checkers.promise.Verdict;
import rtmlab.harness.experiment.Experiment.AtStep;
import rtmlab.harness.experiment.Finding;
import rtmlab.harness.experiment.Outcome;
import rtmlab.harness.report.Comparison;
import rtmlab.harness.report.ComparisonFiles;
import rtmlab.harness.simulated.Exploration;
import rtmlab.harness.simulated.Faults;
import rtmlab.harness.simulated.Workload;
import rtmlab.protocol.port.CrashPoint.Fault;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.FlowFault;
import rtmlab.protocol.variant.Mechanisms;

class ReportPageTest {

    private static final String NASTY = "</script><b>\"told, \n&";

    @TempDir
    static Path folder;

    private static Comparison comparison;
    private static String html;
    private static JsonNode data;

    @BeforeAll
    static void write() throws Exception {
        var small = smallReport(folder);
        comparison = small.comparison;
        html = small.html;
        var json = Pattern.compile("id=\"data\">(.*?)</script>", Pattern.DOTALL).matcher(html);
        assertThat(json.find()).isTrue();
        data = new ObjectMapper().readTree(json.group(1));
    }

    record Small(Comparison comparison, String html) {}

    /** Of both architectures, with one experiment and one broken promise. */
    static Small smallReport(Path folder) throws IOException {
        var found = new LinkedHashMap<String, List<Finding>>();
        var report = new ReportPage(folder, _ -> exploration(architecture("initial")));
        for (var name : List.of("initial", "updated")) {
            var architecture = architecture(name);
            var outcomes = List.of(outcome(architecture));
            var story = Files.writeString(folder.resolve(name + ".story"), "");
            var simulated = new Finding.Simulated(
                    "no-lost-ack", NASTY, List.of("crash after channel-server-1: socket send reply #1"), story);
            var findings = List.of(
                    Finding.of(architecture, "no-lost-ack", outcomes, name.equals("initial") ? simulated : null));
            found.put(name, findings);
            report.add(architecture, findings, outcomes, exploration(architecture));
        }
        var comparison = new Comparison(found);
        return new Small(comparison, report.html(comparison));
    }

    private static Architecture architecture(String name) {
        return ServiceLoader.load(Architecture.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(architecture -> architecture.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Exploration exploration(Architecture architecture) {
        return new Exploration(
                architecture,
                Mechanisms.defaultsOf(architecture),
                Workload.small().withoutReads(),
                Faults.STEPS);
    }

    private static Outcome outcome(Architecture architecture) {
        var verdicts = new LinkedHashMap<String, Verdict>();
        Promises.all().forEach(promise -> verdicts.put(promise.name(), new Verdict.Kept("seen")));
        var fault = new FlowFault(architecture.sendFlow().getFirst(), Fault.CRASH_BEFORE);
        return new Outcome(new AtStep(fault), verdicts, folder);
    }

    @Test
    void theReportNeedsNothingFromElsewhere() {
        assertThat(html.replace("http://www.w3.org/2000/svg", "")).doesNotContain("http://", "https://", "import {");
        assertThat(html).doesNotContain("/*css*/", "/*diagram*/", "/*report*/", "/*data*/");
    }

    @Test
    void whatSomebodyPostedCannotEndTheScriptItStandsIn() {
        assertThat(html).doesNotContain(NASTY);
        assertThat(data.path("chapters")
                        .get(0)
                        .path("broken")
                        .get(0)
                        .path("witness")
                        .asText())
                .isEqualTo(NASTY);
    }

    @Test
    void aCrashAfterTheAckIsRedInOneArchitectureAndNoneIsInTheOther() {
        var initial = data.path("chapters").get(0).path("crashes");
        var updated = data.path("chapters").get(1).path("crashes");
        assertThat(crash(initial, "ack", "crash after").path("simulated"))
                .anySatisfy(told -> assertThat(told.path("promise").asText()).isEqualTo("no-lost-ack"));
        assertThat(crash(initial, "broadcast begins", "crash before").path("simulated"))
                .isEmpty();
        assertThat(updated)
                .hasSizeGreaterThan(10)
                .allSatisfy(crash -> assertThat(crash.path("simulated")).isEmpty());
    }

    @Test
    void onlyWhatWasTriedOnRealProcessesIsShownAsTried() {
        var crashes = data.path("chapters").get(0).path("crashes");
        assertThat(crash(crashes, "broadcast begins", "crash before")
                        .path("real")
                        .isArray())
                .isTrue();
        assertThat(crash(crashes, "ack", "crash after").path("real").isNull()).isTrue();
    }

    @Test
    void theLifeOfAMessageTellsTheArchitecturesApart() {
        assertThat(life(0)).startsWith("submitted").endsWith("in the store");
        var updated = life(1);
        assertThat(updated.indexOf("in the log")).isLessThan(updated.indexOf("alice is told \"sent\""));
        assertThat(life(0)).doesNotContain("in the log");
        var initial = life(0);
        assertThat(initial.indexOf("alice is told \"sent\"")).isLessThan(initial.indexOf("in the store"));
    }

    private static List<String> life(int chapter) {
        return StreamSupport.stream(
                        data.path("chapters").get(chapter).path("life").spliterator(), false)
                .map(moment -> moment.path("what").asText())
                .toList();
    }

    private static JsonNode crash(JsonNode crashes, String step, String fault) {
        return StreamSupport.stream(crashes.spliterator(), false)
                .filter(crash -> crash.path("step").asText().equals(step)
                        && crash.path("fault").asText().equals(fault))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theFilesForOtherProgramsAreWellFormed() throws Exception {
        var junit = folder.resolve("junit.xml");
        Files.writeString(junit, ComparisonFiles.junitXml(comparison));
        var suites = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(junit.toFile())
                .getElementsByTagName("testsuite");
        assertThat(suites.getLength()).isEqualTo(2);
        assertThat(suites.item(0).getAttributes().getNamedItem("failures").getNodeValue())
                .isEqualTo("0");
        var csv = ComparisonFiles.csv(comparison);
        assertThat(csv).startsWith("architecture,promise,verdict").contains("\"</script><b>\"\"told, \n&\"");
    }
}
