import { expect, it } from "vitest";
import answerTicket from "../../fixtures/examples/shared-lookup/answer-ticket.flow.js";
import findCustomer from "../../fixtures/examples/shared-lookup/find-customer.flow.js";
import placeOrder from "../../fixtures/examples/shared-lookup/place-order.flow.js";
import { runBoth, started } from "./run-both.js";

it("an order is priced for the customer whom another flow finds", async () => {
  const input = { customer: "c1", items: [40, 60] };
  const context = await runBoth(placeOrder, "shared-lookup/place-order", { input });
  expect(started(context)).toEqual(["receive", "customer", "price"]);
  expect(context["customer"]).toEqual({ name: "Ada", country: "GB", isRegular: true });
  expect(await placeOrder.call(input)).toEqual({ net: 90, shipping: 5 });
});

it("a ticket is answered by what the same flow found, and its failures are handled by the node that runs it", async () => {
  const answer = async (from: string): Promise<unknown> => {
    await runBoth(answerTicket, "shared-lookup/answer-ticket", { input: { from, text: "Hi" } });
    return answerTicket.call({ from, text: "Hi" });
  };
  expect(await answer("c1")).toBe("Dear Ada, you wrote: Hi");
  expect(await answer("c2")).toBe("Hello Blaise, we read your message.");
  expect(await answer("c3")).toBe("Please tell us who you are (there is no customer c3).");
  expect(await answer("x")).toBe("Please tell us who you are (x is not the id of a customer).");
});

it("the flow that both run can be called alone", async () => {
  expect(await findCustomer.call("c2")).toEqual({ name: "Blaise", country: "FR", isRegular: false });
  await expect(findCustomer.call("c3")).rejects.toThrow("there is no customer c3");
});
