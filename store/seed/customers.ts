import { between, dayOf, STORE_OPENED, STORE_TODAY, tracked } from './calendar.js';
import { slug } from './catalogue.js';
import { address, type StoredAddress } from './places.js';
import { createRandom } from './random.js';
import type { StoreItem } from './storeItem.js';

/** What the rest of the sample data needs to know of a customer. */
export interface SampleCustomer {
  readonly customerId: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly address: StoredAddress;
  readonly created: Date;
}

const DIALLING_CODES: Readonly<Record<string, string>> = {
  BE: '+32',
  DE: '+49',
  DK: '+45',
  ES: '+34',
  FR: '+33',
  GB: '+44',
  IT: '+39',
};
const FIRST_NAMES =
  'Amina,Ben,Clara,David,Elif,Felix,Greta,Hugo,Ingrid,Jonas,Katarzyna,Liam,Maya,Noah,Olivia,Pablo,Rosa,Sami,Tilda,Zoë'.split(
    ',',
  );
const LAST_NAMES = 'Berger,Costa,Dupont,Evans,Ferrari,García,Hansen,Kowalska,Lindqvist,Murphy,Okafor,Schäfer'.split(
  ',',
);

/** 160 customers, no two of one name. */
export function sampleCustomers(): SampleCustomer[] {
  const random = createRandom(11);
  const names = FIRST_NAMES.flatMap((firstName) => LAST_NAMES.map((lastName) => ({ firstName, lastName })));
  return random.sample(names, 160).map((name, index) => ({
    ...name,
    customerId: `C-${1001 + index}`,
    address: address(random),
    created: between(STORE_OPENED, STORE_TODAY, random.next() * 0.9),
  }));
}

export function* customerItems(customers: readonly SampleCustomer[]): Iterable<StoreItem> {
  const random = createRandom(12);
  for (const { customerId, firstName, lastName, address: home, created } of customers) {
    const email = `${slug(firstName)}.${slug(lastName)}@example.com`;
    const phones = Array.from(
      { length: random.int(0, 2) },
      () => `${DIALLING_CODES[home.country]} 555 ${random.int(10_000, 99_999)}`,
    );
    const birthday = between(new Date('1950-01-01'), new Date('2004-01-01'), random.next());
    yield {
      table: 'Shop',
      item: {
        PK: `CUSTOMER#${customerId}`,
        SK: 'PROFILE',
        entity: 'Customer',
        customerId,
        firstName,
        lastName,
        email,
        ...(phones.length > 0 ? { phoneNumbers: new Set(phones) } : {}),
        ...(random.chance(0.6) ? { birthday: dayOf(birthday) } : {}),
        address: home,
        ...(random.chance(0.2) ? { otherAddresses: [address(random, home.city)] } : {}),
        newsletter: random.chance(0.4),
        ...tracked(created),
        GSI1PK: `EMAIL#${email}`,
        GSI1SK: 'CUSTOMER',
      },
    };
  }
}
