package io.jettio.server.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.hooks.Answer;
import io.jettio.server.hooks.RawPeer;

/** A client of one connection, over which it polls, posts and asks for the host's pages. */
final class PolledPeer implements AutoCloseable {
    private final RawPeer peer;
    private String target = PolledHost.PATH;

    PolledPeer(RawPeer peer) {
        this.peer = peer;
    }

    /** Opens a session, and asks for so many things in all, three at the least, so that the connection is one that stays. */
    PolledPeer joined(int requests) {
        String sid = get(PolledHost.PATH).sid();
        target += "&sid=" + sid;
        assertThat(post("40").body()).isEqualTo("ok");
        assertThat(poll().body()).startsWith("40{");
        for (int i = 3; i < requests; i++) {
            assertThat(get(PolledHost.PATH).status()).isEqualTo(200);
        }
        return this;
    }

    /** Goes on with another client's session. */
    PolledPeer of(PolledPeer other) {
        target = other.target;
        return this;
    }

    /** What asks for the host's page, or for anything else. */
    static String getRequest(String path, String... headers) {
        String more = headers.length == 0 ? "" : String.join("\n", headers) + "\n";
        return "GET " + path + " HTTP/1.1\nHost: localhost\n" + more + "\n";
    }

    String pollRequest(String... headers) {
        return getRequest(target, headers);
    }

    String postRequest(String payload) {
        return "POST " + target + " HTTP/1.1\nHost: localhost\nContent-Type: text/plain\nContent-Length: "
                + payload.length() + "\n\n" + payload;
    }

    static String event(String text) {
        return "42[\"echo\",\"" + text + "\"]";
    }

    PolledPeer send(String requests) {
        peer.send(requests);
        return this;
    }

    Answer answer() {
        return peer.answer();
    }

    Answer get(String path, String... headers) {
        return send(getRequest(path, headers)).answer();
    }

    Answer poll(String... headers) {
        return send(pollRequest(headers)).answer();
    }

    Answer post(String payload) {
        return send(postRequest(payload)).answer();
    }

    /** Sends an event and polls for its echo. */
    void echo(String text) {
        assertThat(post(event(text)).body()).isEqualTo("ok");
        assertThat(poll().body()).isEqualTo(event(text));
    }

    /** Reads on until the server ends the connection; what came before that. */
    String readToEnd() {
        return peer.readToEnd();
    }

    @Override
    public void close() {
        peer.close();
    }
}
