import type { Random } from './random.js';

/** What the schema calls an `Address`, as it is stored: `postalCode` under the name `zip`. */
export interface StoredAddress {
  readonly street: string;
  readonly city: string;
  readonly zip: string;
  readonly country: string;
}

interface City {
  readonly city: string;
  readonly country: string;
  /** `#` stands for a digit. */
  readonly zip: string;
  readonly streets: readonly string[];
}

const GERMAN = ['Lindenallee', 'Gartenstraße', 'Am Markt', 'Mühlenweg', 'Kastanienallee'];
const BRITISH = ['Mill Lane', 'Station Road', 'Victoria Terrace', 'Orchard Street', 'Harbour Row'];
const FRENCH = ['Rue des Tanneurs', 'Avenue Berthelot', 'Rue de la Paix', 'Quai Saint-Antoine', 'Rue Pasteur'];
const DANISH = ['Skovvej', 'Strandgade', 'Nørre Allé', 'Havnegade'];
const SPANISH = ['Calle Mayor', 'Carrer de Colón', 'Avenida del Puerto', 'Calle de la Paz'];
const ITALIAN = ['Via Garibaldi', 'Corso Francia', 'Via Po', 'Via delle Rose'];
const FLEMISH = ['Koornlei', 'Veldstraat', 'Kerkstraat', 'Molenstraat'];

const CITIES: readonly City[] = [
  { city: 'Berlin', country: 'DE', zip: '10###', streets: GERMAN },
  { city: 'Hamburg', country: 'DE', zip: '20###', streets: GERMAN },
  { city: 'Leipzig', country: 'DE', zip: '041##', streets: GERMAN },
  { city: 'Leeds', country: 'GB', zip: 'LS# #AB', streets: BRITISH },
  { city: 'Bristol', country: 'GB', zip: 'BS# #QD', streets: BRITISH },
  { city: 'Edinburgh', country: 'GB', zip: 'EH# #LN', streets: BRITISH },
  { city: 'Paris', country: 'FR', zip: '750##', streets: FRENCH },
  { city: 'Lyon', country: 'FR', zip: '690##', streets: FRENCH },
  { city: 'Aarhus', country: 'DK', zip: '80##', streets: DANISH },
  { city: 'Valencia', country: 'ES', zip: '460##', streets: SPANISH },
  { city: 'Turin', country: 'IT', zip: '101##', streets: ITALIAN },
  { city: 'Ghent', country: 'BE', zip: '90##', streets: FLEMISH },
];

/**
 * An address that could exist.
 *
 * @param cityName  One of the twelve cities; any of them when absent.
 * @throws {Error} when the city is none of them.
 */
export function address(random: Random, cityName?: string): StoredAddress {
  const city = cityName === undefined ? random.pick(CITIES) : CITIES.find((candidate) => candidate.city === cityName);
  if (city === undefined) throw new Error(`"${cityName}" is none of the sample cities; add it in places.ts.`);
  return {
    street: `${random.pick(city.streets)} ${random.int(1, 140)}`,
    city: city.city,
    zip: city.zip.replace(/#/g, () => String(random.int(0, 9))),
    country: city.country,
  };
}
