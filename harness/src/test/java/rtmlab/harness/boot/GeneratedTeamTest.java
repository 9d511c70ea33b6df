package rtmlab.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rtmlab.harness.boot.Growth.Point;

class GeneratedTeamTest {

    @Test
    void theSameSeedMakesTheSameTeamAndAnotherSeedAnother() {
        var team = new GeneratedTeam(200, 7);

        assertThat(new GeneratedTeam(200, 7).users())
                .containsExactlyElementsOf(team.users().toList());
        assertThat(new GeneratedTeam(200, 7).members(60)).isEqualTo(team.members(60));
        assertThat(new GeneratedTeam(200, 8).members(60)).isNotEqualTo(team.members(60));
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 97, 1_500})
    void everybodyIsInTheFirstChannelAndNobodyTwiceInAny(int size) {
        var team = new GeneratedTeam(size, 1);

        assertThat(team.members(0)).hasSize(size);
        assertThat(IntStream.range(0, team.channelCount()))
                .allSatisfy(channel -> assertThat(team.members(channel))
                        .hasSize(team.memberCount(channel))
                        .doesNotHaveDuplicates());
    }

    @Test
    void aUserIsInTheChannelsThatHaveTheUserAmongTheirMembers() {
        var team = new GeneratedTeam(97, 1);
        var user = team.user(42);

        assertThat(team.channelsOf(42))
                .containsExactlyElementsOf(IntStream.range(0, team.channelCount())
                        .filter(channel -> team.members(channel).contains(user.id()))
                        .boxed()
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {1_500, 32_000})
    void fewChannelsAreHugeAndMostHaveFewerThanTenMembers(int size) {
        var team = new GeneratedTeam(size, 1);

        var sizes =
                IntStream.range(0, team.channelCount()).map(team::memberCount).toArray();
        assertThat(IntStream.of(sizes).filter(members -> members < 10).count()).isGreaterThan(size / 2);
        assertThat(IntStream.of(sizes).filter(members -> members > size / 10).count())
                .isBetween(1L, 30L);
    }

    @Test
    void membershipsGrowFasterThanTheTeam() {
        var points = List.of(500, 5_000, 50_000).stream()
                .map(size -> new Point(size, new GeneratedTeam(size, 1).memberships()))
                .toList();

        assertThat(Growth.exponent(points)).isBetween(1.1, 1.4);
    }

    /** All memberships of this team at once would take some 200 MB. */
    @Tag("slow")
    @Test
    void ofTheLargestTeamNoMoreThanOneChannelsMembersIsHeldAtATime() {
        var team = new GeneratedTeam(GeneratedTeam.MAX_SIZE, 1);

        var generation = Generation.of(team);

        assertThat(generation.memberships()).isEqualTo(team.memberships()).isGreaterThan(5_000_000);
        assertThat(generation.heldBytes()).isLessThan(Generation.HELD_GOAL_BYTES);
    }

    @Test
    void aGrowthIsFoundAgain() {
        assertThat(Growth.exponent(List.of(new Point(1, 3), new Point(10, 30), new Point(100, 300))))
                .isCloseTo(1, Offset.offset(1e-9));
        assertThat(Growth.exponent(List.of(new Point(2, 4), new Point(4, 16), new Point(8, 64))))
                .isCloseTo(2, Offset.offset(1e-9));
        assertThatThrownBy(() -> Growth.exponent(List.of(new Point(1, 1)))).hasMessageContaining("two points");
    }

    @Test
    void aTeamOfNobodyIsRefused() {
        assertThatThrownBy(() -> new GeneratedTeam(9, 1)).hasMessageContaining("10 to 100,000");
        assertThatThrownBy(() -> new GeneratedTeam(100_001, 1)).hasMessageContaining("100001");
    }
}
