/** What computes: the engine the trainer found, and why it is not a better one. */

export type EngineKind = 'tensorflow' | 'wasm' | 'cpu';

/** Why the native engine is not in use; the window adds the remedy. */
export type EngineReason =
  'notInstalled' | 'crashedOnTrial' | 'wrongResult' | 'failedToLoad' | 'chosen';

/** The engine in use; `version` is its package's, `threads` those it computes with. */
export interface EngineInfo {
  readonly kind: EngineKind;
  readonly version: string;
  readonly threads: number;
  /** Present where the engine is not native TensorFlow. `detail` is the engine's own message, in English. */
  readonly reason?: { readonly code: EngineReason; readonly detail: string };
  readonly graph: GraphInfo;
}

/** Whether the compiled graph can be used: it proves its parity with the scratch code when it is loaded. */
export type GraphInfo =
  | { readonly available: true; readonly maxAbsError: number }
  | {
      readonly available: false;
      readonly maxAbsError: number | null;
      readonly reason: 'needsNativeEngine' | 'missing' | 'parity' | 'failedToLoad';
      readonly detail: string;
    };

/** How the trainer stands. `starting` covers its start and every restart. */
export type TrainerStatus =
  | { readonly state: 'starting' }
  | { readonly state: 'ready'; readonly engine: EngineInfo }
  /** Given up after several crashes. `engineBelow` is what a restart could try instead, if there is anything. */
  | { readonly state: 'failed'; readonly detail: string; readonly engineBelow?: EngineKind };
