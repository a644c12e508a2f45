package io.jettio.protocol.parser;

import static io.jettio.protocol.parser.PacketVectors.PARSER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jettio.protocol.DecodeLimits;
import io.jettio.protocol.Frame;
import io.jettio.protocol.socketio.Decoded;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Packet;
import io.jettio.protocol.socketio.PacketException;
import io.jettio.protocol.socketio.Pending;
import io.jettio.protocol.socketio.ProtocolRevision;
import org.junit.jupiter.api.Test;

class JsonDecoderAttachmentTest {
    private static final String HEADER = "52-/bin,7[\"a\",{\"_placeholder\":true,\"num\":1}]";

    private final Decoder decoder = decoder(DecodeLimits.defaults());

    @Test
    void namespaceIsToldBeforeAnyAttachmentIsTaken() {
        assertThat(decoder.add(Frame.text(HEADER))).isEqualTo(new Pending("/bin", 2));
    }

    @Test
    void binaryEventWaitsForAllAttachments() {
        decoder.add(Frame.text(HEADER));

        assertThat(decoder.add(bytes(1))).isEqualTo(new Pending("/bin", 1));
        Decoded packet = decoder.add(bytes(2));

        assertThat(packet).isInstanceOf(EventPacket.class);
        assertThat(((EventPacket) packet).arguments().attachments()).containsExactly(bytes(1), bytes(2));
    }

    @Test
    void decoderIsIdleAgainAfterTheLastAttachment() {
        decoder.add(Frame.text("51-[\"a\"]"));
        decoder.add(bytes(1));

        assertThat(decoder.add(Frame.text("1"))).isInstanceOf(Packet.class);
    }

    @Test
    void attachmentNobodyAnnouncedIsRefused() {
        refuses(decoder, bytes(1), "an attachment that no packet announced");
    }

    @Test
    void attachmentBehindTheLastIsRefused() {
        decoder.add(Frame.text("51-[\"a\"]"));
        decoder.add(bytes(1));

        refuses(decoder, bytes(1), "an attachment that no packet announced");
    }

    @Test
    void textWhereAnAttachmentIsDueIsRefused() {
        decoder.add(Frame.text(HEADER));
        decoder.add(bytes(1));

        refuses(decoder, Frame.text("2[\"a\"]"), "text where an attachment is due");
    }

    @Test
    void attachmentsCountUpToTheLimitIsTaken() {
        Decoder ten = decoder(DecodeLimits.builder().maxAttachments(10).build());

        assertThat(ten.add(Frame.text("510-[\"a\"]"))).isEqualTo(new Pending("/", 10));
    }

    @Test
    void headerAndAttachmentsTogetherKeepThePendingLimit() {
        String header = "52-[\"a\"]";
        Decoder small = decoder(
                DecodeLimits.builder().maxPendingBytes(header.length() + 3).build());
        small.add(Frame.text(header));
        small.add(bytes(1));

        assertThat(small.add(bytes(2))).isInstanceOf(EventPacket.class);

        small.add(Frame.text(header));
        small.add(bytes(2));
        refuses(small, bytes(2), "packet and attachments exceed limit 11 bytes");
    }

    @Test
    void headerBeyondThePendingLimitIsRefused() {
        Decoder small = decoder(DecodeLimits.builder().maxPendingBytes(7).build());

        refuses(small, Frame.text("51-[\"a\"]"), "packet and attachments exceed limit 7 bytes");
    }

    @Test
    void pendingLimitIsNoLimitForTextPackets() {
        Decoder small = decoder(DecodeLimits.builder().maxPendingBytes(1).build());

        assertThat(small.add(Frame.text("2[\"a\"]"))).isInstanceOf(EventPacket.class);
    }

    @Test
    void decodersOfOneParserKeepTheirPacketsApart() {
        Decoder other = decoder(DecodeLimits.defaults());
        decoder.add(Frame.text(HEADER));

        refuses(other, bytes(1), "an attachment that no packet announced");
    }

    private static Decoder decoder(DecodeLimits limits) {
        return PARSER.newDecoder(ProtocolRevision.V5, limits);
    }

    private static Frame.Binary bytes(int count) {
        return Frame.binary(new byte[count]);
    }

    private static void refuses(Decoder decoder, Frame frame, String reason) {
        assertThatExceptionOfType(PacketException.class)
                .isThrownBy(() -> decoder.add(frame))
                .satisfies(refusal -> {
                    assertThat(refusal.reason()).isEqualTo(reason);
                    assertThat(refusal.position()).isZero();
                });
    }
}
