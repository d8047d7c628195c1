import { describe, expect, it } from "vitest";
import confidenceRouter from "../../fixtures/examples/confidence-router/confidence-router.flow.js";
import earlyStop from "../../fixtures/examples/early-stop/early-stop.flow.js";
import messageTriage from "../../fixtures/examples/message-triage/message-triage.flow.js";
import mergeAfterBranch from "../../fixtures/examples/merge-after-branch/merge-after-branch.flow.js";
import revisionCycle from "../../fixtures/examples/revision-cycle/revision-cycle.flow.js";
import { runBoth, started } from "./run-both.js";

describe("confidence-router", () => {
  const claim = { id: "A1", text: "Stolen bike, police report attached", amount: 800, documents: 3, daysInsured: 400 };

  it("approves what it is sure of", async () => {
    const context = await runBoth(confidenceRouter, "confidence-router", { input: claim });
    expect(started(context)).toEqual(["assess", "decide", "approve"]);
    expect(context["routing"]).toEqual({ decide: [{ target: "approve", confidence: 0.97, reason: "3 documents" }] });
    expect(context["payout"]).toEqual({ claim: "A1", amount: 700 });
    expect(context).not.toHaveProperty("ticket");
    expect(context).not.toHaveProperty("letter");
  });

  it("hands doubts to a person, as the route's payload", async () => {
    const input = { ...claim, id: "A2", text: "Lost my phone", documents: 2, daysInsured: 3 };
    const context = await runBoth(confidenceRouter, "confidence-router", { input });
    expect(started(context)).toEqual(["assess", "decide", "review"]);
    expect(context["routing"]).toEqual({
      decide: [{ target: "review", confidence: 0.55, reason: "insured for less than a month" }],
    });
    expect(context["ticket"]).toBe("A2: please look at insured for less than a month");
    expect(context["payloads"]).toHaveProperty("decide.review.doubts", ["insured for less than a month"]);
  });

  it("rejects what is not credible", async () => {
    const input = { ...claim, id: "A3", text: "Paid cash, no receipt", amount: 9000, documents: 0, daysInsured: 3 };
    const context = await runBoth(confidenceRouter, "confidence-router", { input });
    expect(started(context)).toEqual(["assess", "decide", "reject"]);
    expect(context["routing"]).toEqual({
      decide: [{ target: "reject", confidence: 0.99, reason: "paid in cash, no receipt" }],
    });
    expect(context["letter"]).toBe("We cannot settle A3 (score 0.01).");
  });
});

describe("early-stop", () => {
  const message = { id: "m1", text: "  Meeting at five " };

  it("goes all the way", async () => {
    const context = await runBoth(earlyStop, "early-stop", { context: { seen: "m0 m9" }, input: message });
    expect(started(context)).toEqual(["receive", "log", "deduplicate", "screen", "publish"]);
    expect(context["published"]).toBe("> Meeting at five");
  });

  it("holds", async () => {
    const input = { id: "m2", text: "BUY NOW" };
    const context = await runBoth(earlyStop, "early-stop", { input });
    expect(started(context)).toEqual(["receive", "log", "deduplicate", "screen", "hold"]);
    expect(context["held"]).toBe("m2? BUY NOW");
    expect(context["routing"]).toEqual({ screen: [{ target: "hold", confidence: 0.7, reason: "shouting" }] });
  });

  it("stops where a plain node returns {}", async () => {
    const context = await runBoth(earlyStop, "early-stop", { context: { seen: "m0 m1" }, input: message });
    expect(started(context)).toEqual(["receive", "log", "deduplicate"]);
    expect(context["payloads"]).toHaveProperty("deduplicate", {});
    expect(context["log"]).toBe("m1: 15 characters");
    expect(context).not.toHaveProperty("published");
  });

  it("stops where the router returns nothing", async () => {
    const input = { id: "m3", text: "You won the lottery" };
    const context = await runBoth(earlyStop, "early-stop", { input });
    expect(started(context)).toEqual(["receive", "log", "deduplicate", "screen"]);
    expect(context["log"]).toBe("m3: 19 characters");
    expect(context).not.toHaveProperty("published");
    expect(context).not.toHaveProperty("held");
  });
});

describe("merge-after-branch", () => {
  it("writes the receipt of a card", async () => {
    const context = await runBoth(mergeAfterBranch, "merge-after-branch", { input: { amount: 49.999, pay: "card" } });
    expect(started(context)).toEqual(["checkout", "method", "card", "receipt"]);
    expect(context["receipt"]).toBe("paid 50.5 by card");
  });

  it("writes the receipt of a transfer", async () => {
    const context = await runBoth(mergeAfterBranch, "merge-after-branch", { input: { amount: 620, pay: "card" } });
    expect(started(context)).toEqual(["checkout", "method", "transfer", "receipt"]);
    expect(context["receipt"]).toBe("to pay: 620, reference T62000");
    expect(context["joins"]).toEqual({});
  });
});

describe("revision-cycle", () => {
  it("revises until nothing is missing", async () => {
    const context = await runBoth(revisionCycle, "revision-cycle", { input: "the fair" });
    expect(started(context)).toEqual([
      "brief",
      ...["draft", "review", "draft", "review", "draft", "review", "draft", "review"],
      "publish",
    ]);
    expect(context["published"]).toBe(
      "About the fair. The date: see below. The place: see below. The price: see below.",
    );
    expect(context["routing"]).toEqual({ review: [{ target: "publish", confidence: 1, reason: "complete" }] });
  });

  it("passes a complete draft immediately", async () => {
    const context = await runBoth(revisionCycle, "revision-cycle", { input: "date, place and price" });
    expect(started(context)).toEqual(["brief", "draft", "review", "publish"]);
  });
});

describe("message-triage", () => {
  const context = { customers: ["ada"], blocked: ["eve"] };

  it.each([
    ["ada: refund 80", ["sort", "refund", "reply"], "refund"],
    ["bob: refund 800", ["sort", "ask", "alert", "reply"], "ask"],
    ["mallory: You win a prize", ["sort", "drop"], "drop"],
    ["eve: hello", ["sort", "drop"], "drop"],
    ["bob: opening hours?", ["sort", "answer", "reply"], "answer"],
  ])("sorts %j", async (input, nodes, target) => {
    const ran = await runBoth(messageTriage, "message-triage", { input, context });
    expect(started(ran)).toEqual(nodes);
    expect(ran["routing"]).toMatchObject({ sort: [{ target }, ...(target === "ask" ? [{ target: "alert" }] : [])] });
  });

  it("records why, as it is written", async () => {
    const ran = await runBoth(messageTriage, "message-triage", { input: "bob: refund 800", context });
    const reason = 'when $result.kind == "refund"';
    expect(ran["routing"]).toEqual({
      sort: [
        { target: "ask", reason },
        { target: "alert", reason },
      ],
    });
    expect(ran["payloads"]).toHaveProperty("alert", "a large refund for the unknown bob");
    expect(ran["letter"]).toBe("Dear bob, we will come back to you.\nYour shop");
  });
});
