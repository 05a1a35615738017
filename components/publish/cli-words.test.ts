import { expect, it } from "vitest";
import { emptyDraft } from "@/lib/model/publish-draft";
import { publishCommand, replyCommand, requestCommand } from "./cli-words";

const values = { uuid: "u-1", now: "then", n: 1 };
const draft = { ...emptyDraft, payload: "no {{n}}" };

it("one message has its values, many have the command's own", () => {
  expect(publishCommand("a.{{n}}", draft, values)).toEqual({
    words: ["nats", "pub", "a.1", "no 1"],
  });
  const many = { ...draft, count: "5", rate: "20", awaitsAck: true };
  expect(publishCommand("a.{{n}}", many, values)).toEqual({
    words: [
      ...["nats", "pub", "--jetstream", "--count", "5", "--sleep", "50ms"],
      ...["-H", "Nats-Msg-Id:{{ID}}", "a.{{Count}}", "no {{Count}}"],
    ],
    note: expect.stringContaining("own values"),
  });
});

it("none is shown that would do something else", () => {
  const random = { ...draft, payload: "{{random}}" };
  expect(publishCommand("a", { ...random, count: "2" }, values)).toBeUndefined();
  expect(publishCommand("a", { ...draft, payload: "{{.Own}}" }, values)).toBeUndefined();
  expect(replyCommand("a", { ...draft, payload: "two\nlines" })).toBeUndefined();
});

it("a payload that is no word goes to the standard input", () => {
  const words = ["nats", "request", "--timeout", "5s", "--force-stdin", "a"];
  const note = "The payload goes to its standard input.";
  for (const payload of ["two\nlines", "-1"]) {
    expect(requestCommand("a", { ...draft, payload }, values)).toEqual({ words, note });
  }
});
