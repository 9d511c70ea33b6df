package lab;

import rtmlab.labs.api.LossSchedule;

/** A crash that loses a job, where a worker notes it as done before it does it. */
public final class Loss implements LossSchedule {

    @Override
    public String lostForGood() {
        return ""; // Such as "crash before worker-1: search index #1".
    }
}
