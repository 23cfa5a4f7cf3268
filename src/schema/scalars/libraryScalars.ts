import type { GraphQLScalarType } from 'graphql';
import { bytesScalar } from './bytesScalar.js';
import { dateScalar, dateTimeScalar, durationScalar, localDateTimeScalar } from './dateScalars.js';
import { jsonScalar } from './jsonScalar.js';
import { bigIntScalar, decimalScalar } from './numberScalars.js';

/** The scalars that every schema may use without declaring them. */
export const libraryScalars: readonly GraphQLScalarType[] = [
  dateTimeScalar,
  localDateTimeScalar,
  dateScalar,
  jsonScalar,
  bytesScalar,
  bigIntScalar,
  decimalScalar,
  durationScalar,
];
