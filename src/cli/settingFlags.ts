import { type Command, Option } from 'commander';
import { ConfigError } from '../config/configError.js';
import { DEFAULT_SETTINGS, type GatewaySettings } from '../config/gatewaySettings.js';
import { parseCommandSettings } from '../config/parseSettings.js';
import { SETTING_NAMES, SETTINGS } from '../config/settingTable.js';
import { UsageError } from './usageError.js';

type SettingName = keyof GatewaySettings;

/** Gives a command the flags of some settings, described from the table of settings. */
export function addSettingFlags(command: Command, names: readonly SettingName[] = SETTING_NAMES): void {
  for (const name of names) command.addOption(optionOf(name));
}

/**
 * The settings of a command line and of the environment.
 *
 * @param given  Commander's values of the flags, by its names.
 * @throws {UsageError} with one line for each that cannot be used.
 */
export function settingsFrom(given: Readonly<Record<string, unknown>>): GatewaySettings {
  const flags: Partial<Record<SettingName, string | true>> = {};
  for (const name of SETTING_NAMES) {
    const value = given[optionOf(name).attributeName()];
    if (typeof value === 'string' || value === true) flags[name] = value;
  }
  try {
    return parseCommandSettings(flags, process.env);
  } catch (error) {
    throw error instanceof ConfigError ? new UsageError(error.message, { cause: error }) : error;
  }
}

function optionOf(name: SettingName): Option {
  const { kind, flag, variable, help } = SETTINGS[name];
  const value = kind.kind === 'boolean' ? '' : ` <${kind.kind === 'integer' ? 'number' : kind.kind}>`;
  const standard = DEFAULT_SETTINGS[name];
  const shown = typeof standard === 'string' || typeof standard === 'number' ? String(standard) : '';
  return new Option(flag + value, `${help} (${variable}${shown === '' ? '' : `; default ${shown}`})`);
}
