package rtmlab.protocol.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Token;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;
import rtmlab.protocol.port.Directory;
import rtmlab.protocol.port.Host;

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
            host.directory().addUser(ALICE, ALICES_TOKEN);
            host.directory().addUser(ALICE, new Token("xoxp-alice-2"));

            assertThat(host.directory().userOf(ALICES_TOKEN)).hasValue(ALICE);
            assertThat(host.directory().userOf(new Token("xoxp-alice-2"))).hasValue(ALICE);
        });
    }

    @Test
    void aChannelIsFoundById() {
        inNode(host -> {
            host.directory().addChannel(LATER);

            assertThat(host.directory().channel(LATER.id())).hasValue(LATER);
            assertThat(host.directory().channel(GENERAL.id())).isEmpty();
        });
    }

    @Test
    void whoJoinedIsAMember() {
        inNode(host -> {
            var directory = host.directory();
            addUsers(directory);
            addChannels(directory);
            directory.join(ALICE.id(), GENERAL.id());

            assertThat(directory.isMember(ALICE.id(), GENERAL.id())).isTrue();
            assertThat(directory.isMember(ALICE.id(), RANDOM.id())).isFalse();
            assertThat(directory.isMember(BOB.id(), GENERAL.id())).isFalse();
            assertThat(directory.isMember(new UserId("U9"), new ChannelId("C9")))
                    .isFalse();
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

            assertThat(directory.members(GENERAL.id())).containsExactly(ALICE);
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
            assertThat(directory.members(GENERAL.id())).containsExactly(ALICE, ZOE, BOB);
            assertThat(directory.members(LATER.id())).isEmpty();
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
            assertThat(host.directory().isMember(ALICE.id(), GENERAL.id())).isTrue();
        });
    }

    private static void addUsers(Directory directory) {
        directory.addUser(ALICE, ALICES_TOKEN);
        directory.addUser(BOB, new Token("xoxp-bob"));
        directory.addUser(ZOE, new Token("xoxp-zoe"));
    }

    private static void addChannels(Directory directory) {
        directory.addChannel(GENERAL);
        directory.addChannel(RANDOM);
        directory.addChannel(LATER);
    }
}
