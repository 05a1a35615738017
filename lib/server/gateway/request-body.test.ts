import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readJson } from "@/lib/nats/json";
import { grantOf } from "@/lib/roles/grant";
import { formatExactJson } from "./exact-json";
import { noOwnSecrets } from "./own-secrets";
import { bodyRuleOf, checkBody } from "./request-body";

const access = {
  role: "reader",
  readOnly: false,
  apiPrefix: "$JS.API",
  inboxPrefix: "_INBOX",
  tailSubjects: [],
  publishSubjects: [],
} as const;

function check(subject: string, body: string, role: "reader" | "operator" = "reader") {
  const rule = bodyRuleOf(subject, grantOf({ ...access, role }), noOwnSecrets);
  if (!rule) return body;
  const checked = checkBody(Buffer.from(body), rule);
  return checked.ok ? checked.body.toString() : `refused: ${checked.why}`;
}
const create = "$JS.API.CONSUMER.CREATE.S.ui-hM0ka0t0EZTtwmJxVoO4ZE";
const request = (config: object, more: object = {}) =>
  JSON.stringify({
    stream_name: "S",
    config: { name: "ui-hM0ka0t0EZTtwmJxVoO4ZE", ...config },
    ...more,
  });

describe("the body of a consumer for looking (T29)", () => {
  it("is filled with what is allowed where it says nothing", () => {
    expect(check(create, request({}))).toBe(
      '{"stream_name":"S","config":{"name":"ui-hM0ka0t0EZTtwmJxVoO4ZE","ack_policy":"none","max_waiting":8,"inactive_threshold":5000000000,"mem_storage":true}}',
    );
  });

  it("keeps a sequence exact", () => {
    const body =
      '{"stream_name":"S","config":{"name":"ui-hM0ka0t0EZTtwmJxVoO4ZE","opt_start_seq":18446744073709551615}}';
    expect(check(create, body)).toContain('"opt_start_seq":18446744073709551615,');
  });

  it.each([
    ["a push", request({ deliver_subject: "witness" }), "deliver_subject may not be set"],
    ["a push in capitals", request({ Deliver_Subject: "w" }), "Deliver_Subject may not be set"],
    [
      "a second config",
      `${request({}).slice(0, -1)},"Config":{"deliver_subject":"w"}}`,
      "Config may not be set",
    ],
    [
      "letters that Go takes for others",
      request({ ack_policy: "none", deſcription: "" }),
      "may not",
    ],
    ["a group", request({ deliver_group: "g" }), "deliver_group"],
    ["a durable", request({ durable_name: "ui-hM0ka0t0EZTtwmJxVoO4ZE" }), "durable_name"],
    ["acks", request({ ack_policy: "explicit" }), "ack_policy"],
    ["disk", request({ mem_storage: false }), "mem_storage"],
    ["a long life", request({ inactive_threshold: 300_000_000_001 }), "inactive_threshold"],
    ["a life for ever", request({ inactive_threshold: 0 }), "inactive_threshold"],
    ["many waiting", request({ max_waiting: 9 }), "max_waiting"],
    ["a pause", request({ pause_until: "2099-01-01T00:00:00Z" }), "pause_until"],
    ["priorities", request({ priority_groups: ["a"] }), "priority_groups"],
    ["what sources use", request({ direct: true }), "direct"],
    ["samples", request({ sample_freq: "100%" }), "sample_freq"],
    ["copies", request({ num_replicas: 3 }), "num_replicas"],
    ["another stream", request({}, { stream_name: "T" }), "stream_name is not the subject's"],
    ["another name", request({ name: "ui-bbbbbbbbbbbbbbbbbbbbbb" }), "name is not the subject's"],
    ["an unknown field", request({}, { extra: true }), "extra"],
    [
      "a prototype",
      '{"stream_name":"S","config":{"name":"ui-hM0ka0t0EZTtwmJxVoO4ZE","__proto__":{}}}',
      "__proto__",
    ],
    ["no JSON", "{", "not JSON"],
    ["nothing", "", "not JSON"],
    ["a list", "[]", "expected object"],
  ])("is refused with %s", (_name, body, why) => {
    expect(check(create, body)).toContain("refused: ");
    expect(check(create, body)).toContain(why);
  });

  it("filters by what its subject says, and by nothing beside it", () => {
    const filtered = `${create}.orders.>`;
    expect(check(filtered, request({ filter_subject: "orders.>" }))).toContain('"orders.>"');
    expect(check(filtered, request({ filter_subject: "*" }))).toContain("filter_subject is not");
    expect(check(filtered, request({}))).toContain("filter_subject is not");
    expect(
      check(filtered, request({ filter_subject: "orders.>", filter_subjects: ["a"] })),
    ).toContain("refused");
  });

  it("is looked at under every name that the API has, and a line separator hides nothing", () => {
    const body = request({ deliver_subject: "w" });
    for (const subject of [
      create,
      "$JS.hub.API.CONSUMER.CREATE.S.ui-hM0ka0t0EZTtwmJxVoO4ZE",
      `${create}.\u2028.a`,
    ]) {
      expect(check(subject, body)).toContain("refused");
    }
  });

  it("is an operator's own affair", () => {
    const body = request({ deliver_subject: "witness" });
    expect(check(create, body, "operator")).toBe(body);
  });
});

describe("the body of a paged request", () => {
  const calls = ["STREAM.NAMES", "STREAM.LIST", "STREAM.INFO.S", "CONSUMER.NAMES.S"];
  it.each([...calls.map((call) => `$JS.API.${call}`), "$SYS.REQ.ACCOUNT.PING.CONNZ"])(
    "%s can't crash the server with a position",
    (subject) => {
      expect(check(subject, "")).toBe("");
      expect(check(subject, '{ "offset" : 300 }')).toBe('{"offset":300}');
      const bad = ['{"offset":-1}', '{"offset":3,"Offset":-1}', '{"limit":9223372036854775807}'];
      expect(bad.map((body) => check(subject, body).slice(0, 7))).toEqual(bad.map(() => "refused"));
      expect(check(subject, '{"offset":-1}', "operator")).toContain("refused");
    },
  );

  it("keeps the last of two, as the server would", () => {
    expect(check("$JS.API.STREAM.LIST", '{"offset":-1,"offset":2}')).toBe('{"offset":2}');
  });
});

describe("the body of a pull", () => {
  it.each([
    ["", ""],
    ["10", "10"],
    ['{"batch":5,"no_wait":true}', '{"batch":5,"no_wait":true}'],
    ['{"batch":5,"expires":3000000000,"idle_heartbeat":500000000}', undefined],
    ['{"batch":-1}', "refused: body: batch"],
    ['{"batch":1,"expires":1000000000,"idle_heartbeat":1}', "refused: body: idle_heartbeat"],
    ["abc", "refused: its body is not JSON"],
  ])("%s", (body, expected) => {
    expect(check("$JS.API.CONSUMER.MSG.NEXT.S.ui-hM0ka0t0EZTtwmJxVoO4ZE", body)).toContain(
      expected ?? body,
    );
  });
});

describe("exact JSON", () => {
  it("comes back as it was", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(formatExactJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { numRuns: 500 },
    );
    expect(readJson(formatExactJson({ a: 2n ** 64n - 1n, b: undefined }))).toEqual({
      a: 2n ** 64n - 1n,
    });
  });
});
