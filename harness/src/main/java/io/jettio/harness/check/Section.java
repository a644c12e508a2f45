package io.jettio.harness.check;

/** A section of a specification, by its heading. */
public enum Section {
    E4_INTRODUCTION(Document.ENGINE_V4, "Introduction"),
    E4_TRANSPORTS(Document.ENGINE_V4, "Transports"),
    E4_REQUEST_PATH(Document.ENGINE_V4, "HTTP long-polling: Request path"),
    E4_QUERY(Document.ENGINE_V4, "HTTP long-polling: Query parameters"),
    E4_HEADERS(Document.ENGINE_V4, "HTTP long-polling: Headers"),
    E4_SENDING(Document.ENGINE_V4, "HTTP long-polling: Sending data"),
    E4_RECEIVING(Document.ENGINE_V4, "HTTP long-polling: Receiving data"),
    E4_WEBSOCKET(Document.ENGINE_V4, "WebSocket"),
    E4_PROTOCOL(Document.ENGINE_V4, "Protocol"),
    E4_HANDSHAKE(Document.ENGINE_V4, "Protocol: Handshake"),
    E4_HEARTBEAT(Document.ENGINE_V4, "Protocol: Heartbeat"),
    E4_UPGRADE(Document.ENGINE_V4, "Protocol: Upgrade"),
    E4_MESSAGE(Document.ENGINE_V4, "Protocol: Message"),
    E4_ENCODING_POLLING(Document.ENGINE_V4, "Packet encoding: HTTP long-polling"),
    E4_ENCODING_WEBSOCKET(Document.ENGINE_V4, "Packet encoding: WebSocket"),
    E4_HISTORY(Document.ENGINE_V4, "History"),
    E4_TEST_SUITE(Document.ENGINE_V4, "Test suite"),
    S5_INTRODUCTION(Document.SOCKET_V5, "Introduction"),
    S5_EXCHANGE(Document.SOCKET_V5, "Exchange protocol"),
    S5_CONNECT(Document.SOCKET_V5, "Exchange protocol: Connection to a namespace"),
    S5_DATA(Document.SOCKET_V5, "Exchange protocol: Sending and receiving data"),
    S5_ACK(Document.SOCKET_V5, "Exchange protocol: Acknowledgement"),
    S5_DISCONNECT(Document.SOCKET_V5, "Exchange protocol: Disconnection from a namespace"),
    S5_FORMAT(Document.SOCKET_V5, "Packet encoding: Format"),
    S5_EXAMPLES(Document.SOCKET_V5, "Packet encoding: Examples"),
    S5_SAMPLE(Document.SOCKET_V5, "Sample session"),
    S5_HISTORY(Document.SOCKET_V5, "History"),
    S5_TEST_SUITE(Document.SOCKET_V5, "Test suite"),
    E3_TRANSPORTS(Document.ENGINE_V3, "Transports"),
    E3_URLS(Document.ENGINE_V3, "URLs"),
    E3_PACKET(Document.ENGINE_V3, "Encoding: Packet"),
    E3_PAYLOAD(Document.ENGINE_V3, "Encoding: Payload"),
    E3_UPGRADE(Document.ENGINE_V3, "Transport upgrading"),
    E3_TIMEOUTS(Document.ENGINE_V3, "Timeouts"),
    RFC_OPENING(Document.RFC_6455, "4 Opening Handshake"),
    RFC_FRAMING(Document.RFC_6455, "5.2 Base Framing Protocol"),
    RFC_MASKING(Document.RFC_6455, "5.3 Client-to-Server Masking"),
    RFC_FRAGMENTS(Document.RFC_6455, "5.4 Fragmentation"),
    RFC_CONTROL(Document.RFC_6455, "5.5 Control Frames"),
    RFC_CLOSE(Document.RFC_6455, "7.4 Status Codes"),
    RFC_UTF8(Document.RFC_6455, "8.1 Handling of Errors in UTF-8-Encoded Data"),
    ORIGIN(Document.CONTRACT, "Origins"),
    CLIENT(Document.CONTRACT, "Clients that come back");

    /** What is cited. */
    public enum Document {
        ENGINE_V4("Engine.IO protocol, version 4"),
        SOCKET_V5("Socket.IO protocol, version 5"),
        ENGINE_V3("Engine.IO protocol, version 3"),
        RFC_6455("RFC 6455, The WebSocket Protocol"),
        CONTRACT("The contract");

        private final String title;

        Document(String title) {
            this.title = title;
        }

        /** {@return the document's name} */
        public String title() {
            return title;
        }
    }

    private final Document document;
    private final String heading;

    Section(Document document, String heading) {
        this.document = document;
        this.heading = heading;
    }

    /** {@return what it is a section of} */
    public Document document() {
        return document;
    }

    /** {@return its heading, below those that it stands under} */
    public String heading() {
        return heading;
    }

    @Override
    public String toString() {
        return document.title() + ", " + heading;
    }
}
