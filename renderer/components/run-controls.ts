/** What the buttons of a lab that trains (`RunActions`) need of it. */
export interface RunControls {
  readonly underWay: boolean;
  readonly paused: boolean;
  readonly canTrain: boolean;
  /** A start is on its way to main. */
  readonly starting: boolean;
  /** Whether a run can be taken minibatch by minibatch. */
  readonly canStep: boolean;
  train(): Promise<void>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Trains one minibatch: of the paused run, or of a new one that starts paused. */
  step(): Promise<void>;
  stop(): Promise<void>;
  reset(): void;
}
