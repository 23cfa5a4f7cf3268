import { buildASTSchema, parse, print, printSchema, validateSchema, visit, type GraphQLSchema } from 'graphql';
import type { Model } from '../../../src/model/model.js';
import { buildApi } from '../../../src/schema/api/buildApi.js';

/** The served schema; throws where graphql finds anything wrong with it. */
export function servedSchema(model: Model, sdl: string): GraphQLSchema {
  const schema = buildASTSchema(buildApi(model, parse(sdl)));
  const [problem] = validateSchema(schema);
  if (problem !== undefined) throw problem;
  return schema;
}

/** Its text without descriptions, as graphql's printer writes it. */
export function servedSdl(model: Model, sdl: string): string {
  return withoutDescriptions(printSchema(servedSchema(model, sdl)));
}

export function withoutDescriptions(sdl: string): string {
  return print(
    visit(parse(sdl, { noLocation: true }), { StringValue: (_, key) => (key === 'description' ? null : undefined) }),
  );
}

/** One type of `servedSdl`, its fields one a line, or undefined where it is not served. */
export function servedType(model: Model, sdl: string, name: string): string | undefined {
  const document = parse(servedSdl(model, sdl), { noLocation: true });
  const node = document.definitions.find((one) => 'name' in one && one.name?.value === name);
  return node && print(node);
}

/** `print` of the SDL in a test, so that it can be written with any white space. */
export function sdl(text: string): string {
  return print(parse(text, { noLocation: true }));
}
