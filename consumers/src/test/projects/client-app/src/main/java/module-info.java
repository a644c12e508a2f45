/** A client of somebody else's. */
module app.client {
    requires io.jettio.client;

    // Gson reads and writes the record.
    opens app.client to
            com.google.gson;
}
