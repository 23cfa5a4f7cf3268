import type { StoredCustomer } from '../generated/items.js';

/** `Customer.fullName`: its parent is the item that was read, so nothing more is. */
export function fullName(customer: Pick<StoredCustomer, 'firstName' | 'lastName'>): string {
  return `${customer.firstName} ${customer.lastName}`;
}
