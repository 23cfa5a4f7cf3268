import { markerKeyPrefix } from '../dynamo/keys/uniqueMarker.js';
import type { UniqueCounts } from '../dynamo/unique/checkUnique.js';
import type { UniqueFinding } from '../dynamo/unique/uniqueFinding.js';
import type { UniqueSubject } from '../dynamo/unique/uniqueSubject.js';
import type { AttributeMap, AttributeValue } from '../model/attributeValue.js';

/** One line for a problem: what it is and, where a repair leaves it, the way out. */
export function findingLine(subject: UniqueSubject, finding: UniqueFinding): string {
  const { entity, field } = subject;
  const item = (key: AttributeMap) => `${entity.name} ${keyText(key)}`;
  switch (finding.kind) {
    case 'UNMARKED':
      return `${item(finding.key)} has ${valueText(finding.value)} without a marker${mended(finding, 'written')}.`;
    case 'EXPIRY_DIFFERS':
      return `${item(finding.key)} has ${valueText(finding.value)}, whose marker expires at another time${mended(finding, 'corrected')}.`;
    case 'UNMARKABLE':
      return `${item(finding.key)} has a value of ${field.name} that is too long to be unique: update or delete it.`;
    case 'HELD_BY_SEVERAL': {
      const items = finding.keys.map(item).join(', ');
      return `${valueText(finding.value)} is the ${field.name} of ${finding.keys.length} items: ${items}. Give all but one of them another value, or delete them, then repair.`;
    }
    case 'ORPHAN': {
      const why = finding.key === undefined ? 'names no item' : `names ${item(finding.key)}, which does not have it`;
      return `The marker of ${markedText(subject, finding.marker)} ${why}${mended(finding, 'deleted')}.`;
    }
  }
}

export function summaryLine({ entity, field }: UniqueSubject, counts: UniqueCounts): string {
  const { problems } = counts;
  const all = `${entity.name}.${field.name}: ${progressText(counts)}`;
  if (problems === 0) return `${all}; all is well.`;
  return `${all}; ${count(problems, 'problem')}, ${counts.mended} mended.`;
}

export function progressText({ items, markers }: UniqueCounts): string {
  return `${count(items, 'item')} with a value and ${count(markers, 'marker')} read`;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

function mended({ mended: isMended }: UniqueFinding, how: string): string {
  return isMended ? `: ${how}` : '';
}

/** As it is stored: `{"PK":"CUSTOMER#1","SK":"PROFILE"}`. */
function keyText(key: AttributeMap): string {
  return JSON.stringify(
    Object.fromEntries(Object.entries(key).map(([name, value]) => [name, Object.values(value)[0]])),
  );
}

function valueText(value: AttributeValue): string {
  return 'N' in value ? value.N : JSON.stringify(Object.values(value)[0]);
}

/** Binary values are in base64 there, numbers without needless zeros. */
function markedText({ entity, field, ownTable }: UniqueSubject, marker: AttributeMap): string {
  const key = marker[ownTable.partition.name];
  return JSON.stringify(key !== undefined && 'S' in key ? key.S.slice(markerKeyPrefix(entity, field).length) : '');
}
