package dev.dbsync.agent.cli;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;

/**
 * The signals of this process.
 *
 * <p>Not a shutdown hook: hooks run side by side, and H2's closes its databases under an operation that is still at work.
 * The JDK's class is called through reflection since the compiler's warning about its package cannot be suppressed.
 */
public final class ProcessSignals implements Signals {
    private static final String HANG_UP = "HUP";
    private static final List<String> NAMES = List.of("TERM", "INT", HANG_UP);

    @Override
    public void onFirst(IntConsumer action) {
        AtomicBoolean heard = new AtomicBoolean();
        IntConsumer once = status -> {
            if (heard.getAndSet(true)) {
                Runtime.getRuntime().halt(status);
            }
            action.accept(status);
        };
        NAMES.forEach(name -> handle(name, once));
    }

    @Override
    public void onHangUp(Runnable action) {
        handle(HANG_UP, status -> action.run());
    }

    private static void handle(String name, IntConsumer action) {
        try {
            Class<?> type = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object signal = type.getConstructor(String.class).newInstance(name);
            int status = 128 + (int) type.getMethod("getNumber").invoke(signal);
            Object handler = Proxy.newProxyInstance(
                    ProcessSignals.class.getClassLoader(), new Class<?>[] {handlerType}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            action.accept(status);
                        }
                        return null;
                    });
            type.getMethod("handle", type, handlerType).invoke(null, signal, handler);
        } catch (ReflectiveOperationException | RuntimeException unavailable) {
            // A runtime without that class: the signal ends the process at once, as it does any other.
        }
    }
}
