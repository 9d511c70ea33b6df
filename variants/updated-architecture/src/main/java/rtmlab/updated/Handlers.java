package rtmlab.updated;

import rtmlab.protocol.Job;
import rtmlab.protocol.Message;
import rtmlab.protocol.UserId;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.SlackError;
import rtmlab.protocol.shared.Markup;
import rtmlab.protocol.variant.Mechanisms;

/** What is done for each kind of job. All of it may be done twice without anybody noticing: a job may come again. */
final class Handlers {

    private final Host host;
    private final JobEntrance jobs;
    private final boolean insertsOnce;

    Handlers(Host host, JobEntrance jobs, Mechanisms on) {
        this.host = host;
        this.jobs = jobs;
        this.insertsOnce = on.has(UpdatedArchitecture.CLIENT_MESSAGE_ID);
    }

    /** Waits; throws what is known when it fails, and a {@link SlackError} when it never can be done. */
    void perform(Job job) {
        var message = job.message();
        switch (job.kind()) {
            case PERSIST -> persist(message);
            case INDEX -> host.search().index(message);
            case PARSE -> parse(message);
            case NOTIFY -> notify(new UserId(job.argument()), message);
            case UNFURL -> host.messages().addLinks(message, Markup.links(message.text()));
        }
    }

    private void persist(Message message) {
        if (insertsOnce) {
            host.messages().insertOnce(message);
        } else {
            host.messages().insert(message);
        }
    }

    /** What a message asks for beside being stored is a job of its own, and takes the way of all jobs: log first. */
    private void parse(Message message) {
        for (var mentioned : Markup.mentions(message.text())) {
            jobs.enqueue(new Job(Job.Kind.NOTIFY, message, mentioned.value()));
        }
        if (!Markup.links(message.text()).isEmpty()) {
            jobs.enqueue(new Job(Job.Kind.UNFURL, message));
        }
    }

    /** Only who can read the message hears of it, and nobody of their own. */
    private void notify(UserId user, Message message) {
        if (!user.equals(message.author())
                && host.directory().channelsOf(user).stream()
                        .anyMatch(channel -> channel.id().equals(message.channel()))) {
            host.notifications().addOnce(user, message);
        }
    }
}
