import { Kind, type ConstDirectiveNode, type ConstValueNode } from 'graphql';

/**
 * Arguments of a directive as plain values. GraphQL's own validation has
 * reported values of a wrong type; here they count as not given.
 */

export interface Written<T> {
  readonly value: T;
  /** Where it stands, for problems with it. */
  readonly node: ConstValueNode;
}

export function findDirective(
  directives: readonly ConstDirectiveNode[] | undefined,
  name: string,
): ConstDirectiveNode | undefined {
  return directives?.find((directive) => directive.name.value === name);
}

export function argumentValue(directive: ConstDirectiveNode, name: string): ConstValueNode | undefined {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.NULL ? undefined : value;
}

export function readString(directive: ConstDirectiveNode, name: string): Written<string> | undefined {
  const node = argumentValue(directive, name);
  return node?.kind === Kind.STRING ? { value: node.value, node } : undefined;
}

export function readBoolean(directive: ConstDirectiveNode, name: string): Written<boolean> | undefined {
  const node = argumentValue(directive, name);
  return node?.kind === Kind.BOOLEAN ? { value: node.value, node } : undefined;
}

export function readEnum(directive: ConstDirectiveNode, name: string): Written<string> | undefined {
  const node = argumentValue(directive, name);
  return node?.kind === Kind.ENUM ? { value: node.value, node } : undefined;
}

/** One string stands for a list of one. Undefined where the argument is not given. */
export function readStrings(directive: ConstDirectiveNode, name: string): readonly Written<string>[] | undefined {
  const node = argumentValue(directive, name);
  if (node === undefined) return undefined;
  return (node.kind === Kind.LIST ? node.values : [node]).flatMap((item) =>
    item.kind === Kind.STRING ? [{ value: item.value, node: item }] : [],
  );
}

export function readEnums(directive: ConstDirectiveNode, name: string): readonly Written<string>[] | undefined {
  const node = argumentValue(directive, name);
  if (node === undefined) return undefined;
  return (node.kind === Kind.LIST ? node.values : [node]).flatMap((item) =>
    item.kind === Kind.ENUM ? [{ value: item.value, node: item }] : [],
  );
}
