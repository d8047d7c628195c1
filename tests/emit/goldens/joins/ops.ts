export interface Order {
  id: number;
}
export const start = (id: number): Order => ({ id });
export const price = async (order: Order): Promise<{ net: number }> => ({
  net: order.id,
});
export const stock = (order: Order): { left: number } => ({ left: order.id });
export const vat = (order: Order): { net: number; vat: number } => ({
  net: 1,
  vat: order.id,
});
/** all-join */
export const both = (arrived: {
  price: { net: number };
  stock: { left: number };
}): number => arrived.price.net;
/** any-join */
export const either = (arrived: { net: number; vat?: number }): string =>
  String(arrived.net);
/** (price | vat) & stock */
export const mixed = (arrived: {
  price?: { net: number };
  vat?: { net: number };
  stock: { left: number };
}): boolean => arrived.stock.left > 0;
export const tell = (price: { net: number } | undefined): void => void price;
