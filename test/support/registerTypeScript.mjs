// Lets plain node run the sources: `node --import ./test/support/registerTypeScript.mjs file.ts`.
// For processes that tests start; inside jest, @swc/jest does the same.
import { register } from 'node:module';

register('./typeScriptHooks.mjs', import.meta.url);
