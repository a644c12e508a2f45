package io.jettio.interop;

/** The forms of deployment, by the names of the command line. */
enum Form {
    /** The server listens by itself. */
    standalone,
    /** It is a handler in a Jetty of the application's, which has a page behind it. */
    mounted,
    /** It is the only handler of a Jetty. */
    bare,
    /** It listens by itself, with TLS. */
    tls,
    /** It is a handler in a Jetty of the application's that speaks TLS. */
    mounted_tls;

    boolean isMounted() {
        return this == mounted || this == bare || this == mounted_tls;
    }

    boolean isSecure() {
        return this == tls || this == mounted_tls;
    }

    @Override
    public String toString() {
        return name().replace('_', '-');
    }
}
