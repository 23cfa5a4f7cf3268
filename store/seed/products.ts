import { between, later, DAY_MS, dayOf, STORE_OPENED, STORE_TODAY, tracked } from './calendar.js';
import { CATALOGUE, MAKERS, slug } from './catalogue.js';
import { address } from './places.js';
import { createRandom, type Random } from './random.js';
import { shardOf } from './shardOf.js';
import type { StoreItem } from './storeItem.js';

/** What the rest of the sample data needs to know of a product. */
export interface SampleProduct {
  readonly productId: string;
  readonly name: string;
  readonly category: string;
  readonly noun: string;
  readonly priceEuro: number;
  readonly created: Date;
  readonly sellerId: string;
}

const WAREHOUSES = ['berlin', 'lyon', 'leeds'] as const;
const FEATURED = ['walnut-desk-lamp', 'velvet-armchair', 'copper-saucepan', 'trail-backpack', 'belt-drive-turntable'];
const PRAISE = [
  'made to be repaired, not replaced',
  'the one you will still have in ten years',
  'a quiet piece that goes with everything',
  'finished by hand in small batches',
  'a favourite of ours since the first day',
];

/** The 200 products: every adjective of the catalogue with its noun. */
export function sampleProducts(): SampleProduct[] {
  const random = createRandom(1);
  return CATALOGUE.flatMap(({ category, things }) => {
    const makers = MAKERS.filter((maker) => maker.makes.includes(category));
    return things.flatMap(([noun, priceEuro, adjectives]) =>
      adjectives.map((adjective) => ({
        productId: slug(`${adjective} ${noun}`),
        name: `${adjective} ${noun}`,
        category,
        noun,
        priceEuro: Math.round(priceEuro * (0.8 + random.next() * 0.6)) - 0.1,
        created: between(STORE_OPENED, STORE_TODAY, random.next() ** 2),
        sellerId: slug(random.pick(makers).name),
      })),
    );
  });
}

export function* sellerItems(): Iterable<StoreItem> {
  const random = createRandom(2);
  for (const maker of MAKERS) {
    const sellerId = slug(maker.name);
    const partnerSince = later(STORE_OPENED, -random.int(1, 90) * DAY_MS);
    yield {
      table: 'Sellers',
      item: {
        sellerId,
        name: maker.name,
        email: `hello@${sellerId}.example`,
        ...(random.chance(0.8) ? { website: `https://${sellerId}.example` } : {}),
        address: address(random, maker.city),
        partnerSince: dayOf(partnerSince),
        ...tracked(partnerSince),
      },
    };
  }
}

/** @param unitsSold  By product id; a product that never sold is absent. */
export function* productItems(
  products: readonly SampleProduct[],
  unitsSold: ReadonlyMap<string, number>,
): Iterable<StoreItem> {
  const random = createRandom(3);
  for (const [index, product] of products.entries()) {
    const { productId, name, category, priceEuro, sellerId, noun, created } = product;
    const maker = MAKERS.find((candidate) => slug(candidate.name) === sellerId);
    const featuredRank = FEATURED.indexOf(productId) + 1;
    const sold = unitsSold.get(productId);
    const widthCm = random.int(8, 90);
    yield {
      table: 'Products',
      item: {
        productId,
        name,
        sku: `${category.slice(0, 3).toUpperCase()}-${String(index + 1).padStart(4, '0')}`,
        category,
        price: priceEuro,
        status: statusOf(sold, random),
        description: `${name} by ${maker?.name}: ${random.pick(PRAISE)}.`,
        tags: new Set([slug(noun), ...random.sample(['gift', 'handmade', 'bestseller', 'sustainable', 'new'], 2)]),
        images: [1, 2, 3].slice(0, random.int(1, 3)).map((number) => `/images/${productId}-${number}.jpg`),
        dimensions: {
          widthCm,
          heightCm: random.int(5, 160),
          depthCm: Math.round(widthCm * 0.7 * 10) / 10,
          ...(random.chance(0.9) ? { weightGrams: random.int(8, 900) * 10 } : {}),
        },
        specifications: {
          guaranteeYears: random.int(2, 10),
          packaging: { boxes: random.int(1, 2), plasticFree: random.chance(0.7) },
        },
        'Country of Origin': maker?.origin,
        ...(featuredRank > 0 ? { featuredRank, window: 'FEATURED' } : {}),
        ...(sold === undefined ? {} : { unitsSold: sold }),
        sellerId,
        ...tracked(created),
        arrivals: `PRODUCTS#${shardOf(productId, 4)}`,
      },
    };
  }
}

function statusOf(unitsSold: number | undefined, random: Random): string {
  if (random.chance(0.9)) return 'ACTIVE';
  return unitsSold === undefined ? 'DRAFT' : 'RETIRED';
}

export function* stockItems(products: readonly SampleProduct[]): Iterable<StoreItem> {
  const random = createRandom(4);
  for (const { productId, created } of products) {
    for (const warehouse of WAREHOUSES) {
      const { updatedAt, version } = tracked(between(created, STORE_TODAY, random.next()));
      yield {
        table: 'Inventory',
        item: {
          productId,
          warehouse,
          quantity: random.chance(0.1) ? random.int(0, 4) : random.int(5, 120),
          location: `${random.pick(['A', 'B', 'C', 'D'])}-${String(random.int(1, 24)).padStart(2, '0')}`,
          reorderAt: random.pick([3, 5, 5, 10]),
          updatedAt,
          version,
        },
      };
    }
  }
}
