/**
 * `sortkey/codegen`, for codegen.yml: one name for the schema's `loader`, the `preset`, and the plugin that the
 * preset uses. graphql-codegen takes a loader by its default export.
 */
export { loadServedSchema, loadServedSchema as default } from './servedSchema.js';
export { plugin, type ItemsPluginConfig } from './plugin.js';
export { preset, type PresetConfig } from './preset.js';
