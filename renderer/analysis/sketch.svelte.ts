import { PICTURE_SIDE } from '#contract/dataset';
import { blankPicture, drawLine, fillFrom, isBlank, type Place } from './drawing';
import { backgroundOf, fitted, inverted, onBlack, type GreyPicture } from './fit-picture';
import { importPicture } from './import-picture';
import type { PictureFault } from './picture-file';

export const tools = ['pen', 'eraser', 'fill'] as const;
export type Tool = (typeof tools)[number];
/** Pixels across. */
export const widths = { thin: 1, medium: 2.5, thick: 4.5 } as const;
export type Width = keyof typeof widths;

/** As many steps as can be taken back. */
const MAX_STEPS = 200;

/** A picture of one's own: drawn, or read from a file. */
export class Sketch {
  tool = $state<Tool>('pen');
  width = $state<Width>('medium');
  /** Show the model the drawing cut, scaled and centred, as the data are. */
  fits = $state(true);
  /** What the last file was refused for. */
  fault = $state.raw<{ readonly file: string; readonly fault: PictureFault } | null>(null);
  /** The file that the drawing came from, until something else is done. */
  source = $state.raw<{ readonly picture: GreyPicture; readonly inverts: boolean } | null>(null);
  #pixels = $state.raw(blankPicture());
  #steps = $state.raw<readonly Uint8Array[]>([]);
  readonly #seen = $derived(
    this.fits ? (fitted(square(this.#pixels)) ?? this.#pixels) : this.#pixels,
  );

  /** The drawing, 28 x 28 bytes. */
  get pixels(): Uint8Array {
    return this.#pixels;
  }
  /** What the model gets to see. */
  get seen(): Uint8Array {
    return this.#seen;
  }
  get blank(): boolean {
    return isBlank(this.#pixels);
  }
  get canUndo(): boolean {
    return this.#steps.length > 0;
  }

  /** Begins a stroke, or fills: one step to be undone, however long the stroke gets. */
  begin(at: Place): void {
    this.#keepStep();
    this.source = null;
    if (this.tool === 'fill') this.#pixels = fillFrom(this.#pixels, at);
    else this.goOn(at, at);
  }

  /** Goes on with the stroke. */
  goOn(from: Place, to: Place): void {
    if (this.tool === 'fill') return;
    const brush = { width: widths[this.width], erases: this.tool === 'eraser' };
    this.#pixels = drawLine(this.#pixels, from, to, brush);
  }

  undo(): void {
    const last = this.#steps.at(-1);
    if (!last) return;
    this.#steps = this.#steps.slice(0, -1);
    this.#pixels = last;
    this.source = null;
  }

  clear(): void {
    this.fault = null;
    this.source = null;
    if (this.blank) return;
    this.#keepStep();
    this.#pixels = blankPicture();
  }

  /** Draws a file's picture. What is refused changes nothing. */
  async open(file: File): Promise<void> {
    const imported = await importPicture(file);
    // The data are light on black: a picture on a light ground is inverted.
    const inverts = imported.ok && backgroundOf(imported.picture) > 127;
    const pixels = imported.ok ? asData(imported.picture, inverts) : null;
    if (!imported.ok || !pixels) {
      const fault = imported.ok ? { kind: 'blank' as const } : imported.fault;
      this.fault = { file: file.name, fault };
      return;
    }
    this.fault = null;
    this.#keepStep();
    this.#pixels = pixels;
    this.source = { picture: imported.picture, inverts };
  }

  /** Turns light and dark of the file's picture round. */
  invert(inverts: boolean): void {
    if (!this.source) return;
    const { picture } = this.source;
    this.source = { picture, inverts };
    this.#pixels = asData(picture, inverts) ?? this.#pixels;
  }

  #keepStep(): void {
    this.#steps = [...this.#steps, this.#pixels].slice(-MAX_STEPS);
  }
}

function square(pixels: Uint8Array): GreyPicture {
  return { width: PICTURE_SIDE, height: PICTURE_SIDE, pixels };
}

function asData(picture: GreyPicture, inverts: boolean): Uint8Array | null {
  return fitted(onBlack(inverts ? inverted(picture) : picture));
}
