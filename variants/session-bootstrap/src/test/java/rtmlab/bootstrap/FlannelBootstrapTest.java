package rtmlab.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import rtmlab.protocol.Token;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;
import rtmlab.protocol.WorkspaceId;
import rtmlab.protocol.variant.Member;
import rtmlab.protocol.variant.Topology;

class FlannelBootstrapTest {

    private static final Topology TOPOLOGY = new FlannelBootstrap().addTo(Topology.none());
    private static final List<Member> TEAM = IntStream.range(0, 100)
            .mapToObj(
                    number -> new Member(new User(new UserId("U" + number), "user" + number), new Token("t" + number)))
            .toList();

    @Test
    void aMemberGoesToEachFlannelOfTheOwnRegionAndThenToOneOfEachOther() {
        for (var member : TEAM) {
            var order = FlannelBootstrap.inOrderOf(member, TOPOLOGY.of(FlannelBootstrap.FLANNEL));

            assertThat(order).doesNotHaveDuplicates().hasSize(3);
            assertThat(order.stream().map(flannel -> FlannelBootstrap.regionOf(flannel, TOPOLOGY)))
                    .startsWith(FlannelBootstrap.regionOf(member), FlannelBootstrap.regionOf(member))
                    .endsWith(1 - FlannelBootstrap.regionOf(member));
        }
    }

    @Test
    void teamsAreSpreadOverTheFlannelsOfARegion() {
        var flannels = TOPOLOGY.of(FlannelBootstrap.FLANNEL);
        var user = TEAM.getFirst().user();
        var first = IntStream.range(0, 100)
                .mapToObj(team -> new Member(user.in(new WorkspaceId("T" + team)), new Token("t")))
                .collect(Collectors.groupingBy(
                        member -> FlannelBootstrap.inOrderOf(member, flannels).getFirst(), Collectors.counting()));

        assertThat(first).hasSize(flannels.size() / FlannelBootstrap.REGIONS);
        assertThat(first.values()).allMatch(teams -> teams > 25);
    }

    @Test
    void allMembersOfATeamInARegionGoToTheSameFlannelFirst() {
        for (var region = 0; region < FlannelBootstrap.REGIONS; region++) {
            var wanted = region;
            var members = TEAM.stream()
                    .filter(member -> FlannelBootstrap.regionOf(member) == wanted)
                    .toList();

            assertThat(members).hasSizeGreaterThan(20);
            assertThat(members.stream()
                            .map(member -> FlannelBootstrap.inOrderOf(member, TOPOLOGY.of(FlannelBootstrap.FLANNEL)))
                            .distinct())
                    .hasSize(1);
        }
    }
}
