import { refused } from '../../support/refused.js';
import type { Scenario } from '../../support/scenario.js';
import { films } from '../fixtures/films.js';

/** Ids that are none, refused before anything is read. */
export const badGlobalIds: readonly Scenario[] = [
  refused(
    films,
    'an id that is no base64url of an array is refused',
    `{ node(id: "Film:f1") { id } }`,
    '"Film:f1" is no id of this API. Pass the "id" of an item from an earlier answer, unchanged.',
  ),
  refused(
    films,
    'an id of a type that is no Node is refused',
    `{ node(id: "WyJUaWNrZXQiLCJ0MSJd") { id } }`,
    '"WyJUaWNrZXQiLCJ0MSJd" is no id of this API. Pass the "id" of an item from an earlier answer, unchanged.',
  ),
  refused(
    films,
    'an id of a type that there is not is refused',
    `{ node(id: "WyJDb21ldCIsImMxIl0") { id } }`,
    '"WyJDb21ldCIsImMxIl0" is no id of this API. Pass the "id" of an item from an earlier answer, unchanged.',
  ),
  refused(
    films,
    'an id with too few key values is refused',
    `{ node(id: "WyJTY2VuZSIsImYxIl0") { id } }`,
    '"WyJTY2VuZSIsImYxIl0" is no id of this API. Pass the "id" of an item from an earlier answer, unchanged.',
  ),
  refused(
    films,
    'an id with a value that is no value of the key is refused',
    `{ node(id: "WyJTY2VuZSIsImYxIiwiZmlyc3QiXQ") { id } }`,
    '"WyJTY2VuZSIsImYxIiwiZmlyc3QiXQ" is no id of this API. Pass the "id" of an item from an earlier answer, unchanged.',
  ),
  refused(
    films,
    'an id with an empty key value is refused',
    `{ node(id: "WyJGaWxtIiwiIl0") { id } }`,
    '"WyJGaWxtIiwiIl0" is no id of this API. Pass the "id" of an item from an earlier answer, unchanged.',
  ),
  refused(
    films,
    'one bad id among nodes is refused before anything is read',
    `{ nodes(ids: ["WyJGaWxtIiwiZjEiXQ", "f2"]) { id } }`,
    '"f2" is no id of this API. Pass the "id" of an item from an earlier answer, unchanged.',
  ),
];
