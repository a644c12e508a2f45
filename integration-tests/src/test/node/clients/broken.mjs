// The npm client made wrong in one way: node broken.mjs FAULT URL. For "check client" to notice.
import { Manager, Socket } from "socket.io-client";
import { Socket as Engine } from "engine.io-client";

const ACK = 3;

function wrap(type, name, around) {
  const original = type.prototype[name];
  type.prototype[name] = function (...args) {
    return around.call(this, original.bind(this), ...args);
  };
}

const faults = {
  "never-pongs"() {
    wrap(Engine, "_sendPacket", (send, type, ...more) => (type === "pong" ? undefined : send(type, ...more)));
  },
  // Says that it upgrades, and goes on posting.
  "old-transport"() {
    wrap(Engine, "setTransport", function (set, transport) {
      const old = this.transport;
      set(transport);
      if (old) {
        const send = transport.send.bind(transport);
        old.on("drain", () => transport.emitReserved("drain"));
        transport.send = (packets) => (packets[0].type === "upgrade" ? send(packets) : old.write(packets));
      }
    });
  },
  "ignores-max-payload"() {
    wrap(Engine, "onHandshake", (handshake, { maxPayload, ...others }) => handshake(others));
  },
  "swaps-attachments"() {
    wrap(Manager, "_packet", function (send, packet) {
      const encoder = this.encoder;
      const encode = encoder.encode.bind(encoder);
      encoder.encode = (each) => {
        const [head, ...attachments] = encode(each);
        return [head, ...attachments.reverse()];
      };
      send(packet);
      encoder.encode = encode;
    });
  },
  "no-delay"() {
    wrap(Manager, "reconnect", function (reconnect) {
      this.backoff.duration = () => 0;
      reconnect();
    });
  },
  "fixed-delays"() {
    wrap(Manager, "reconnect", function (reconnect) {
      this.backoff.setJitter(0);
      reconnect();
    });
  },
  "acks-twice"() {
    wrap(Socket, "packet", (send, packet) => {
      if (packet.type === ACK) {
        send({ ...packet });
      }
      send(packet);
    });
  },
};

faults[process.argv[2]]();
await import("./official.mjs");
