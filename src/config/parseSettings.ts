import { closestName } from './closestName.js';
import { ConfigError } from './configError.js';
import { DEFAULT_SETTINGS, type GatewaySettings } from './gatewaySettings.js';
import { isLoopbackUrl } from './isLoopbackUrl.js';
import { SETTING_NAMES, SETTINGS } from './settingTable.js';
import { checkSetting, parseSettingText } from './settingValue.js';
import { tokenProblems } from './tokenProblems.js';

/** Of cursors where only this machine can reach DynamoDB: constant, so that a cursor survives a restart. */
export const DEVELOPMENT_CURSOR_SECRET = 'sortkey development cursor secret, for this machine only';

/**
 * The settings of `createGateway(options)`, checked, with defaults filled in.
 *
 * @param options  Fields of {@link GatewaySettings}; undefined is the default.
 * @throws {ConfigError} with every unknown field and every value that cannot be used.
 */
export function parseSettings(options: Readonly<Record<string, unknown>>): GatewaySettings {
  const problems: string[] = [];
  const given: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(options)) {
    if (!isSettingName(name)) {
      problems.push(`createGateway has no option "${name}".${didYouMean(name, SETTING_NAMES)}`);
    } else if (value !== undefined) {
      const checked = checkSetting(SETTINGS[name].kind, value, `option ${name}`);
      if ('problem' in checked) problems.push(checked.problem);
      else given[name] = checked.value;
    }
  }
  return finish(given, problems, (name) => `option ${name}`);
}

/**
 * The settings of a command: its flags, then the environment, then the defaults.
 *
 * @param flags  Text by setting name; true for a boolean flag. The command line's parser has refused unknown flags.
 * @param environment  Variables of other programs are passed over, save those that look like a slip of ours:
 *   an unknown `SORTKEY_...`, or a name one or two letters from one of ours.
 * @throws {ConfigError} naming flag or variable, the value, and what to write instead.
 */
export function parseCommandSettings(
  flags: Readonly<Partial<Record<keyof GatewaySettings, string | true>>>,
  environment: Readonly<Record<string, string | undefined>>,
): GatewaySettings {
  const problems = misspelledVariables(environment);
  const given: Record<string, unknown> = {};
  for (const name of SETTING_NAMES) {
    const { kind, flag, variable } = SETTINGS[name];
    const text = flags[name] ?? textOf(name, environment[variable]);
    if (text === undefined) continue;
    const where = flags[name] === undefined ? variable : flag;
    const parsed = text === true ? { value: true } : parseSettingText(kind, text, where);
    if ('problem' in parsed) problems.push(parsed.problem);
    else given[name] = parsed.value;
  }
  return finish(given, problems, (name) => `${SETTINGS[name].flag} (or ${SETTINGS[name].variable})`);
}

/** A variable that is set but empty counts as not set; NODE_ENV means production by one value only. */
function textOf(name: keyof GatewaySettings, text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined;
  return name === 'production' ? String(text === 'production') : text;
}

function misspelledVariables(environment: Readonly<Record<string, string | undefined>>): string[] {
  const known = SETTING_NAMES.map((name) => SETTINGS[name].variable);
  return Object.keys(environment).flatMap((variable) => {
    if (known.includes(variable) || variable.startsWith('SORTKEY_TEST_')) return [];
    // Short names (PORT, HOST) have too many neighbours of other programs.
    const meant = variable.length > 9 ? closestName(variable, known) : undefined;
    if (meant === undefined && !variable.startsWith('SORTKEY_')) return [];
    const hint =
      meant === undefined ? 'Remove it; `sortkey serve --help` lists the variables.' : `Did you mean ${meant}?`;
    return [`The environment variable ${variable} means nothing to sortkey. ${hint}`];
  });
}

function finish(
  given: Readonly<Record<string, unknown>>,
  problems: readonly string[],
  nameOf: (name: keyof GatewaySettings) => string,
): GatewaySettings {
  const settings: GatewaySettings = { ...DEFAULT_SETTINGS, ...given };
  const all = problems.length > 0 ? problems : contradictions(settings, nameOf);
  if (all.length > 0) throw new ConfigError(all);
  return settings.cursorSecrets.length === 0 ? { ...settings, cursorSecrets: [DEVELOPMENT_CURSOR_SECRET] } : settings;
}

/** What only shows when the settings are looked at together. */
function contradictions(settings: GatewaySettings, nameOf: (name: keyof GatewaySettings) => string): string[] {
  const { endpoint, region } = settings;
  const embedded = endpoint === undefined && region === undefined;
  const onThisMachine = embedded || (endpoint !== undefined && isLoopbackUrl(endpoint));
  const problems: string[] = [];
  if (!onThisMachine && settings.cursorSecrets.length === 0) {
    problems.push(
      `${nameOf('cursorSecrets')} is needed outside of development: cursors are encrypted with it. ` +
        'Give every process the same key of at least 32 random characters, for instance from `openssl rand -hex 32`.',
    );
  }
  if (!onThisMachine && region === undefined) {
    problems.push(
      `${nameOf('region')} is needed with the endpoint ${endpoint ?? ''}: requests are signed for a region.`,
    );
  }
  if (settings.inMemory && !embedded) {
    problems.push(
      `${nameOf('inMemory')} is for the embedded engine: leave it out, or leave out the endpoint and the region.`,
    );
  }
  if (settings.pageSizeDefault > settings.pageSizeMax) {
    problems.push(
      `${nameOf('pageSizeDefault')} is ${settings.pageSizeDefault}, more than ${nameOf('pageSizeMax')}, ` +
        `which is ${settings.pageSizeMax}: lower the one or raise the other.`,
    );
  }
  if (settings.safelist && settings.persistedOperationsFile === undefined) {
    problems.push(
      `${nameOf('safelist')} needs ${nameOf('persistedOperationsFile')}: the operations that may run are listed there.`,
    );
  }
  if (settings.streamReader === 'lambda' && settings.redisUrl === undefined) {
    problems.push(
      `${nameOf('streamReader')} is lambda, which needs ${nameOf('redisUrl')}: what the function reads, it publishes there.`,
    );
  }
  return [...problems, ...tokenProblems(settings, nameOf)];
}

function isSettingName(name: string): name is keyof GatewaySettings {
  return Object.hasOwn(SETTINGS, name);
}

function didYouMean(name: string, known: readonly string[]): string {
  const meant = closestName(name, known);
  return meant === undefined ? ` It has ${known.join(', ')}.` : ` Did you mean "${meant}"?`;
}
