// Puts the platform packages into package-lock.json that a registry could not resolve.
//
// `npm install` leaves an optional package out of the lock file when it cannot
// be had where the command ran, and `npm ci` of npm 11 then refuses the file
// elsewhere ("Missing ... from lock file"). Name and exact version are known
// from the package that wants it, platform and processor from the name.
//
//   node scripts/completeLockfile.mjs           completes the file
//   node scripts/completeLockfile.mjs --check   exits with 1 when it is incomplete or names a registry
import { readFileSync, writeFileSync } from 'node:fs';

const OS = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'];
const CPU = ['arm64', 'arm', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'x64'];
const LIBC = { gnu: 'glibc', musl: 'musl' };
const LOCK_FILE = new URL('../package-lock.json', import.meta.url);

const check = process.argv.includes('--check');
const text = readFileSync(LOCK_FILE, 'utf8');
const lock = JSON.parse(text);
const missing = missingPackages(lock.packages);

if (check) {
  const resolved = Object.entries(lock.packages).filter(([, entry]) => /^https?:/.test(entry.resolved ?? ''));
  for (const { name, version } of missing) console.error(`package-lock.json lacks ${name}@${version}.`);
  for (const [path] of resolved) console.error(`package-lock.json names a registry in "resolved" of ${path}.`);
  if (missing.length + resolved.length > 0) {
    console.error('Run: node scripts/completeLockfile.mjs (.npmrc keeps registries out of what npm install writes).');
    process.exitCode = 1;
  }
} else {
  for (const entry of Object.values(lock.packages)) {
    if (/^https?:/.test(entry.resolved ?? '')) delete entry.resolved;
  }
  for (const { name, version, dev } of missing) {
    const { os, cpu, libc } = platformOf(name);
    const license = name.startsWith('@dynoxide/') ? '(MIT OR Apache-2.0)' : undefined;
    // In the order that npm writes, so that its next run changes nothing.
    lock.packages[`node_modules/${name}`] = { version, cpu, dev, libc, license, optional: true, os };
  }
  const [root, ...rest] = Object.entries(lock.packages);
  rest.sort(([a], [b]) => a.localeCompare(b, 'en'));
  const completed = JSON.stringify({ ...lock, packages: Object.fromEntries([root, ...rest]) }, null, 2) + '\n';
  if (completed !== text) writeFileSync(LOCK_FILE, completed);
  console.log(`package-lock.json: ${missing.length} platform packages added.`);
}

/** Optional packages for one platform that some package wants at an exact version and the lock file does not hold. */
function missingPackages(packages) {
  const found = new Map();
  for (const [path, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const present = packages[`node_modules/${name}`] ?? packages[`${path}/node_modules/${name}`];
      if (present || !/^\d+\.\d+\.\d+$/.test(version) || !platformOf(name).os) continue;
      found.set(name, { name, version, dev: entry.dev });
    }
  }
  return [...found.values()];
}

/** `@swc/core-linux-arm64-musl` -> `{ os: ['linux'], cpu: ['arm64'], libc: ['musl'] }`. */
function platformOf(name) {
  const words = name.split(/[-/]/);
  const os = OS.find((candidate) => words.includes(candidate));
  const cpu = CPU.find((candidate) => words.includes(candidate));
  const libc = os === 'linux' && LIBC[words.at(-1)];
  return { ...(os && { os: [os] }), ...(cpu && { cpu: [cpu] }), ...(libc && { libc: [libc] }) };
}
