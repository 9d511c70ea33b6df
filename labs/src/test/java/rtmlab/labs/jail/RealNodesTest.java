package rtmlab.labs.jail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rtmlab.backends.launch.EmbeddedServers;
import rtmlab.backends.launch.ServerOptions;
import rtmlab.harness.real.RealWorld;
import rtmlab.labs.ApiClasses;
import rtmlab.labs.Labs;
import rtmlab.labs.project.LabFolder;
import rtmlab.labs.real.RealExamination;
import rtmlab.labs.real.SentArchitecture;
import rtmlab.labs.real.Submitted;
import rtmlab.protocol.port.CrashPoint.Fault;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.updated.UpdatedArchitecture;

/** Real nodes are made with what a student has handed in, and not with ours. */
@Tag("slow")
class RealNodesTest {

    @TempDir
    private Path folder;

    @Test
    void aWrongHeartLosesAnAcknowledgedMessageOnRealProcesses() throws Exception {
        requireBroken(3, "yes-before-the-log", Fault.CRASH_BEFORE, "web-app", "log append");
    }

    @Test
    void aWrongRelayLosesAnAcknowledgedMessageOnRealProcesses() throws Exception {
        requireBroken(9, "commits-before-it-pushes", Fault.CRASH_BEFORE, "jq-relay", "redis push");
    }

    private void requireBroken(int number, String wrong, Fault fault, String role, String call) throws Exception {
        var lab = Labs.numbered(number);
        var api = folder.resolve("api.jar");
        ApiClasses.writeJar(lab, api);
        var sources = LabFolder.of(lab, LabFolder.kit()).wrong(wrong);
        var submitted = new Submitted(number, StudentCompiler.compile(sources, api));
        var ours = new UpdatedArchitecture();
        var students = new SentArchitecture(submitted, ours, folder);
        try (var servers = EmbeddedServers.start(folder.resolve("servers"), ServerOptions.small(folder));
                var world = new RealWorld(
                        students, Mechanisms.defaultsOf(ours), servers.addresses(), folder, folder, Map.of())) {
            var result = RealExamination.keeps(world, List.of(RealExamination.at(fault, role, call)));

            assertThat(result.passed()).isFalse();
            assertThat(result.words()).contains("is broken", "by " + fault.words() + " " + call);
            assertThat(result.story()).isNotNull();
        }
    }
}
