import type { Rule } from '../drafts.js';
import { argumentNames } from './argumentNames.js';
import { attributeNames } from './attributeNames.js';
import { attributeTypes } from './attributeTypes.js';
import { authFields } from './authFields.js';
import { authOperations } from './authOperations.js';
import { authPlacement } from './authPlacement.js';
import { authRules } from './authRules.js';
import { authSubjects } from './authSubjects.js';
import { authTenants } from './authTenants.js';
import { computedFields } from './computedFields.js';
import { costHints } from './costHints.js';
import { creatableFields } from './creatableFields.js';
import { defaultValues } from './defaultValues.js';
import { entityNames } from './entityNames.js';
import { expiryFields } from './expiryFields.js';
import { generatedFields } from './generatedFields.js';
import { generatedTypeNames } from './generatedTypeNames.js';
import { hiddenFields } from './hiddenFields.js';
import { indexLimits } from './indexLimits.js';
import { indexNames } from './indexNames.js';
import { interfaceRelations } from './interfaceRelations.js';
import { keyAttributes } from './keyAttributes.js';
import { lifetimes } from './lifetimes.js';
import { localIndexes } from './localIndexes.js';
import { misplacedDirectives } from './misplacedDirectives.js';
import { nodeInterface } from './nodeInterface.js';
import { notServed } from './notServed.js';
import { projections } from './projections.js';
import { recoverableFields } from './recoverableFields.js';
import { rootFields } from './rootFields.js';
import { sharedIndexes } from './sharedIndexes.js';
import { sharedTables } from './sharedTables.js';
import { tableNames } from './tableNames.js';
import { toldApart } from './toldApart.js';
import { typeMarkers } from './typeMarkers.js';
import { uniqueFields } from './uniqueFields.js';
import { versionFields } from './versionFields.js';

/** Every rule for a whole schema. None depends on another's outcome; problems are sorted by their place. */
export const RULES: readonly Rule[] = [
  notServed,
  misplacedDirectives,
  tableNames,
  attributeNames,
  keyAttributes,
  attributeTypes,
  sharedTables,
  toldApart,
  typeMarkers,
  indexNames,
  sharedIndexes,
  localIndexes,
  indexLimits,
  projections,
  recoverableFields,
  computedFields,
  generatedFields,
  defaultValues,
  versionFields,
  expiryFields,
  lifetimes,
  uniqueFields,
  creatableFields,
  costHints,
  authPlacement,
  authRules,
  authSubjects,
  authOperations,
  authFields,
  authTenants,
  hiddenFields,
  interfaceRelations,
  rootFields,
  nodeInterface,
  argumentNames,
  entityNames,
  generatedTypeNames,
];
