/** The document that `--self-check` prints (design: Commands). */
import type { EngineKind } from './engine';

/** What works on this computer, found out by doing it. */
export interface SelfCheck {
  readonly ok: boolean;
  readonly app: string;
  readonly electron: string;
  readonly node: string;
  readonly engine: {
    readonly kind: EngineKind;
    readonly version: string;
    readonly threads: number;
    readonly reason?: string;
    readonly graph: {
      readonly available: boolean;
      readonly maxAbsError: number | null;
      readonly reason?: string;
    };
  } | null;
  readonly dataset: {
    readonly source: string;
    readonly ok: boolean;
    readonly train: number;
    readonly test: number;
    readonly sha256: string;
  } | null;
  readonly dataDir: { readonly writable: boolean };
  readonly sandbox: boolean;
  readonly train: {
    readonly implementation: string;
    readonly epochs: number;
    readonly epochMs: readonly number[];
    readonly trainLoss: number | null;
    readonly trainAcc: number;
    readonly testAcc: number;
  } | null;
  readonly checks: readonly {
    readonly name: string;
    readonly ok: boolean;
    readonly detail: string;
  }[];
}
