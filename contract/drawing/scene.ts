/**
 * A drawing as data: shapes in pixels from the upper left corner. Main writes it as SVG into reports; the window writes it as SVG
 * and paints it on a canvas. Pure: no page, no system.
 */
export type Shape =
  | {
      readonly kind: 'rect';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly fill?: string;
      readonly stroke?: string;
      readonly strokeWidth?: number;
      readonly radius?: number;
    }
  | {
      readonly kind: 'path';
      readonly points: readonly (readonly [x: number, y: number])[];
      readonly closed?: boolean;
      readonly fill?: string;
      readonly stroke?: string;
      readonly strokeWidth?: number;
      readonly dash?: readonly number[];
    }
  | {
      /** A path in SVG's notation, moved by a matrix (a, b, c, d, e, f). */
      readonly kind: 'outline';
      readonly d: string;
      readonly matrix: readonly [number, number, number, number, number, number];
      readonly fill?: string;
      readonly stroke?: string;
      readonly strokeWidth?: number;
      readonly dash?: readonly number[];
      readonly opacity?: number;
    }
  | {
      readonly kind: 'circle';
      readonly x: number;
      readonly y: number;
      readonly radius: number;
      readonly fill?: string;
      readonly stroke?: string;
      readonly strokeWidth?: number;
    }
  | {
      readonly kind: 'text';
      readonly x: number;
      /** Of the baseline. */
      readonly y: number;
      readonly text: string;
      readonly size: number;
      readonly fill: string;
      readonly anchor?: 'start' | 'middle' | 'end';
      readonly weight?: number;
      readonly font?: string;
      /** Degrees, clockwise, about (x, y). */
      readonly turn?: number;
    }
  | {
      readonly kind: 'image';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      /** A PNG as a data: address. */
      readonly href: string;
      readonly smooth?: boolean;
    };

/** A drawing that stands alone; width and height are in pixels, `paper` is its ground's colour. */
export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly paper: string;
  /** What it is called, and what it shows in a sentence. */
  readonly title: string;
  readonly summary: string;
  readonly shapes: readonly Shape[];
}

/** The fonts of a drawing that stands alone: the app's, where they are installed, else the system's. */
export const DRAWING_FONT =
  "'Inter Variable', Inter, 'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', system-ui, sans-serif";
