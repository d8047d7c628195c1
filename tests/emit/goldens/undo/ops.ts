export const book = (trip: string): { room: number } => ({ room: trip.length });
export const cancel = (done: {
  input: string;
  result: { room: number };
}): void => void done;
export const pay = (booking: { room: number }): Promise<string> =>
  Promise.resolve(`${booking.room}`);
export const refund = (
  done: { result: string | undefined },
  context: { steps: unknown[] },
): number => context.steps.length + (done.result ?? "").length;
export const ship = (receipt: string): void => void receipt;
export const apologize = (failure: { input: { room: number } }): void =>
  void failure;
