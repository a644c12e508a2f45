/** A server of somebody else's. */
module app.server {
    requires io.jettio.server;

    // Gson reads and writes the record, Jettio calls methods that are not public.
    opens app.server to
            com.google.gson,
            io.jettio.protocol;
}
