package io.jettio.harness.cases;

import io.jettio.harness.check.Case;
import io.jettio.harness.server.ServerTrial;
import java.util.List;
import java.util.stream.Stream;

/** All cases, in the order in which they are listed. */
public final class Catalogue {
    private static final List<Case<ServerTrial>> ALL = Stream.of(
                    EngineHandshakeCases.all(),
                    EngineRefusalCases.all(),
                    EngineOriginCases.all(),
                    EnginePollingCases.all(),
                    EnginePayloadCases.all(),
                    EngineWebSocketCases.all(),
                    FrameCases.all(),
                    EngineUpgradeCases.all(),
                    EngineHeartbeatCases.all(),
                    SocketConnectCases.all(),
                    SocketEventCases.all(),
                    SocketBinaryCases.all(),
                    SocketDisconnectCases.all(),
                    SocketOrderCases.all(),
                    SocketHostileCases.all(),
                    SocketOriginCases.all(),
                    EngineV3Cases.all())
            .flatMap(List::stream)
            .toList();

    private Catalogue() {}

    /** {@return all of them} */
    public static List<Case<ServerTrial>> all() {
        return ALL;
    }
}
