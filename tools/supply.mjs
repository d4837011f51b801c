// @ts-check
/**
 * `node tools/supply.mjs`: holds the packages to exact versions, hashes and licences; part of `npm run check`.
 * `npm run sbom`: the bill of materials of what ships, as CycloneDX, into `out/sbom.cdx.json`.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { argv } from 'node:process';
import { command, Failure } from './lib/failure.mjs';
import { root } from './lib/places.mjs';
import { run } from './lib/process.mjs';
import {
  complaints,
  KNOWN,
  packagesOfSources,
  readLock,
  readManifest,
  shippedFolders,
} from './lib/supply.mjs';

/** @typedef {{ name: string, version: string, [key: string]: unknown }} Component */

const NPM_LIMIT_MS = 60_000;

await command(async () => {
  const lock = readLock();
  const shipped = shippedFolders(lock, packagesOfSources());
  if (argv.includes('--sbom')) {
    console.log(`Bill of materials: ${await writeSbom(lock, shipped)}`);
    return 0;
  }
  const found = complaints(readManifest(), lock, shipped);
  for (const line of found) console.log(line);
  return found.length > 0 ? 1 : 0;
});

/**
 * @param {import('./lib/supply.mjs').Lock} lock
 * @param {ReadonlySet<string>} shipped
 */
async function writeSbom(lock, shipped) {
  const { code, stdout, stderr } = await run(
    'npm',
    ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'],
    { stdout: 'keep', stderr: 'keep', timeoutMs: NPM_LIMIT_MS },
  );
  if (code !== 0) throw new Failure(`npm could not list the packages: ${stderr}`);
  /** @type {{ components: Component[], dependencies: { ref: string }[] }} */
  const all = JSON.parse(stdout);
  const names = new Set(
    [...shipped].map((folder) => {
      const name = folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);
      return `${name}@${lock[folder]?.version}`;
    }),
  );
  /** @type {Component[]} */
  const components = all.components
    .filter(({ name, version }) => names.has(`${name}@${version}`))
    // To npm, what is bundled into the window is for development.
    .map((component) => ({
      ...component,
      scope: 'required',
      properties: undefined,
      ...(KNOWN.has(component.name) && licensed(KNOWN.get(component.name) ?? '')),
    }));
  const refs = new Set(components.map((component) => component['bom-ref']));
  const dependencies = all.dependencies.filter(({ ref }) => refs.has(ref));
  const file = join(root, 'out', 'sbom.cdx.json');
  await mkdir(dirname(file), { recursive: true });
  const document = { ...all, components: [...runtime(), ...components], dependencies };
  await writeFile(file, `${JSON.stringify(document, null, 2)}\n`);
  return `${document.components.length} components in out/sbom.cdx.json`;
}

/** @param {string} id */
function licensed(id) {
  return { licenses: [{ license: { id } }] };
}

/** What ships and is no package of npm's. @returns {Component[]} */
function runtime() {
  const { electron = '' } = readManifest().devDependencies ?? {};
  return [
    {
      ...{ 'bom-ref': 'electron', type: 'framework', name: 'electron', version: electron },
      ...{ purl: `pkg:npm/electron@${electron}`, scope: 'required', ...licensed('MIT') },
    },
    {
      ...{ 'bom-ref': 'libtensorflow', type: 'library', name: 'libtensorflow', version: '2.15.1' },
      ...{ scope: 'required', ...licensed('Apache-2.0') },
    },
    {
      ...{ 'bom-ref': 'fashion-mnist', type: 'data', name: 'fashion-mnist', version: '1' },
      ...{ scope: 'required', ...licensed('MIT') },
    },
  ];
}
