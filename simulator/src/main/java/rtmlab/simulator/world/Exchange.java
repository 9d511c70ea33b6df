package rtmlab.simulator.world;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.api.Endpoint;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.MaybeDone;
import rtmlab.protocol.port.NodeCrash;
import rtmlab.protocol.port.NotDone;
import rtmlab.protocol.port.SlackError;
import rtmlab.simulator.world.Happening.Kind;

/**
 * One HTTP request and its answer.
 *
 * <p>Fault model: a node that is down refuses the connection, and the caller knows that nothing was done. A node that
 * dies while it answers breaks the connection, and the caller knows nothing. Messages can be late, or lost, singly or
 * with all others of their way; then the caller's time runs up. A request that was sent is handled also when its caller
 * has died or given up since.
 */
final class Exchange<Q extends Record, A extends Record> {

    private final World world;
    private final Life caller;
    private final Machine called;
    private final Endpoint<Q, A> endpoint;
    private final Q request;
    private final Call call;
    private final Mishap mishap;
    private final Pending<A> pending;
    private @Nullable Life answerer;
    private int message;

    Exchange(
            Life caller,
            Machine called,
            Endpoint<Q, A> endpoint,
            Q request,
            Call call,
            Mishap mishap,
            Pending<A> pending) {
        this.world = caller.world;
        this.caller = caller;
        this.called = called;
        this.endpoint = endpoint;
        this.request = request;
        this.call = call;
        this.mishap = mishap;
        this.pending = pending;
    }

    void send() {
        var timing = world.timing();
        var wayMicros = world.network().micros(caller.machine, called);
        world.network().meet(mishap, caller.machine, called);
        message = world.sent(caller.machine.name.value(), call.name, request);
        pending.giveUpAfter(timing.timeoutMicros());
        switch (mishap) {
            case FAIL -> world.scheduler().after(wayMicros, () -> fail(new NotDone(call + " failed")));
            case LOSE -> {} // The time runs up.
            case DELAY -> world.scheduler().after(wayMicros + timing.delayMicros(), this::arrive);
            case OVERDUE -> world.scheduler().after(timing.timeoutMicros() + timing.delayMicros(), this::arrive);
            default -> world.scheduler().after(wayMicros, this::arrive);
        }
    }

    private void arrive() {
        if (world.network().isCut(caller.machine, called)) {
            return;
        }
        world.arrived(called.name.value(), call.name, message);
        var life = called.life();
        var handler = life == null ? null : life.handlers.get(endpoint);
        if (life == null || (handler == null && !life.hasStarted())) {
            back(() -> fail(new NotDone(called.name + " refuses connections")));
            return;
        }
        if (handler == null) {
            back(() -> fail(new SlackError("unknown_method")));
            return;
        }
        answerer = life;
        life.answering.add(this);
        // The class of an endpoint's handler is checked where it is registered.
        @SuppressWarnings("unchecked")
        var typed = (Function<Q, A>) handler;
        life.group.start(call, () -> handle(life, typed));
    }

    /** In a task of the one who answers. */
    private void handle(Life life, Function<Q, A> handler) {
        Runnable outcome;
        Object answer;
        try {
            var answered = handler.apply(request);
            answer = answered;
            outcome = () -> settle(answered);
        } catch (SlackError refusal) {
            answer = refusal.word();
            outcome = () -> fail(asKnown(refusal));
        } catch (CallFailed failure) {
            answer = "fatal_error";
            outcome = () -> fail(new MaybeDone("fatal_error: " + failure.reason()));
        } catch (NodeCrash crash) {
            throw crash;
        } catch (Throwable defect) {
            world.failed(life.machine.name, call, defect);
            answer = "fatal_error";
            outcome = () -> fail(new MaybeDone("fatal_error: " + defect));
        }
        answer(life, answer, outcome);
    }

    /** Two of Slack's words say nothing of the request, but how far it came. */
    private RuntimeException asKnown(SlackError refusal) {
        return switch (refusal.word()) {
            case "service_unavailable" -> new NotDone(called.name + ": " + refusal.word());
            case "fatal_error" -> new MaybeDone(called.name + ": " + refusal.word());
            default -> refusal;
        };
    }

    private void answer(Life life, Object answer, Runnable outcome) {
        var answerCall = world.calls().httpAnswer(endpoint);
        var atAnswer = life.step(answerCall);
        life.answering.remove(this);
        if (atAnswer == Mishap.LOSE_REPLY || atAnswer == Mishap.FAIL) {
            back(() -> fail(new MaybeDone(answerCall + " got lost")));
            return;
        }
        var reply = world.sent(life.machine.name.value(), answerCall.name, answer);
        back(() -> {
            if (!caller.isDead()) {
                world.arrived(caller.machine.name.value(), answerCall.name, reply);
            }
            outcome.run();
        });
        if (atAnswer == Mishap.CRASH_AFTER) {
            throw life.crash();
        }
    }

    /** Tells the caller that the connection broke. */
    void answererDied() {
        if (answerer != null) {
            answerer.answering.remove(this);
        }
        back(() -> fail(new MaybeDone(called.name + " broke the connection")));
    }

    private void back(Runnable outcome) {
        var delay = mishap == Mishap.DELAY_REPLY ? world.timing().delayMicros() : 0;
        world.scheduler().after(world.network().micros(called, caller.machine) + delay, () -> arriveBack(outcome));
    }

    private void arriveBack(Runnable outcome) {
        if (world.network().isCut(called, caller.machine)) {
            return;
        }
        if (mishap == Mishap.CRASH_AFTER) {
            if (!caller.isDead()) {
                caller.machine.crash();
            }
        } else if (mishap == Mishap.LOSE_REPLY) {
            fail(new MaybeDone(call + ": the reply was lost"));
        } else {
            outcome.run();
        }
    }

    private void settle(A answer) {
        returned(answer);
        pending.settle(answer);
    }

    private void fail(RuntimeException failure) {
        returned(failure.getMessage());
        pending.fail(failure);
    }

    private void returned(@Nullable Object result) {
        if (!caller.isDead() && !pending.isSettled()) {
            world.note(Kind.RETURNED, caller.machine.name.value(), call.name, 0, message, result);
        }
    }
}
