/** What the app was started for. `--help`, `--version` and mistakes are answered here, before anything else begins. */
import { m } from '#messages';
import { app } from 'electron';
import { ownArguments, parseCommandLine, type Command, type CommandLine } from './cli';
import { describeProblem, helpText } from './cli-words';
import { speak, systemLanguage } from '../locale';
import { standardOutput } from './output';
import { hasScreenFor } from './screen';

/** Commands that need the app itself. */
export type AppCommand = Exclude<Command, { kind: 'help' | 'version' }>;

export type Invocation = CommandLine & { readonly command: AppCommand };

const EXIT_MISUSE = 2;

/** The invocation, or null where the app has ended already. */
export async function readInvocation(): Promise<Invocation | null> {
  const own = ownArguments(process.argv, { packaged: app.isPackaged, path: app.getAppPath() });
  const parsed = parseCommandLine(own, process.cwd());
  const { language } = parsed.ok ? parsed.commandLine : parsed;
  speak(language ?? systemLanguage(app.getPreferredSystemLanguages()));
  if (!parsed.ok) {
    await standardOutput.complain(describeProblem(parsed.problem));
    app.exit(EXIT_MISUSE);
    return null;
  }
  const { command, ...rest } = parsed.commandLine;
  if (command.kind === 'help' || command.kind === 'version') {
    await standardOutput.print(command.kind === 'help' ? helpText() : app.getVersion());
    app.exit(0);
    return null;
  }
  const { env, platform } = process;
  const ozonePlatform = app.commandLine.getSwitchValue('ozone-platform');
  if (!hasScreenFor(command, { platform, env, ozonePlatform })) {
    await standardOutput.complain(m.main_cli_no_screen());
    app.exit(1);
    return null;
  }
  return { ...rest, command };
}
