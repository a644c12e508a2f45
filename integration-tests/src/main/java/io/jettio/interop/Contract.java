package io.jettio.interop;

import io.jettio.parser.msgpack.MsgpackParser;
import io.jettio.protocol.json.GsonJsonCodec;
import io.jettio.protocol.parser.JsonParser;

/** The servers that suites expect, by the names of the command line. */
enum Contract {
    /** Engine.IO v4. */
    engine {
        @Override
        Served start(String host, int port, Form form) {
            return EngineContract.start(host, port, false, Times.contract);
        }

        @Override
        Served start(String host, int port, Times times) {
            return EngineContract.start(host, port, false, times);
        }
    },
    /** Engine.IO v3 beside v4. */
    engine_v3 {
        @Override
        Served start(String host, int port, Form form) {
            return EngineContract.start(host, port, true, Times.contract);
        }

        @Override
        Served start(String host, int port, Times times) {
            return EngineContract.start(host, port, true, times);
        }
    },
    /** Engine.IO v4 for suites of WebSocket frames. */
    engine_frames {
        @Override
        Served start(String host, int port, Form form) throws Exception {
            return EngineFramesContract.start(host, port, form);
        }
    },
    /** Socket.IO v5. */
    socket {
        @Override
        Served start(String host, int port, Form form) {
            return SocketContract.start(host, port, new JsonParser(GsonJsonCodec.shared()), Times.contract);
        }

        @Override
        Served start(String host, int port, Times times) {
            return SocketContract.start(host, port, new JsonParser(GsonJsonCodec.shared()), times);
        }
    },
    /** The same with packets as MessagePack. */
    socket_msgpack {
        @Override
        Served start(String host, int port, Form form) {
            return SocketContract.start(host, port, new MsgpackParser(), Times.contract);
        }
    },
    /** The official JavaScript client's suite. */
    js_client(3210) {
        @Override
        Served start(String host, int port, Form form) {
            return JsClientContract.start(host, port);
        }
    },
    /** The official Java client's suite. */
    java_client(3000) {
        @Override
        Served start(String host, int port, Form form) {
            return JavaClientContract.start(host, port);
        }
    },
    /** The official JavaScript engine client's suite. */
    js_engine_client(3000) {
        @Override
        Served start(String host, int port, Form form) {
            return JsEngineClientContract.start(host, port);
        }
    },
    /** The official Java engine client's suite. */
    java_engine_client(3000) {
        @Override
        Served start(String host, int port, Form form) {
            return JavaEngineClientContract.start(host, port);
        }
    },
    /** For load generators. */
    load {
        @Override
        Served start(String host, int port, Form form) throws Exception {
            return LoadContract.start(host, port, form);
        }
    },
    /** For very many clients. */
    crowd {
        @Override
        Served start(String host, int port, Form form) throws Exception {
            return CrowdContract.start(host, port, form);
        }
    },
    /** For hours under faults. */
    soak {
        @Override
        Served start(String host, int port, Form form) {
            return SoakContract.start(host, port);
        }
    },
    /** Plain Jetty, the yardstick beside {@link #load}. */
    raw {
        @Override
        Served start(String host, int port, Form form) throws Exception {
            return RawServer.start(host, port, form);
        }
    };

    private final int defaultPort;

    Contract() {
        this(0);
    }

    Contract(int defaultPort) {
        this.defaultPort = defaultPort;
    }

    /** The port that the contract's suite looks at; 0, a free one, where that is up to its caller. */
    int defaultPort() {
        return defaultPort;
    }

    /** Whether it is there to be measured: its process told, and without a log. */
    boolean isMeasured() {
        return this == load || this == crowd || this == raw;
    }

    /** Whether it is served in any form of deployment. */
    boolean hasForms() {
        return isMeasured() || this == engine_frames;
    }

    /** Whether it can wait for its clients for other times than the contract's. */
    boolean hasTimes() {
        return this == engine || this == engine_v3 || this == socket;
    }

    /** Starts the server; those without {@linkplain #hasForms forms} know only {@link Form#standalone}. */
    abstract Served start(String host, int port, Form form) throws Exception;

    /** Starts the server with other times than the contract's, which only those know that {@linkplain #hasTimes have any}. */
    Served start(String host, int port, Times times) {
        throw new UnsupportedOperationException(this + " has no times of its own");
    }

    @Override
    public String toString() {
        return name().replace('_', '-');
    }
}
