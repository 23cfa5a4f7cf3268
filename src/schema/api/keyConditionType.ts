import { keyConditionName } from '../../model/apiNames.js';
import type { KeyOperator } from '../../model/listArguments.js';
import type { ValueType } from '../../model/valueType.js';
import { ensureType, type ApiTypes } from './apiTypes.js';
import { inputType, inputValue } from './definitions.js';
import { scalarName } from './scalarName.js';

const OPERATORS: Readonly<Record<KeyOperator, string>> = {
  eq: 'Equal to.',
  lt: 'Less than.',
  le: 'Less than or equal to.',
  gt: 'Greater than.',
  ge: 'Greater than or equal to.',
  between: 'Two values: at least the first and at most the second.',
  beginsWith: 'Starts with.',
};

/** `FloatKeyCondition`: what a sort field can be asked for. */
export function keyConditionType(api: ApiTypes, type: ValueType, operators: readonly KeyOperator[]): string {
  const scalar = scalarName(type);
  const operandOf = (operator: KeyOperator): string => {
    if (operator === 'between') return `[${scalar}!]`;
    return operator === 'beginsWith' && scalar !== 'Bytes' ? 'String' : scalar;
  };
  return ensureType(api, keyConditionName(scalar, operators), () =>
    inputType(
      keyConditionName(scalar, operators),
      operators.includes('between')
        ? `A range of a sort key of type ${scalar}: one operator, or one lower and one upper bound.`
        : `What a part of a sort key of type ${scalar} can be asked for: one operator.`,
      operators.map((operator) => inputValue(operator, operandOf(operator), OPERATORS[operator])),
    ),
  );
}
