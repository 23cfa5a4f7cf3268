/** `Customer.fullName`: its parent is the item that was read, so nothing more is. */
export function fullName(customer: { readonly firstName: string; readonly lastName: string }): string {
  return `${customer.firstName} ${customer.lastName}`;
}
