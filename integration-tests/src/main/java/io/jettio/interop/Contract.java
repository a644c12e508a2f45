package io.jettio.interop;

/** The servers that suites expect, by the names of the command line. */
enum Contract {
    /** Socket.IO v5. */
    socket {
        @Override
        Served start(String host, int port, boolean mounted) {
            return SocketContract.start(host, port);
        }
    },
    /** Engine.IO v4. */
    engine {
        @Override
        Served start(String host, int port, boolean mounted) throws Exception {
            return EngineContract.start(host, port, false);
        }
    },
    /** Engine.IO v3 beside v4. */
    engine_v3 {
        @Override
        Served start(String host, int port, boolean mounted) throws Exception {
            return EngineContract.start(host, port, true);
        }
    },
    /** For load generators. */
    load {
        @Override
        Served start(String host, int port, boolean mounted) throws Exception {
            return LoadContract.start(host, port, mounted);
        }
    },
    /** Plain Jetty, the yardstick beside {@link #load}. */
    raw {
        @Override
        Served start(String host, int port, boolean mounted) {
            throw new IllegalStateException("serves by itself");
        }
    };

    abstract Served start(String host, int port, boolean mounted) throws Exception;

    @Override
    public String toString() {
        return name().replace('_', '-');
    }
}
