// @ts-check
/** `npm run dev [-- options of the app]`: the app with hot reload. */
import { argv } from 'node:process';
import { chromiumSwitches } from './lib/app.mjs';
import { ensureMessages, messagesArguments } from './lib/build.mjs';
import { command } from './lib/failure.mjs';
import { root } from './lib/places.mjs';
import { end, run, scriptOf, start } from './lib/process.mjs';
import { withScreen } from './lib/screen.mjs';
import { electronEnvironment, setup } from './setup/index.mjs';

await command(async () => {
  await setup();
  await ensureMessages();
  // New words show as quickly as new code does.
  const watcher = start(
    process.execPath,
    [scriptOf('@inlang/paraglide-js', 'paraglide-js'), ...messagesArguments, '--watch'],
    { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  try {
    const { code } = await withScreen((screen) =>
      run(
        process.execPath,
        [scriptOf('electron-vite'), 'dev', '--', ...chromiumSwitches(), ...argv.slice(2)],
        { env: { ...screen, ...electronEnvironment() } },
      ),
    );
    return code;
  } finally {
    await end(watcher);
  }
});
