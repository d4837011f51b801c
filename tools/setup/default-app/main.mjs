// @ts-check
/**
 * What a bare Electron runtime runs: it opens the app whose folder is on the command line (`electron [switches] <folder>`).
 *
 * It is packed into the development runtime, which comes without one, and does what the official `default_app` does.
 * It has to be an ES module that ends with an awaited `import()`: Electron holds back its `ready` event only for such a
 * module, and an app must register its schemes and enable its sandbox before `ready`.
 */
import { existsSync, readFileSync } from 'node:fs';
import Module from 'node:module';
import { extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

/**
 * Splits Electron's arguments into the modules to load first (`-r`, used by test drivers) and the app's folder.
 * @param {readonly string[]} args
 */
function readArguments(args) {
  /** @type {string[]} */
  const preload = [];
  for (let i = 0; i < args.length; i += 1) {
    const argument = args[i] ?? '';
    if (argument === '-r' || argument === '--require') {
      i += 1;
      preload.push(args[i] ?? '');
    } else if (!argument.startsWith('-')) {
      return { preload, target: resolve(argument) };
    }
  }
  return { preload, target: undefined };
}

/**
 * @param {string} target a folder with a package.json, or a script
 * @returns {string} the file to run
 */
function adopt(target) {
  const manifest = join(target, 'package.json');
  if (!existsSync(manifest)) return target;
  /** @type {{ name?: string, productName?: string, version?: string, main?: string }} */
  const { name, productName, version, main } = JSON.parse(readFileSync(manifest, 'utf8'));
  const title = productName ?? name;
  if (title !== undefined) app.setName(title);
  // setVersion is Electron's own, undocumented way; without it the app reports the runtime's version as its own.
  const versioned = /** @type {typeof app & { setVersion?: (version: string) => void }} */ (app);
  if (version !== undefined) versioned.setVersion?.(version);
  const paths = /** @type {typeof app & { setAppPath?: (path: string) => void }} */ (app);
  paths.setAppPath?.(target);
  return join(target, main ?? 'index.js');
}

const { preload, target } = readArguments(process.argv.slice(1));
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });

if (target === undefined) {
  console.error(
    'electron: no app named. Give the folder that holds its package.json: electron [switches] <folder>',
  );
  app.exit(2);
} else {
  for (const module of preload) Module.createRequire(join(target, 'package.json'))(resolve(module));
  const file = adopt(target);
  const script = extname(file) === '' ? join(file, 'index.js') : file;
  try {
    await import(pathToFileURL(script).href);
  } catch (error) {
    // Electron would show this in a dialog, which nobody sees where there is no screen.
    console.error(`electron: ${script} could not be started.`);
    console.error(error);
    app.exit(1);
  }
}
