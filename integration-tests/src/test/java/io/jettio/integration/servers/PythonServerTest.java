package io.jettio.integration.servers;

/** The server of Python. */
class PythonServerTest extends ServerMatrix {
    PythonServerTest() {
        super(Make.PYTHON_5);
    }
}
