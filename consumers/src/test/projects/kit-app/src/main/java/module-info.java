/** An application of somebody else's that tests its handlers, without JUnit. */
module app.kit {
    requires io.jettio.testing;
}
