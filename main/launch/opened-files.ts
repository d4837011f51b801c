/** Files that the system asks the app to open: on macOS by an event, elsewhere by a second launch. */
import { app } from 'electron';

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
