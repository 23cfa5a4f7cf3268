import { isItemOf } from '../dynamo/keys/entityOfItem.js';
import type { ChangeRecord } from '../model/changeRecord.js';
import type { Entity } from '../model/model.js';
import type { ChangeFollower, ChangeTopic, TopicKey } from './changeTopic.js';

/** Somebody who follows a topic. */
export interface Following {
  readonly topic: ChangeTopic;
  readonly follower: ChangeFollower;
}

/** Finds those whom a change may concern, by the item's type and by its values, without asking the others. */
export interface TopicIndex {
  add(following: Following): void;
  delete(following: Following): void;
  all(): Iterable<Following>;
  readonly size: number;
  /** Each once. What is left to ask: `topic.want`. */
  candidates(record: ChangeRecord): Iterable<Following>;
}

interface OfEntity {
  readonly entity: Entity;
  readonly unkeyed: Set<Following>;
  /** By the fields of their keys. */
  readonly keyed: Map<string, KeyedFollowings>;
}

interface KeyedFollowings {
  readonly valueOf: TopicKey['valueOf'];
  readonly byValue: Map<string, Set<Following>>;
}

export function createTopicIndex(): TopicIndex {
  const all = new Set<Following>();
  const entities = new Map<Entity, OfEntity>();

  function add(following: Following): void {
    const { entity, key } = following.topic;
    all.add(following);
    let ofEntity = entities.get(entity);
    if (ofEntity === undefined) entities.set(entity, (ofEntity = { entity, unkeyed: new Set(), keyed: new Map() }));
    if (key === undefined) {
      ofEntity.unkeyed.add(following);
      return;
    }
    let keyed = ofEntity.keyed.get(key.fields);
    if (keyed === undefined) {
      ofEntity.keyed.set(key.fields, (keyed = { valueOf: key.valueOf, byValue: new Map() }));
    }
    const those = keyed.byValue.get(key.value);
    if (those === undefined) keyed.byValue.set(key.value, new Set([following]));
    else those.add(following);
  }

  function remove(following: Following): void {
    const { entity, key } = following.topic;
    all.delete(following);
    const ofEntity = entities.get(entity);
    if (ofEntity === undefined) return;
    if (key === undefined) ofEntity.unkeyed.delete(following);
    else {
      const keyed = ofEntity.keyed.get(key.fields);
      const those = keyed?.byValue.get(key.value);
      those?.delete(following);
      if (those?.size === 0) keyed?.byValue.delete(key.value);
      if (keyed?.byValue.size === 0) ofEntity.keyed.delete(key.fields);
    }
    if (ofEntity.unkeyed.size === 0 && ofEntity.keyed.size === 0) entities.delete(entity);
  }

  function* candidates({ oldImage, newImage }: ChangeRecord): Iterable<Following> {
    for (const { entity, unkeyed, keyed } of entities.values()) {
      const images = [newImage, oldImage].filter((image) => image !== undefined && isItemOf(entity, image));
      if (images.length === 0) continue;
      yield* unkeyed;
      for (const { valueOf, byValue } of keyed.values()) {
        const values = new Set(images.map((image) => (image === undefined ? undefined : valueOf(image))));
        for (const value of values) if (value !== undefined) yield* byValue.get(value) ?? [];
      }
    }
  }

  return {
    add,
    delete: remove,
    all: () => all,
    get size() {
      return all.size;
    },
    candidates,
  };
}
