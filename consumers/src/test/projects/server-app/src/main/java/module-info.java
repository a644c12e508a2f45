/** A server of somebody else's. */
module app.server {
    requires io.jettio.server;

    // Gson reads and writes the record.
    opens app.server to
            com.google.gson;
}
