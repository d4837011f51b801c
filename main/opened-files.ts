/** Files that the system asks the app to open: on macOS by an event, elsewhere by a second launch. */
import { app } from 'electron';
import * as v from 'valibot';

const early: string[] = [];
let open = (file: string): void => {
  early.push(file);
};

/** Listens before the app is ready, as macOS asks. */
export function collectOpenedFiles(): void {
  app.on('open-file', (event, path) => {
    event.preventDefault();
    open(path);
  });
}

/** From now on, and for those that came before, `listener` opens the files. */
export function followOpenedFiles(listener: (file: string) => void): void {
  open = listener;
  early.splice(0).forEach(listener);
}

const dataSchema = v.object({
  files: v.pipe(v.array(v.pipe(v.string(), v.maxLength(4096))), v.maxLength(20)),
});

/** What a second launch was to open, as it says in its `additionalData`. */
export function filesOf(data: unknown): readonly string[] {
  const parsed = v.safeParse(dataSchema, data);
  return parsed.success ? parsed.output.files : [];
}
