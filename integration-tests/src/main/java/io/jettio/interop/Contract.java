package io.jettio.interop;

/** The servers that suites expect, by the names of the command line. */
enum Contract {
    /** Engine.IO v4. */
    engine {
        @Override
        Served start(String host, int port, boolean mounted) {
            return EngineContract.start(host, port, false);
        }
    },
    /** Engine.IO v3 beside v4. */
    engine_v3 {
        @Override
        Served start(String host, int port, boolean mounted) {
            return EngineContract.start(host, port, true);
        }
    },
    /** Engine.IO v4 for suites of WebSocket frames. */
    engine_frames {
        @Override
        Served start(String host, int port, boolean mounted) {
            return EngineFramesContract.start(host, port);
        }
    },
    /** Socket.IO v5. */
    socket {
        @Override
        Served start(String host, int port, boolean mounted) {
            return SocketContract.start(host, port);
        }
    },
    /** The official JavaScript client's suite. */
    js_client(3210) {
        @Override
        Served start(String host, int port, boolean mounted) {
            return JsClientContract.start(host, port);
        }
    },
    /** The official Java client's suite. */
    java_client(3000) {
        @Override
        Served start(String host, int port, boolean mounted) {
            return JavaClientContract.start(host, port);
        }
    },
    /** The official JavaScript engine client's suite. */
    js_engine_client(3000) {
        @Override
        Served start(String host, int port, boolean mounted) {
            return JsEngineClientContract.start(host, port);
        }
    },
    /** The official Java engine client's suite. */
    java_engine_client(3000) {
        @Override
        Served start(String host, int port, boolean mounted) {
            return JavaEngineClientContract.start(host, port);
        }
    },
    /** For load generators. */
    load {
        @Override
        Served start(String host, int port, boolean mounted) throws Exception {
            return LoadContract.start(host, port, mounted);
        }
    },
    /** For very many clients. */
    crowd {
        @Override
        Served start(String host, int port, boolean mounted) {
            return CrowdContract.start(host, port);
        }
    },
    /** Plain Jetty, the yardstick beside {@link #load}. */
    raw {
        @Override
        Served start(String host, int port, boolean mounted) {
            throw new IllegalStateException("serves by itself");
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

    abstract Served start(String host, int port, boolean mounted) throws Exception;

    @Override
    public String toString() {
        return name().replace('_', '-');
    }
}
