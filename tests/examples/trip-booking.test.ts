import { describe, expect, it } from "vitest";
import { ledger } from "../../fixtures/examples/trip-booking/ops.js";
import tripBooking from "../../fixtures/examples/trip-booking/trip-booking.flow.js";
import { runBoth } from "./run-both.js";

describe("trip-booking", () => {
  it("books all three", async () => {
    const context = await runBoth(tripBooking, "trip-booking", {
      input: { to: "Rome", days: 3 },
      options: { id: "t" },
    });
    expect(context["payloads"]).toHaveProperty("confirm", "F-Rome, H-3, C-Rome");
    expect([...ledger.keys()]).toEqual(["t/book_flight#1", "t/book_hotel#1", "t/book_car#1"]);
    ledger.clear();
  });

  it("gives back the flight and the hotel where there is no car", async () => {
    const undone: string[] = [];
    const context = {};
    const running = tripBooking.run(
      context,
      { to: "Rome", days: 9 },
      {
        onEvent: (event) => {
          if (event.type === "undone") undone.push(event.nodeId);
        },
      },
    );
    await expect(running).rejects.toThrow("no car for 9 days");
    expect(undone).toEqual(["book_hotel", "book_flight"]);
    expect([...ledger]).toEqual([]);
    expect(context).toMatchObject({ failed_node_id: "book_car", errors: [{ node_id: "book_car" }] });
  });
});
