// A parser of nobody's: the default one's text frames, turned around.
const parser = require("socket.io-parser");

const turned = (frame) => (typeof frame === "string" ? [...frame].reverse().join("") : frame);

class Encoder extends parser.Encoder {
  encode(packet) {
    return super.encode(packet).map(turned);
  }
}

class Decoder extends parser.Decoder {
  add(frame) {
    super.add(turned(frame));
  }
}

module.exports = { ...parser, Encoder, Decoder };
