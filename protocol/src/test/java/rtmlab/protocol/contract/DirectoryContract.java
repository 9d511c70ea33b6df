package rtmlab.protocol.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ReadMark;
import rtmlab.protocol.Standing;
import rtmlab.protocol.Token;
import rtmlab.protocol.Ts;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;
import rtmlab.protocol.Workspace;
import rtmlab.protocol.WorkspaceId;
import rtmlab.protocol.port.Directory;
import rtmlab.protocol.port.Directory.Wanted;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.NotDone;

/** What {@link Directory} promises. The directory is empty at the start of each test. */
@Timeout(60)
public abstract class DirectoryContract {

    private static final User ALICE = new User(new UserId("U1"), "alice");
    private static final User BOB = new User(new UserId("U2"), "bob");
    private static final User ZOE = new User(new UserId("U10"), "Zoë 'the' \"Z\"");
    private static final Token ALICES_TOKEN = new Token("xoxp-alice");
    private static final Channel GENERAL = new Channel(new ChannelId("C1"), "general");
    private static final Channel RANDOM = new Channel(new ChannelId("C2"), "random");
    private static final Channel LATER = new Channel(new ChannelId("C10"), "später");

    private static final Workspace ELSEWHERE = new Workspace(new WorkspaceId("T2"), "elsewhere");

    /** Runs this as a node, on a host with a directory. */
    protected abstract void inNode(Consumer<Host> code);

    @Test
    void aTokenNamesItsUser() {
        inNode(host -> {
            addUsers(host.directory());

            assertThat(host.directory().userOf(ALICES_TOKEN)).hasValue(ALICE);
            assertThat(host.directory().userOf(new Token("xoxp-zoe"))).hasValue(ZOE);
        });
    }

    @Test
    void anUnknownTokenIsNobodys() {
        inNode(host -> {
            addUsers(host.directory());

            assertThat(host.directory().userOf(new Token("XOXP-ALICE"))).isEmpty();
            assertThat(host.directory().userOf(new Token("' OR ''='"))).isEmpty();
        });
    }

    @Test
    void aUserMayHaveSeveralTokens() {
        inNode(host -> {
            addUsers(host.directory());
            host.directory().addUser(ALICE, new Token("xoxp-alice-2"));

            assertThat(host.directory().userOf(ALICES_TOKEN)).hasValue(ALICE);
            assertThat(host.directory().userOf(new Token("xoxp-alice-2"))).hasValue(ALICE);
        });
    }

    @Test
    void aChannelIsFoundById() {
        inNode(host -> {
            addUsers(host.directory());
            host.directory().addChannel(LATER);

            assertThat(host.directory().standing(ALICE, LATER.id())).hasValue(new Standing(LATER, false));
            assertThat(host.directory().standing(ALICE, GENERAL.id())).isEmpty();
            assertThat(host.directory().channel(ALICE.workspace(), LATER.id())).hasValue(LATER);
            assertThat(host.directory().channel(ALICE.workspace(), GENERAL.id()))
                    .isEmpty();
            assertThat(host.directory().channel(ELSEWHERE.id(), LATER.id())).isEmpty();
        });
    }

    @Test
    void whoJoinedIsAMember() {
        inNode(host -> {
            var directory = host.directory();
            addUsers(directory);
            addChannels(directory);
            directory.join(ALICE.id(), GENERAL.id());

            assertThat(directory.standing(ALICE, GENERAL.id())).hasValue(new Standing(GENERAL, true));
            assertThat(directory.standing(ALICE, RANDOM.id())).hasValue(new Standing(RANDOM, false));
            assertThat(directory.standing(BOB, GENERAL.id())).hasValue(new Standing(GENERAL, false));
            assertThat(directory.standing(new User(new UserId("U9"), "nobody"), GENERAL.id()))
                    .hasValue(new Standing(GENERAL, false));
        });
    }

    @Test
    void joiningTwiceChangesNothing() {
        inNode(host -> {
            var directory = host.directory();
            addUsers(directory);
            addChannels(directory);
            directory.join(ALICE.id(), GENERAL.id());
            directory.join(ALICE.id(), GENERAL.id());

            assertThat(directory.members(GENERAL.id(), null, 10)).containsExactly(ALICE.id());
            assertThat(directory.memberCounts(List.of(GENERAL.id()))).containsExactly(1);
            assertThat(directory.channelsOf(ALICE.id())).containsExactly(GENERAL);
        });
    }

    @Test
    void membersAreSortedById() {
        inNode(host -> {
            var directory = host.directory();
            addUsers(directory);
            addChannels(directory);
            directory.join(BOB.id(), GENERAL.id());
            directory.join(ZOE.id(), GENERAL.id());
            directory.join(ALICE.id(), GENERAL.id());
            directory.join(ALICE.id(), RANDOM.id());

            // As texts: "U10" stands before "U2".
            assertThat(directory.members(GENERAL.id(), null, 10)).containsExactly(ALICE.id(), ZOE.id(), BOB.id());
            assertThat(directory.members(GENERAL.id(), null, 2)).containsExactly(ALICE.id(), ZOE.id());
            assertThat(directory.members(GENERAL.id(), ZOE.id(), 2)).containsExactly(BOB.id());
            assertThat(directory.members(LATER.id(), null, 10)).isEmpty();
            assertThat(directory.memberCounts(List.of(LATER.id(), GENERAL.id(), RANDOM.id())))
                    .containsExactly(0, 3, 1);
            assertThat(directory.membersOf(List.of(LATER.id(), GENERAL.id(), RANDOM.id())))
                    .containsExactly(
                            Map.entry(GENERAL.id(), List.of(ALICE.id(), ZOE.id(), BOB.id())),
                            Map.entry(RANDOM.id(), List.of(ALICE.id())));
            assertThat(directory.channelIdsOf(List.of(BOB.id(), ALICE.id(), new UserId("U9"))))
                    .containsExactly(
                            Map.entry(ALICE.id(), List.of(GENERAL.id(), RANDOM.id())),
                            Map.entry(BOB.id(), List.of(GENERAL.id())));
        });
    }

    @Test
    void channelsOfAUserAreSortedById() {
        inNode(host -> {
            var directory = host.directory();
            addUsers(directory);
            addChannels(directory);
            directory.join(ALICE.id(), RANDOM.id());
            directory.join(ALICE.id(), LATER.id());
            directory.join(ALICE.id(), GENERAL.id());
            directory.join(BOB.id(), GENERAL.id());

            assertThat(directory.channelsOf(ALICE.id())).containsExactly(GENERAL, LATER, RANDOM);
            assertThat(directory.channelsOf(ZOE.id())).isEmpty();
        });
    }

    @Test
    void aRestartOfTheNodeLeavesTheDirectoryAlone() {
        inNode(host -> {
            addUsers(host.directory());
            addChannels(host.directory());
            host.directory().join(ALICE.id(), GENERAL.id());
        });

        inNode(host -> {
            assertThat(host.directory().userOf(ALICES_TOKEN)).hasValue(ALICE);
            assertThat(host.directory().channelsOf(ALICE.id())).containsExactly(GENERAL);
        });
    }

    @Test
    void whatIsKnownOfAUserOrAChannelCanChange() {
        inNode(host -> {
            var directory = host.directory();
            addUsers(directory);
            addChannels(directory);
            var robot = new User(BOB.id(), BOB.workspace(), "bobbie", "Bob the Robot", true, true, true);
            var board = new Channel(
                    RANDOM.id(), RANDOM.workspace(), "board", true, true, true, Channel.Posting.ADMINS, ALICE.id());
            directory.addUser(robot, new Token("xoxp-bob"));
            directory.addChannel(board);
            directory.join(ALICE.id(), board.id());
            directory.addWorkspace(new Workspace(Workspace.FIRST.id(), "renamed"));

            assertThat(directory.userOf(new Token("xoxp-bob"))).hasValue(robot);
            assertThat(directory.user(robot.workspace(), robot.id())).hasValue(robot);
            assertThat(directory.channelsOf(ALICE.id())).containsExactly(board);
            assertThat(directory.workspace(Workspace.FIRST.id()))
                    .hasValue(new Workspace(Workspace.FIRST.id(), "renamed"));
        });
    }

    @Test
    void whatIsInAnotherWorkspaceIsNotThere() {
        inNode(host -> {
            var directory = host.directory();
            addUsers(directory);
            addChannels(directory);
            directory.addWorkspace(ELSEWHERE);
            var mallory = new User(new UserId("U3"), "mallory").in(ELSEWHERE.id());
            var secret = new Channel(new ChannelId("C3"), "secret").in(ELSEWHERE.id());
            directory.addUser(mallory, new Token("xoxp-mallory"));
            directory.addChannel(secret);
            directory.join(mallory.id(), secret.id());

            assertThat(directory.standing(ALICE, secret.id())).isEmpty();
            assertThat(directory.standing(mallory, GENERAL.id())).isEmpty();
            assertThat(directory.user(ALICE.workspace(), mallory.id())).isEmpty();
            assertThat(directory.users(ALICE.workspace(), null, 10)).containsExactly(ALICE, ZOE, BOB);
            assertThat(directory.users(ELSEWHERE.id(), null, 10)).containsExactly(mallory);
            assertThat(directory.channels(mallory, Wanted.ALL, null, 10)).containsExactly(new Standing(secret, true));
            assertThat(directory.workspace(new WorkspaceId("T9"))).isEmpty();
        });
    }

    @Test
    void nobodyJoinsAChannelThatIsNotThereOrInAnotherWorkspace() {
        inNode(host -> {
            var directory = host.directory();
            addUsers(directory);
            directory.addWorkspace(ELSEWHERE);
            var secret = new Channel(new ChannelId("C3"), "secret").in(ELSEWHERE.id());
            directory.addChannel(secret);

            assertThatThrownBy(() -> directory.join(ALICE.id(), GENERAL.id())).isInstanceOf(NotDone.class);
            assertThatThrownBy(() -> directory.join(new UserId("U9"), secret.id()))
                    .isInstanceOf(NotDone.class);
            assertThatThrownBy(() -> directory.join(ALICE.id(), secret.id())).isInstanceOf(NotDone.class);
            assertThat(directory.members(secret.id(), null, 10)).isEmpty();
        });
    }

    @Test
    void aWorkspacesUsersAreReadPageByPage() {
        inNode(host -> {
            var directory = host.directory();
            addUsers(directory);

            assertThat(directory.users(ALICE.workspace(), null, 2)).containsExactly(ALICE, ZOE);
            assertThat(directory.users(ALICE.workspace(), ZOE.id(), 2)).containsExactly(BOB);
            assertThat(directory.users(ALICE.workspace(), BOB.id(), 2)).isEmpty();
        });
    }

    @Test
    void aUserSeesThePublicChannelsAndTheirOwnPrivateOnes() {
        inNode(host -> {
            var directory = host.directory();
            addUsers(directory);
            var open = GENERAL;
            var old = RANDOM.asArchived();
            var mine = new Channel(new ChannelId("G1"), "mine").asPrivate();
            var theirs = new Channel(new ChannelId("G2"), "theirs").asPrivate();
            List.of(open, old, mine, theirs).forEach(directory::addChannel);
            directory.join(ALICE.id(), mine.id());
            directory.join(BOB.id(), theirs.id());
            directory.join(ALICE.id(), open.id());

            assertThat(directory.channels(ALICE, Wanted.ALL, null, 10))
                    .containsExactly(new Standing(open, true), new Standing(old, false), new Standing(mine, true));
            assertThat(directory.channels(ALICE, new Wanted(true, false, false), null, 10))
                    .containsExactly(new Standing(open, true));
            assertThat(directory.channels(ALICE, new Wanted(false, true, false), null, 10))
                    .containsExactly(new Standing(mine, true));
            assertThat(directory.channels(ALICE, Wanted.ALL, open.id(), 1)).containsExactly(new Standing(old, false));
            assertThat(directory.standing(ALICE, theirs.id())).hasValue(new Standing(theirs, false));
        });
    }

    @Test
    void whoLeftIsNoMember() {
        inNode(host -> {
            var directory = host.directory();
            addUsers(directory);
            addChannels(directory);
            directory.join(ALICE.id(), GENERAL.id());
            directory.join(BOB.id(), GENERAL.id());
            directory.leave(ALICE.id(), GENERAL.id());
            directory.leave(ALICE.id(), RANDOM.id());

            assertThat(directory.standing(ALICE, GENERAL.id())).hasValue(new Standing(GENERAL, false));
            assertThat(directory.members(GENERAL.id(), null, 10)).containsExactly(BOB.id());
            assertThat(directory.channelsOf(ALICE.id())).isEmpty();
        });
    }

    @Test
    void whoCreatesAChannelIsInItUnlessItsNameIsTaken() {
        inNode(host -> {
            var directory = host.directory();
            addUsers(directory);
            addChannels(directory);
            directory.addWorkspace(ELSEWHERE);
            var party = new Channel(new ChannelId("C20"), "party").asPrivate();
            var taken = new Channel(new ChannelId("C21"), GENERAL.name());
            var eve = new User(new UserId("U30"), "eve").in(ELSEWHERE.id());
            directory.addUser(eve, new Token("xoxp-eve"));

            assertThat(directory.createChannel(party, ALICE.id())).isTrue();
            assertThat(directory.createChannel(taken, ALICE.id())).isFalse();
            assertThat(directory.createChannel(new Channel(new ChannelId("C22"), "party").in(ELSEWHERE.id()), eve.id()))
                    .isTrue();

            assertThat(directory.channelsOf(ALICE.id())).containsExactly(party.createdBy(ALICE.id()));
            assertThat(directory.standing(ALICE, taken.id())).isEmpty();
            assertThat(directory.readMarks(ALICE.id())).containsExactly(new ReadMark(party.id(), Ts.BEFORE_ALL));
        });
    }

    @Test
    void aChannelIsRenamedUnlessTheNameIsTakenOrItHasAnotherByNow() {
        inNode(host -> {
            var directory = host.directory();
            addUsers(directory);
            addChannels(directory);

            assertThat(directory.renameChannel(GENERAL, "party")).isTrue();
            assertThat(directory.renameChannel(GENERAL.called("party"), "party"))
                    .isTrue();
            assertThat(directory.renameChannel(GENERAL, "late")).isFalse();
            assertThat(directory.renameChannel(RANDOM, "party")).isFalse();
            assertThat(directory.renameChannel(RANDOM, GENERAL.name())).isTrue();

            assertThat(directory.channels(ALICE, Wanted.ALL, null, 10))
                    .extracting(standing -> standing.channel().name())
                    .containsExactly("party", LATER.name(), GENERAL.name());
        });
    }

    @Test
    void ofThoseWhoWantANameAtOnceOneGetsIt() {
        inNode(host -> {
            var directory = host.directory();
            addUsers(directory);
            addChannels(directory);
            var answers = new ArrayList<Boolean>();
            var creations = 4;
            for (var number = 0; number < creations; number++) {
                var channel = new Channel(new ChannelId("C3" + number), "party");
                host.spawn("create", () -> answers.add(directory.createChannel(channel, ALICE.id())));
            }
            for (var old : List.of(GENERAL, RANDOM, LATER)) {
                host.spawn("rename", () -> answers.add(directory.renameChannel(old, "party")));
            }
            while (answers.size() < creations + 3) {
                host.clock().sleep(Duration.ofMillis(1));
            }

            assertThat(answers).containsOnlyOnce(true);
            assertThat(directory.channels(ALICE, Wanted.ALL, null, 10))
                    .extracting(standing -> standing.channel().name())
                    .containsOnlyOnce("party");
        });
    }

    @Test
    void aReadMarkIsKeptPerUserAndChannel() {
        inNode(host -> {
            var directory = host.directory();
            addUsers(directory);
            addChannels(directory);
            directory.join(ALICE.id(), GENERAL.id());
            directory.join(ALICE.id(), RANDOM.id());
            directory.join(BOB.id(), GENERAL.id());
            directory.mark(ALICE.id(), new ReadMark(GENERAL.id(), Ts.ofLogOffset(7)));
            directory.mark(ALICE.id(), new ReadMark(GENERAL.id(), Ts.ofLogOffset(3)));
            directory.mark(BOB.id(), new ReadMark(RANDOM.id(), Ts.ofLogOffset(9)));
            directory.join(ALICE.id(), GENERAL.id());

            assertThat(directory.readMarks(ALICE.id()))
                    .containsExactly(
                            new ReadMark(GENERAL.id(), Ts.ofLogOffset(3)), new ReadMark(RANDOM.id(), Ts.BEFORE_ALL));
            assertThat(directory.readMarks(BOB.id())).containsExactly(new ReadMark(GENERAL.id(), Ts.BEFORE_ALL));
        });
    }

    private static void addUsers(Directory directory) {
        directory.addWorkspace(Workspace.FIRST);
        directory.addUser(ALICE, ALICES_TOKEN);
        directory.addUser(BOB, new Token("xoxp-bob"));
        directory.addUser(ZOE, new Token("xoxp-zoe"));
    }

    private static void addChannels(Directory directory) {
        directory.addWorkspace(Workspace.FIRST);
        directory.addChannel(GENERAL);
        directory.addChannel(RANDOM);
        directory.addChannel(LATER);
    }
}
