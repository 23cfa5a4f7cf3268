import { Kind, type ConstDirectiveNode, type ConstObjectValueNode, type ConstValueNode } from 'graphql';

/**
 * Arguments of a directive, and fields of an input object in one, as plain values. GraphQL's own validation has
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

type Holder = ConstDirectiveNode | ConstObjectValueNode;

export function argumentValue(holder: Holder, name: string): ConstValueNode | undefined {
  const given = holder.kind === Kind.DIRECTIVE ? holder.arguments : holder.fields;
  const value = given?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.NULL ? undefined : value;
}

export function readString(holder: Holder, name: string): Written<string> | undefined {
  const node = argumentValue(holder, name);
  return node?.kind === Kind.STRING ? { value: node.value, node } : undefined;
}

export function readBoolean(holder: Holder, name: string): Written<boolean> | undefined {
  const node = argumentValue(holder, name);
  return node?.kind === Kind.BOOLEAN ? { value: node.value, node } : undefined;
}

export function readEnum(holder: Holder, name: string): Written<string> | undefined {
  const node = argumentValue(holder, name);
  return node?.kind === Kind.ENUM ? { value: node.value, node } : undefined;
}

/** One string stands for a list of one. Undefined where the argument is not given. */
export function readStrings(holder: Holder, name: string): readonly Written<string>[] | undefined {
  const node = argumentValue(holder, name);
  if (node === undefined) return undefined;
  return (node.kind === Kind.LIST ? node.values : [node]).flatMap((item) =>
    item.kind === Kind.STRING ? [{ value: item.value, node: item }] : [],
  );
}

export function readEnums(holder: Holder, name: string): readonly Written<string>[] | undefined {
  const node = argumentValue(holder, name);
  if (node === undefined) return undefined;
  return (node.kind === Kind.LIST ? node.values : [node]).flatMap((item) =>
    item.kind === Kind.ENUM ? [{ value: item.value, node: item }] : [],
  );
}
