package io.jettio.server.jetty;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Takes Jetty's version out of an answer, in a host that sends it with each. Jetty lets a handler replace that header
 * and not remove it, so it goes where the answer is sent.
 */
final class ServerVersion {
    private ServerVersion() {}

    /** Before the answer is written. */
    static void conceal(Request request, Response response) {
        if (response.getHeaders().contains(HttpHeader.SERVER)) {
            request.addHttpStreamWrapper(Concealing::new);
        }
    }

    private static final class Concealing extends HttpStream.Wrapper {
        Concealing(HttpStream stream) {
            super(stream);
        }

        @Override
        public void send(
                MetaData.Request request,
                MetaData.@Nullable Response response,
                boolean last,
                ByteBuffer content,
                Callback callback) {
            super.send(request, response == null ? null : without(response), last, content, callback);
        }

        private static MetaData.Response without(MetaData.Response response) {
            return new MetaData.Response(
                    response.getStatus(),
                    response.getReason(),
                    response.getHttpVersion(),
                    HttpFields.build(response.getHttpFields()).remove(HttpHeader.SERVER),
                    response.getContentLength(),
                    response.getTrailersSupplier());
        }
    }
}
