package rtmlab.backends.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import rtmlab.backends.postgres.BulkLoad.Membership;
import rtmlab.backends.testing.PortHost;
import rtmlab.backends.testing.Servers;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Token;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;
import rtmlab.protocol.Workspace;
import rtmlab.protocol.WorkspaceId;
import rtmlab.protocol.contract.DirectoryContract;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.variant.Member;

@Tag("servers")
class PostgresDirectoryTest extends DirectoryContract {

    @RegisterExtension
    static final Servers SERVERS = new Servers();

    @BeforeEach
    void emptyTables() {
        Databases.empty(Databases.settings(SERVERS));
    }

    @Override
    protected void inNode(Consumer<Host> code) {
        try (var postgres = new Postgres(Databases.settings(SERVERS))) {
            PortHost.run(steps -> new PostgresDirectory(steps, postgres), code);
        }
    }

    @Test
    void aWholeWorkspaceIsLoadedAtOnceOrNotAtAll() {
        var settings = Databases.settings(SERVERS);
        var workspace = new Workspace(new WorkspaceId("T7"), "tab\there, \\ and\nnew line");
        var members = IntStream.range(0, 2_000)
                .mapToObj(number -> new Member(
                        new User(new UserId("U%05d".formatted(number)), "user-" + number).in(workspace.id()),
                        new Token("xoxp-" + number)))
                .toList();
        var general =
                new Channel(new ChannelId("C1"), "general").in(workspace.id()).asGeneral();
        var memberships = members.stream()
                .map(member -> new Membership(member.user().id(), general.id()))
                .toList();
        BulkLoad.load(settings, workspace, members, List.of(general), memberships);

        inNode(host -> {
            var directory = host.directory();
            assertThat(directory.workspace(workspace.id())).hasValue(workspace);
            assertThat(directory.users(workspace.id(), null, 3_000))
                    .isEqualTo(members.stream().map(Member::user).toList());
            assertThat(directory.userOf(new Token("xoxp-1999")))
                    .hasValue(members.getLast().user());
            assertThat(directory.memberCounts(List.of(general.id()))).containsExactly(2_000);
        });

        var second = new Workspace(new WorkspaceId("T8"), "second");
        assertThatThrownBy(() -> BulkLoad.load(settings, second, members, List.of(), List.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("U00000");
        inNode(host -> assertThat(host.directory().workspace(second.id())).isEmpty());
    }
}
