import { refuseForbiddenRoot } from '../guardFields.js';
import { GraphQLError } from 'graphql';
import { GatewayError } from '../../errors/gatewayError.js';
import { entityOf } from '../../model/model.js';
import { exactly, NONE, product } from './amount.js';
import type { Amount } from './operationPlan.js';
import type { OutlinedField, OutlinedType } from './outlineOperation.js';
import { argumentsOf } from './askedLists.js';
import { pageSize } from '../connection.js';
import { parentsBelow, type Parents } from './parents.js';
import type { Choice, PlannedField } from './plannedField.js';
import { planBelongsToField, planRootKeys, planUniqueField, type KeyedPlan } from './planKeyField.js';
import { planListField } from './planListField.js';
import type { Planning } from './planning.js';
import { planBatchWriteField } from './planBatchWriteField.js';
import { knownOfWrite, notJoint, writesOf } from './planWriteField.js';
import { planWrites } from './planWrites.js';

/** Whether root fields that write are planned by themselves, or are part of one transaction. */
export type Writing = 'EACH' | 'JOINT';

/** Plans a field and what lies beneath it. What would be refused is noted, and nothing lies beneath that. */
export function planField(
  planning: Planning,
  outline: OutlinedField,
  parents: Parents,
  writing: Writing,
): PlannedField {
  const planned: PlannedField = {
    outline,
    times: parents.times,
    calls: [],
    loads: [],
    joins: [],
    items: NONE,
    notes: [],
    refused: undefined,
    below: [],
  };
  try {
    return { ...planned, ...partsOf(planning, outline, parents, writing) };
  } catch (error) {
    if (error instanceof GatewayError || error instanceof GraphQLError) return { ...planned, refused: error };
    throw error;
  }
}

function partsOf(
  planning: Planning,
  outline: OutlinedField,
  parents: Parents,
  writing: Writing,
): Partial<PlannedField> {
  const { kind } = outline;
  switch (kind.kind) {
    case 'byKeys':
      return keyed(planning, outline, planRootKeys(planning, outline, parents));
    case 'unique':
      return keyed(planning, outline, planUniqueField(planning, outline, parents, kind.entity, kind.field));
    case 'relation':
      if (kind.relation.kind === 'belongsTo') {
        return keyed(planning, outline, planBelongsToField(planning, outline, parents, kind.entity, kind.relation));
      }
      return listed(planning, outline, parents);
    case 'list':
    case 'first':
    case 'scan':
    case 'collection':
      return listed(planning, outline, parents);
    case 'write':
    case 'transactWrite':
      return written(planning, outline, parents, writing);
    case 'batchWrite': {
      if (writing === 'JOINT') throw notJoint(outline.definition.name);
      const { calls, notes, count } = planBatchWriteField(planning, outline, kind.entity);
      const results = parentsBelow(parents, exactly(count));
      return { calls, notes, below: below(planning, outline, { ...parents, listed: results }) };
    }
    case 'changes':
      return {
        notes: ["it reads the table's stream; what stands beneath is done for each event"],
        below: below(planning, outline, { ...parents, known: [{}], isEach: false }),
      };
    case 'missedChanges': {
      const args = argumentsOf(planning, outline);
      const { defaultPageSizeItems, maxPageSizeItems } = planning.limits;
      const { count } = pageSize(args, defaultPageSizeItems, maxPageSizeItems);
      if (args['since'] === undefined || args['since'] === null) {
        return { notes: ["without `since` its page is empty: it asks the table's stream where now is"] };
      }
      return {
        notes: ["it reads the table's stream, and nothing of the table"],
        below: below(planning, outline, { ...parents, listed: parentsBelow(parents, exactly(count)) }),
      };
    }
    case 'own': {
      refuseOwnRoot(planning, outline);
      const items = outline.givesList ? exactly(planning.limits.defaultPageSizeItems) : exactly(1);
      return {
        notes: [
          'a resolver of your own: its calls are unknown',
          ...(outline.givesList && outline.below.length > 0
            ? [`its list is taken to hold ${planning.limits.defaultPageSizeItems} items`]
            : []),
        ],
        below: below(planning, outline, parentsBelow(parents, items)),
      };
    }
    case 'plain':
      return {};
  }
}

/** As its guard would, where the field is one of a root type. */
function refuseOwnRoot({ model, principal, facts }: Planning, { typeName, definition }: OutlinedField): void {
  const roots = [facts.schema.getQueryType(), facts.schema.getMutationType(), facts.schema.getSubscriptionType()];
  if (!model.isRestricted || !roots.some((root) => root?.name === typeName)) return;
  const name = `${typeName}.${definition.name}`;
  refuseForbiddenRoot(model.rootRules.get(name) ?? [], name, principal);
}

function keyed(planning: Planning, outline: OutlinedField, plan: KeyedPlan): Partial<PlannedField> {
  const { givesOf } = plan;
  return { ...plan, below: below(planning, outline, plan.gives, givesOf) };
}

function listed(planning: Planning, outline: OutlinedField, parents: Parents): Partial<PlannedField> {
  const plan = planListField(planning, outline, parents);
  // A connection is one object; its lists hold the items. The first item of a list is the item itself.
  const isConnection = outline.below.every(({ typeName }) => !planning.model.entities.has(typeName));
  const gives = isConnection ? { ...parents, listed: plan.gives } : plan.gives;
  return { ...plan, below: below(planning, outline, gives) };
}

function written(
  planning: Planning,
  outline: OutlinedField,
  parents: Parents,
  writing: Writing,
): Partial<PlannedField> {
  const { writes, token } = writesOf(planning, outline, writing === 'JOINT');
  const known = writes.map((write) => knownOfWrite(planning, write));
  const results = parentsBelow(parents, exactly(writes.length), { known, isEach: true });
  const gives = { ...parents, known, isEach: true, listed: results };
  const inside = below(planning, outline, gives);
  if (writing === 'JOINT') return { joins: writes, below: inside };
  const { calls, notes } = planWrites(planning, writes, token);
  return { calls, notes, below: inside };
}

/**
 * @param parents  The objects of the field's answer.
 * @param ofType  The same by type, where it is known how many there are of each.
 */
function below(
  planning: Planning,
  outline: OutlinedField,
  parents: Parents,
  ofType?: ReadonlyMap<string, Parents>,
): readonly Choice[] {
  const { below: types } = outline;
  if (ofType !== undefined) {
    return types.flatMap((type) => {
      const own = ofType.get(type.typeName);
      return own === undefined ? [] : fieldsOf(planning, type, own);
    });
  }
  const [only, ...others] = types;
  if (only === undefined) return [];
  if (others.length === 0) return fieldsOf(planning, only, parents);
  const entities = types.flatMap(({ typeName }) =>
    planning.model.entities.has(typeName) ? [entityOf(planning.model, typeName)] : [],
  );
  const alternatives = types.map((type) => {
    const entity = planning.model.entities.get(type.typeName);
    const share = entity === undefined ? 1 / types.length : planning.sizes.shareOf(entity, entities);
    const times: Amount = product(parents.times, { likely: share, atMost: 1 });
    return fieldsOf(planning, type, { ...parents, times }).flatMap((choice) => choice.alternatives.flat());
  });
  return [{ alternatives }];
}

/** Fields that only show what is there are passed through: what lies beneath them stands in their place. */
function fieldsOf(planning: Planning, { fields }: OutlinedType, parents: Parents): readonly Choice[] {
  return fields.flatMap((field): readonly Choice[] => {
    if (field.kind.kind !== 'plain') return [{ alternatives: [[planField(planning, field, parents, 'EACH')]] }];
    return below(planning, field, field.givesList ? inList(planning, parents) : parents);
  });
}

/** A list that is no relation: of a connection or a result, or one that a resolver of the user's own has made. */
function inList({ limits }: Planning, parents: Parents): Parents {
  return parents.listed ?? parentsBelow(parents, exactly(limits.defaultPageSizeItems));
}
