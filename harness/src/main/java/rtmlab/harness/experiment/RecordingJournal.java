package rtmlab.harness.experiment;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import rtmlab.checkers.history.Event.Via;
import rtmlab.checkers.history.HistoryRecorder;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Message;
import rtmlab.protocol.Post;
import rtmlab.protocol.Presence;
import rtmlab.protocol.Ts;
import rtmlab.protocol.UserId;
import rtmlab.protocol.variant.Journal;
import rtmlab.protocol.variant.Member;

/** Puts what a member did and saw into the history of the run, with names for ids. */
public final class RecordingJournal implements Journal {

    private final HistoryRecorder history;
    private final Team team;
    private final String member;
    private final AtomicInteger reads = new AtomicInteger();
    private final Map<String, CompletableFuture<Boolean>> sightings = new ConcurrentHashMap<>();
    private final CompletableFuture<Boolean> firstOnline = new CompletableFuture<>();
    private final Map<ChannelId, String> names = new ConcurrentHashMap<>();
    private final Map<UserId, Presence> presences = new ConcurrentHashMap<>();

    public RecordingJournal(HistoryRecorder history, Team team, Member member) {
        this.history = history;
        this.team = team;
        this.member = member.name();
    }

    /** Whose it is. */
    public String member() {
        return member;
    }

    @Override
    public void submitted(Post post, int attempt) {
        history.submitted(member, channel(post), id(post), post.text(), attempt);
    }

    @Override
    public void acknowledged(Post post, Ts ts) {
        history.acknowledged(member, channel(post), id(post), ts.toString());
    }

    @Override
    public void refused(Post post, String error) {
        history.refused(member, channel(post), id(post), error);
    }

    @Override
    public void unknown(Post post, String reason) {
        history.unknown(member, channel(post), id(post), reason);
    }

    @Override
    public void sawLive(Message message) {
        saw(message, Via.LIVE);
    }

    @Override
    public void sawByCatchUp(Message message) {
        saw(message, Via.CATCH_UP);
    }

    /** Comes true when this member has been shown the message with this id. */
    public CompletableFuture<Boolean> sighting(String id) {
        return sightings.computeIfAbsent(id, _ -> new CompletableFuture<>());
    }

    /** Comes true when this member is connected for the first time. */
    public CompletableFuture<Boolean> firstOnline() {
        return firstOnline;
    }

    private void saw(Message message, Via via) {
        var post = message.post();
        history.saw(
                member, channel(post), id(post), message.ts().toString(), team.nameOf(post.author()), post.text(), via);
        sighting(id(post)).complete(true);
    }

    @Override
    public void sawName(Channel channel) {
        names.put(channel.id(), channel.name());
    }

    @Override
    public void sawPresence(List<UserId> users, Presence presence) {
        users.forEach(user -> presences.put(user, presence));
    }

    @Override
    public void presenceEnded(List<UserId> users) {
        users.forEach(presences::remove);
    }

    /** Whether another one is there, as this member's screen has it, where anything has told. */
    public Optional<Presence> presenceOf(UserId user) {
        return Optional.ofNullable(presences.get(user));
    }

    /** How a channel is called on this member's screen, where anything has told. */
    public Optional<String> nameOf(ChannelId channel) {
        return Optional.ofNullable(names.get(channel));
    }

    @Override
    public Consumer<List<Message>> reading(ChannelId channel) {
        var read = member + "-r" + reads.incrementAndGet();
        var name = team.nameOf(channel);
        history.reading(member, name, read);
        return messages -> history.read(member, name, read, ids(messages));
    }

    @Override
    public void snapshot(ChannelId channel, List<Message> messages) {
        history.snapshot(member, team.nameOf(channel), ids(messages));
    }

    private static List<String> ids(List<Message> messages) {
        return messages.stream().map(message -> id(message.post())).toList();
    }

    @Override
    public void online() {
        history.connected(member);
        firstOnline.complete(true);
    }

    @Override
    public void offline(String reason) {
        history.disconnected(member, reason);
    }

    private String channel(Post post) {
        return team.nameOf(post.channel());
    }

    private static String id(Post post) {
        return post.clientMessageId().value();
    }
}
