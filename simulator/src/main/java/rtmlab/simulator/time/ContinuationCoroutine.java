package rtmlab.simulator.time;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * A coroutine on a continuation of the JDK's own.
 *
 * <p>This is what virtual threads are made of. The class is internal to the JDK, so it is reached by method handles, and
 * only where the JVM was told to lend it.
 */
final class ContinuationCoroutine extends Coroutine {

    private static final MethodHandle NEW;
    private static final MethodHandle RUN;
    private static final MethodHandle YIELD;

    static {
        try {
            var lookup = MethodHandles.lookup();
            var continuation = Class.forName("jdk.internal.vm.Continuation");
            var scopes = Class.forName("jdk.internal.vm.ContinuationScope");
            var scope = lookup.findConstructor(scopes, MethodType.methodType(void.class, String.class))
                    .invoke("simulator");
            NEW = lookup.findConstructor(continuation, MethodType.methodType(void.class, scopes, Runnable.class))
                    .bindTo(scope)
                    .asType(MethodType.methodType(Object.class, Runnable.class));
            RUN = lookup.findVirtual(continuation, "run", MethodType.methodType(void.class))
                    .asType(MethodType.methodType(void.class, Object.class));
            YIELD = lookup.findStatic(continuation, "yield", MethodType.methodType(boolean.class, scopes))
                    .bindTo(scope);
        } catch (Throwable notLent) {
            throw new ExceptionInInitializerError(notLent);
        }
    }

    private final Object continuation;

    ContinuationCoroutine(Runnable body) {
        try {
            this.continuation = (Object) NEW.invokeExact(body);
        } catch (Throwable failure) {
            throw unchecked(failure);
        }
    }

    /** True; where the JVM does not lend its continuations, this class cannot be initialised. */
    static boolean isAvailable() {
        return true;
    }

    @Override
    void resume() {
        try {
            RUN.invokeExact(continuation);
        } catch (Throwable failure) {
            throw unchecked(failure);
        }
    }

    @Override
    void suspend() {
        try {
            boolean _ = (boolean) YIELD.invokeExact();
        } catch (Throwable failure) {
            throw unchecked(failure);
        }
    }

    @Override
    void abandon() {
        // It is garbage from here on.
    }

    private static RuntimeException unchecked(Throwable failure) {
        switch (failure) {
            case Error error -> throw error;
            case RuntimeException exception -> throw exception;
            case Throwable other -> throw new IllegalStateException(other);
        }
    }
}
