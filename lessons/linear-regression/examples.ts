/** Examples as plain numbers, in double precision where the source has it. */
export interface Examples {
  /** X [n, d], row by row. */
  readonly features: ArrayLike<number>;
  /** y [n]. */
  readonly labels: ArrayLike<number>;
}
