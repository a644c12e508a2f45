package io.jettio.harness.server;

import io.jettio.harness.check.Case;
import io.jettio.harness.check.Suite;
import java.util.Set;

/**
 * What a server offers, as it is known beforehand.
 *
 * @param dialect its contract, which decides whether it is asked for Socket.IO at all
 * @param handlers whether it offers the contract's handlers
 * @param versions the versions of Engine.IO
 */
public record Offer(Dialect dialect, boolean handlers, Set<Integer> versions) {
    /** {@return whether a case is about such a server} */
    public boolean suits(Case<?> subject) {
        boolean version = versions.contains(subject.suite() == Suite.E3 ? 3 : 4);
        boolean protocol = dialect == Dialect.SOCKET || subject.suite() != Suite.S5;
        return version
                && protocol
                && switch (subject.needs()) {
                    case NOTHING -> true;
                    case ECHO -> handlers;
                    case VERSION_4_ALONE -> handlers && !versions.contains(3);
                    case ENGINE -> handlers && dialect == Dialect.ENGINE;
                    case SOCKET -> handlers && dialect == Dialect.SOCKET;
                };
    }
}
