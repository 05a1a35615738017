import { describe, expect, it } from "vitest";
import { parseDelivery } from "./delivery";

describe("the reply subject of a delivered message", () => {
  it.each([
    "$JS.ACK.KV_b.ui-x.1.9007199254740993.7.1700000000123456789.42",
    "$JS.ACK.hub.AccountHash.KV_b.ui-x.1.9007199254740993.7.1700000000123456789.42",
    "$JS.ACK.hub.AccountHash.KV_b.ui-x.1.9007199254740993.7.1700000000123456789.42.random",
  ])("%s tells sequence, time and pending exactly", (reply) => {
    expect(parseDelivery(reply)).toEqual({
      streamSequence: 9007199254740993n,
      timeNs: 1700000000123456789n,
      pending: 42n,
    });
  });

  it.each([undefined, "", "_INBOX.x", "$JS.ACK.KV_b.ui-x.1.two.3.4.5", "$JS.ACK.KV_b"])(
    "%s tells nothing",
    (reply) => {
      expect(parseDelivery(reply)).toBeUndefined();
    },
  );
});
