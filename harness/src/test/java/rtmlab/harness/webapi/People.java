package rtmlab.harness.webapi;

import java.util.List;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Token;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;
import rtmlab.protocol.Workspace;
import rtmlab.protocol.WorkspaceId;
import rtmlab.protocol.port.Directory;

/** Two workspaces with all kinds of people and channels; their ids begin alike and end with the architecture's name. */
final class People {

    final Workspace workspace;
    final Workspace elsewhere;
    private final Workspace busy;

    final User alice;
    final User bob;
    final User carol;
    final User robot;
    final User gone;

    /** Of the other workspace. */
    final User mallory;

    /** Of a third workspace, in which channels are made and renamed. */
    final User dora;

    /** As Dora. */
    final User emil;

    /** Dora's and Emil's. */
    final Channel lobby;

    /** Alice, Bob, Carol and the robot are in it. */
    final Channel general;

    /** Alice and Bob are in it. */
    final Channel random;

    /** Alice and Bob are in it, and one test alone says something there: what is said is counted. */
    final Channel counted;

    /** Private: Alice and Bob are in it. */
    final Channel secret;

    /** Alice, Bob and Carol were in it. */
    final Channel archived;

    /** Alice, who is an admin, may post to it, Bob may read it. */
    final Channel news;

    /** Of the other workspace, public there. */
    final Channel plans;

    private final String suffix;

    People(String suffix) {
        this.suffix = suffix;
        workspace = new Workspace(new WorkspaceId("T1" + suffix), "rtmlab");
        elsewhere = new Workspace(new WorkspaceId("T2" + suffix), "Hush Ltd");
        alice = user("U1", "alice", "Alice Adams").asAdmin();
        bob = user("U2", "bob", "Bob Brown");
        carol = user("U3", "carol", "Carol Clark");
        robot = user("U4", "robot", "Robot").asBot();
        gone = user("U5", "gone", "Gone").asDeleted();
        mallory = user("U6", "mallory", "Mallory Malone").in(elsewhere.id());
        busy = new Workspace(new WorkspaceId("T3" + suffix), "Busy");
        dora = user("U7", "dora", "Dora Dunn").in(busy.id());
        emil = user("U8", "emil", "Emil Egger").in(busy.id());
        lobby = channel("C8", "lobby").in(busy.id());
        general = channel("C1", "general").asGeneral();
        random = channel("C2", "random");
        counted = channel("C7", "counted");
        secret = channel("G3", "secret").asPrivate();
        archived = channel("C4", "archived").asArchived();
        news = channel("C5", "news").withPosting(Channel.Posting.ADMINS);
        plans = channel("C6", "hush-hush-plans").in(elsewhere.id());
    }

    /** The token of a user. */
    String token(User user) {
        return "xoxp-" + user.name() + "-" + suffix;
    }

    void enterInto(Directory directory) {
        directory.addWorkspace(workspace);
        directory.addWorkspace(elsewhere);
        directory.addWorkspace(busy);
        List.of(alice, bob, carol, robot, gone, mallory, dora, emil)
                .forEach(user -> directory.addUser(user, new Token(token(user))));
        List.of(general, random, counted, secret, archived, news, plans, lobby).forEach(directory::addChannel);
        join(directory, general, alice, bob, carol, robot);
        join(directory, random, alice, bob);
        join(directory, counted, alice, bob);
        join(directory, secret, alice, bob);
        join(directory, archived, alice, bob, carol);
        join(directory, news, alice, bob);
        join(directory, plans, mallory);
        join(directory, lobby, dora, emil);
    }

    private static void join(Directory directory, Channel channel, User... users) {
        for (var user : users) {
            directory.join(user.id(), channel.id());
        }
    }

    private User user(String id, String name, String realName) {
        return new User(new UserId(id + suffix), workspace.id(), name, realName, false, false, false);
    }

    private Channel channel(String id, String name) {
        return new Channel(new ChannelId(id + suffix), name).in(workspace.id());
    }
}
