/** The things the shop sells: a noun, its price in euros, and the adjectives it comes in. Each pair is one product. */
export const CATALOGUE: readonly Category[] = [
  {
    category: 'lamps',
    things: [
      ['Desk Lamp', 69, ['Walnut', 'Brass', 'Slate', 'Ivory']],
      ['Floor Lamp', 149, ['Oak', 'Arched', 'Linen', 'Tripod']],
      ['Pendant Lamp', 119, ['Copper', 'Smoked Glass', 'Paper', 'Rattan']],
      ['Reading Lamp', 59, ['Clip-On', 'Brass', 'Graphite', 'Folding']],
      ['Night Light', 24, ['Moon', 'Ceramic', 'Fox', 'Cloud']],
    ],
  },
  {
    category: 'chairs',
    things: [
      ['Dining Chair', 129, ['Oak', 'Velvet', 'Rattan', 'Bentwood']],
      ['Armchair', 389, ['Velvet', 'Leather', 'Linen', 'Corduroy']],
      ['Rocking Chair', 289, ['Ash', 'Walnut', 'Wicker', 'Painted']],
      ['Bar Stool', 99, ['Steel', 'Oak', 'Leather', 'Stacking']],
      ['Folding Chair', 59, ['Beech', 'Canvas', 'Garden', 'Balcony']],
    ],
  },
  {
    category: 'kitchen',
    things: [
      ['Saucepan', 79, ['Copper', 'Steel', 'Enamel', 'Cast-Iron']],
      ["Chef's Knife", 89, ['Carbon Steel', 'Olive Wood', 'Forged', 'Compact']],
      ['Cutting Board', 45, ['Walnut', 'Beech', 'Bamboo', 'Round']],
      ['Pepper Mill', 39, ['Beech', 'Steel', 'Marble', 'Travel']],
      ['Tea Kettle', 69, ['Whistling', 'Copper', 'Gooseneck', 'Enamel']],
    ],
  },
  {
    category: 'tableware',
    things: [
      ['Dinner Plate', 22, ['Speckled', 'Indigo', 'Sand', 'Fluted']],
      ['Cereal Bowl', 18, ['Speckled', 'Indigo', 'Moss', 'Handthrown']],
      ['Espresso Cup', 14, ['Stoneware', 'Glass', 'Terracotta', 'Porcelain']],
      ['Carafe', 34, ['Ribbed', 'Smoked Glass', 'Tall', 'Cork-Stoppered']],
      ['Serving Platter', 48, ['Oval', 'Olive Wood', 'Slate', 'Indigo']],
    ],
  },
  {
    category: 'bedding',
    things: [
      ['Duvet Cover', 99, ['Linen', 'Percale', 'Striped', 'Flannel']],
      ['Wool Blanket', 129, ['Herringbone', 'Checked', 'Alpaca', 'Ochre']],
      ['Pillow', 49, ['Down', 'Buckwheat', 'Latex', 'Travel']],
      ['Fitted Sheet', 45, ['Jersey', 'Linen', 'Percale', 'Satin']],
      ['Bedspread', 119, ['Quilted', 'Waffle', 'Crocheted', 'Indigo']],
    ],
  },
  {
    category: 'garden',
    things: [
      ['Watering Can', 35, ['Copper', 'Zinc', 'Long-Spout', 'Indoor']],
      ['Plant Pot', 19, ['Terracotta', 'Glazed', 'Hanging', 'Concrete']],
      ['Pruning Shears', 42, ['Forged', 'Bypass', 'Bonsai', 'Left-Handed']],
      ['Bird Feeder', 29, ['Cedar', 'Window', 'Copper', 'Squirrel-Proof']],
      ['Hammock', 89, ['Striped', 'Double', 'Canvas', 'Travel']],
    ],
  },
  {
    category: 'travel',
    things: [
      ['Backpack', 139, ['Trail', 'Canvas', 'Roll-Top', 'Commuter']],
      ['Weekender Bag', 179, ['Leather', 'Waxed', 'Canvas', 'Foldable']],
      ['Toiletry Bag', 39, ['Waxed', 'Hanging', 'Leather', 'Cork']],
      ['Water Bottle', 27, ['Steel', 'Insulated', 'Glass', 'Titanium']],
      ['Travel Pillow', 32, ['Memory Foam', 'Inflatable', 'Wool', 'Hooded']],
    ],
  },
  {
    category: 'stationery',
    things: [
      ['Notebook', 16, ['Dotted', 'Ruled', 'Linen-Bound', 'Pocket']],
      ['Fountain Pen', 58, ['Resin', 'Brass', 'Ebonite', 'Pocket']],
      ['Pencil Case', 24, ['Roll-Up', 'Leather', 'Felt', 'Canvas']],
      ['Letter Tray', 37, ['Oak', 'Steel', 'Stacking', 'Cork']],
      ['Desk Calendar', 21, ['Letterpress', 'Perpetual', 'Botanical', 'Brass']],
    ],
  },
  {
    category: 'toys',
    things: [
      ['Building Blocks', 49, ['Beech', 'Rainbow', 'Magnetic', 'Castle']],
      ['Puzzle', 23, ['World Map', 'Botanical', 'Night Sky', 'Harbour']],
      ['Train Set', 79, ['Beech', 'Figure-Eight', 'Alpine', 'Starter']],
      ['Plush Animal', 29, ['Badger', 'Heron', 'Octopus', 'Sheepskin']],
      ['Kite', 34, ['Delta', 'Box', 'Dragon', 'Pocket']],
    ],
  },
  {
    category: 'audio',
    things: [
      ['Bookshelf Speaker', 249, ['Walnut', 'Compact', 'Studio', 'Wall-Mounted']],
      ['Headphones', 189, ['Over-Ear', 'Studio', 'Folding', 'Open-Back']],
      ['Turntable', 329, ['Belt-Drive', 'Walnut', 'Portable', 'Acrylic']],
      ['Clock Radio', 79, ['Retro', 'Walnut', 'Travel', 'Bedside']],
      ['Microphone', 139, ['Ribbon', 'Condenser', 'Podcast', 'Clip-On']],
    ],
  },
];

export interface Category {
  readonly category: string;
  readonly things: readonly (readonly [noun: string, priceEuro: number, adjectives: readonly string[]])[];
}

/** The makers, with the categories they make things for. */
export const MAKERS: readonly Maker[] = [
  { name: 'Nordlicht Werkstatt', city: 'Hamburg', makes: ['lamps', 'audio'], origin: 'Germany' },
  { name: 'Atelier Lumen', city: 'Lyon', makes: ['lamps'], origin: 'France' },
  { name: 'Fjord & Grain', city: 'Aarhus', makes: ['chairs', 'kitchen'], origin: 'Denmark' },
  { name: 'Thornbury Chairmakers', city: 'Bristol', makes: ['chairs'], origin: 'United Kingdom' },
  { name: 'Kupfer & Sohn', city: 'Leipzig', makes: ['kitchen', 'garden'], origin: 'Germany' },
  { name: 'Cocina Olivar', city: 'Valencia', makes: ['kitchen', 'tableware'], origin: 'Spain' },
  { name: 'Two Rivers Pottery', city: 'Leeds', makes: ['tableware', 'garden'], origin: 'United Kingdom' },
  { name: 'Maison Delacroix', city: 'Paris', makes: ['bedding', 'tableware'], origin: 'France' },
  { name: 'Flax & Feather', city: 'Ghent', makes: ['bedding'], origin: 'Belgium' },
  { name: 'Grünfink Gartenbedarf', city: 'Berlin', makes: ['garden'], origin: 'Germany' },
  { name: 'Wayfarer Goods', city: 'Edinburgh', makes: ['travel'], origin: 'United Kingdom' },
  { name: 'Bottega Carta', city: 'Turin', makes: ['stationery', 'travel'], origin: 'Italy' },
  { name: 'Papeterie Anselme', city: 'Lyon', makes: ['stationery'], origin: 'France' },
  { name: 'Spielhaus Krämer', city: 'Leipzig', makes: ['toys'], origin: 'Germany' },
  { name: 'Little Heron Toys', city: 'Aarhus', makes: ['toys', 'bedding'], origin: 'Denmark' },
  { name: 'Larkspur Audio', city: 'Bristol', makes: ['audio'], origin: 'United Kingdom' },
];

export interface Maker {
  readonly name: string;
  /** One of `CITIES`. */
  readonly city: string;
  readonly makes: readonly string[];
  readonly origin: string;
}

/** `Chef's Knife` -> `chefs-knife`, `Grünfink` -> `gruenfink`. */
export function slug(name: string): string {
  return name
    .toLowerCase()
    .replace(/ä|ö|ü|ß/g, (letter) => ({ ä: 'ae', ö: 'oe', ü: 'ue' })[letter] ?? 'ss')
    .normalize('NFD')
    .replace(/[\u0300-\u036f']/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
