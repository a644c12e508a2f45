package io.jettio.common.jetty;

import io.jettio.common.run.HandOver;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.jspecify.annotations.Nullable;

/**
 * Has what a selecting thread brings for handlers handed over when it has been through all connections that had something
 * to read, before it selects again. There is one for each selector, as a part of it, which is stopped with it.
 */
public final class SelectorBatch extends AbstractLifeCycle implements ManagedSelector.SelectorUpdate {
    private final ManagedSelector selector;
    private final HandOver work = new HandOver(this::later);

    private SelectorBatch(ManagedSelector selector) {
        this.selector = selector;
    }

    /**
     * {@return what gathers the work of an end point's selecting thread, or null where no selector of these has the end point}
     *
     * @param manager of the selectors
     * @param end open, itself or something around it, such as TLS
     */
    public static @Nullable HandOver of(SelectorManager manager, EndPoint end) {
        Object transport = end.getTransport();
        while (transport instanceof EndPoint inside) {
            transport = inside.getTransport();
        }
        if (transport instanceof SocketChannel channel) {
            for (ManagedSelector each : manager.getBeans(ManagedSelector.class)) {
                Selector selector = each.getSelector();
                if (selector != null && channel.keyFor(selector) != null) {
                    return batch(each).work;
                }
            }
        }
        return null;
    }

    private static SelectorBatch batch(ManagedSelector selector) {
        SelectorBatch known = selector.getBean(SelectorBatch.class);
        if (known != null) {
            return known;
        }
        synchronized (selector) {
            SelectorBatch made = selector.getBean(SelectorBatch.class);
            if (made == null) {
                made = new SelectorBatch(selector);
                selector.addManaged(made);
            }
            return made;
        }
    }

    private void later() {
        if (selector.isRunning()) {
            selector.submit(this);
        } else {
            work.finish(); // it may not select any more
        }
    }

    @Override
    public void update(Selector ready) {
        work.finish();
    }

    /** The selector will not come to its updates any more. */
    @Override
    protected void doStop() {
        work.finish();
    }
}
