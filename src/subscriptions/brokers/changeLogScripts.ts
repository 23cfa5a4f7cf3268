/** The two keys of a table's changes in Redis, in one slot of a cluster. */
export interface ChangeLogKeys {
  /** A Redis Stream, the log: one entry for each batch. */
  readonly log: string;
  /**
   * A hash. By shard id how far the shard is read, when that was last said, and its parent; and of the log `#last`, the
   * id of its newest entry, `#offset`, the bytes of all that were ever put into it, `#begin`, those before its oldest
   * entry or fewer, `#stream`, the ARN of the stream that the positions are of, and `#lambda`, the shard that the
   * Lambda handler's records are numbered in.
   */
  readonly state: string;
  /** A sorted set of the event ids that the Lambda handler has published, by time. */
  readonly seen: string;
}

export function changeLogKeys(tablePrefix: string, table: string): ChangeLogKeys {
  const keyOf = (what: string) => `sortkey:${tablePrefix}:${what}:{${table}}`;
  return { log: keyOf('changes'), state: keyOf('positions'), seen: keyOf('seen') };
}

/** How much a log holds: whichever is reached first. */
export interface ChangeLogBounds {
  readonly maxEntries: number;
  readonly maxAgeMs: number;
  /** Of the entries' text: ten thousand batches of a burst would else be gigabytes. */
  readonly maxBytes: number;
}

/** Of a table. Who needs what is older reads it from the table's stream. */
export const MAX_LOG_BYTES = 64 * 1024 * 1024;

/** A shard that nobody has spoken of for so long is gone from the stream, which keeps 24 hours. */
const FORGET_SHARD_MS = 48 * 60 * 60 * 1_000;

/**
 * KEYS: log, state. An entry knows where it begins and ends among the bytes of all entries, so a reader sees that one
 * was trimmed before it came, or that the log was lost.
 */
const APPEND = `
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)

local function digits(number) return string.format('%.0f', number) end

-- The entry first: what fails after it is only said less exactly.
local function append(shard, after, through, text, maxEntries, maxAgeMs, maxBytes)
  local from = tonumber(redis.call('HGET', KEYS[2], '#offset') or '0')
  local to = from + #text
  local id = redis.call('XADD', KEYS[1], 'MAXLEN', '~', maxEntries, '*',
    'from', digits(from), 'to', digits(to), 'shard', shard, 'after', after, 'through', through, 'batch', text)
  redis.call('HSET', KEYS[2], '#offset', digits(to), '#last', id)
  redis.call('XTRIM', KEYS[1], 'MINID', '~', digits(now - maxAgeMs))
  -- To look at the oldest entry is to copy it: some more are dropped, so that it is seldom done.
  if to - tonumber(redis.call('HGET', KEYS[2], '#begin') or '0') <= tonumber(maxBytes) then return end
  while true do
    local first = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', 1)[1]
    local begin = tonumber(first[2][2])
    if first[1] == id or begin and to - begin <= maxBytes * 0.9 then
      redis.call('HSET', KEYS[2], '#begin', digits(begin or from))
      return
    end
    redis.call('XDEL', KEYS[1], first[1])
  end
end

local function setPosition(shard, position, parent)
  redis.call('HSET', KEYS[2], shard, position .. ' ' .. digits(now) .. ' ' .. parent)
end

local function positionOf(shard)
  local value = redis.call('HGET', KEYS[2], shard)
  return value and value:match('^%S+')
end

local function forget(isGone)
  local fields = redis.call('HGETALL', KEYS[2])
  for i = 1, #fields, 2 do
    if fields[i]:sub(1, 1) ~= '#' and isGone(fields[i], fields[i + 1]) then redis.call('HDEL', KEYS[2], fields[i]) end
  end
end

local function forgetOld()
  forget(function(shard, value)
    return shard ~= redis.call('HGET', KEYS[2], '#lambda')
      and tonumber(value:match('^%S+ (%d+)') or '0') < now - ${FORGET_SHARD_MS}
  end)
end

-- A table made anew, or its stream switched off and on: shards of another stream may have the same names.
local function ofStream(arn)
  if redis.call('HGET', KEYS[2], '#stream') == arn then return end
  forget(function() return true end)
  redis.call('HSET', KEYS[2], '#stream', arn)
end
`;

/**
 * Puts a batch into the log, unless the log had all of it before. What the log has lost since then its readers find out
 * by the position.
 *
 * ARGV: stream's ARN, shard, parent or `-`, after, through, text, max entries, max age, max bytes.
 */
export const PUBLISH_BATCH = `${APPEND}
local arn, shard, parent, after, through = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]

local function rankOf(position)
  if position == 'END' then return 2 end
  return (position == 'START' or position:sub(1, 1) == '@') and 0 or 1
end

-- As comparePositions: of up to 40 digits, which no number of Lua holds.
local function isBehind(position, other)
  local rank, otherRank = rankOf(position), rankOf(other)
  if rank ~= otherRank or rank ~= 1 then return rank < otherRank end
  local left, right = position:gsub('^0+', ''), other:gsub('^0+', '')
  if #left ~= #right then return #left < #right end
  return left < right
end

ofStream(arn)
local known = positionOf(shard)
if known and not isBehind(known, through) then
  setPosition(shard, known, parent)
  return 0
end
append(shard, after, through, ARGV[6], ARGV[7], ARGV[8], ARGV[9])
setPosition(shard, through, parent)
if not known then forgetOld() end
return 1
`;

/** The shard of the Lambda handler's records: an id of its own tells that the Redis has forgotten the numbers before. */
const LAMBDA_SHARD = `
local function lambdaShard(epoch)
  redis.call('HSETNX', KEYS[2], '#lambda', 'lambda-' .. epoch)
  return redis.call('HGET', KEYS[2], '#lambda')
end
`;

/**
 * Puts records into the log that were not there before, numbered without a hole.
 *
 * KEYS: log, state, seen. ARGV: stream's ARN, epoch, head of the text, max entries, max age, max bytes, how long and
 * how many event ids are remembered; then each record's event id and text.
 */
export const PUBLISH_LAMBDA_RECORDS = `${APPEND}${LAMBDA_SHARD}
local ids, texts = {}, {}
for i = 9, #ARGV, 2 do
  -- One id twice in one call is one record, too.
  if not redis.call('ZSCORE', KEYS[3], ARGV[i]) and not ids[ARGV[i]] then
    ids[ARGV[i]] = true
    texts[#texts + 1] = ARGV[i + 1]
  end
end
if #texts == 0 then return 0 end
ofStream(ARGV[1])
local shard = lambdaShard(ARGV[2])
local after = tonumber(positionOf(shard) or '0')
local through = digits(after + #texts)
append(shard, digits(after), through, ARGV[3] .. table.concat(texts, ',') .. ']]', ARGV[4], ARGV[5], ARGV[6])
setPosition(shard, through, '-')
-- After the entry: an id that is remembered without it would be a record lost.
for id in pairs(ids) do redis.call('ZADD', KEYS[3], digits(now), id) end
redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', digits(now - ARGV[7]))
redis.call('ZREMRANGEBYRANK', KEYS[3], 0, -1 - ARGV[8])
return #texts
`;

/** Where Lambda reads the stream, so that there is a place to listen from before its first record. KEYS: log, state. ARGV: epoch. */
export const BEGIN_LAMBDA_SHARD = `${APPEND}${LAMBDA_SHARD}
local shard = lambdaShard(ARGV[1])
if not positionOf(shard) then setPosition(shard, '0', '-') end
forgetOld()
return shard
`;
