package rtmlab.labs.api;

/** A crash that loses a job: {@code crash before web-app-1: log append #1} is one, if not of a job. */
@FunctionalInterface
public interface LossSchedule {

    /** The crash after which an acknowledged message never gets into the store. */
    String lostForGood();
}
