import type { AttributeMap } from '../../model/attributeValue.js';
import type { Filter } from '../../model/filter.js';
import { evaluateFilter } from '../expressions/evaluateFilter.js';
import { simplifyFilter } from '../expressions/simplifyFilter.js';

/**
 * What is left to ask of an item of which some attributes are known: true or false where those decide.
 *
 * @param known  Attributes as they are stored; of the others nothing is known.
 */
export function residualFilter(filter: Filter, known: AttributeMap): Filter | boolean {
  return simplifyFilter(decided(filter, known));
}

function decided(filter: Filter, known: AttributeMap): Filter {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return { kind: filter.kind, filters: filter.filters.map((inner) => decided(inner, known)) };
    case 'not':
      return { kind: 'not', filter: decided(filter.filter, known) };
    default: {
      const [attribute = ''] = filter.path;
      if (!Object.hasOwn(known, attribute)) return filter;
      return { kind: evaluateFilter(filter, known) ? 'and' : 'or', filters: [] };
    }
  }
}
