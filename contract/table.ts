/** Tables of numbers for the lab *The idea* (section 3.1): made-up houses, or a person's own CSV file. */
import * as v from 'valibot';
import { fieldSchema, linearFields, type NumberField } from './fields';
import type { AnalyticAnswer } from './linear';

export const MAX_TABLE_BYTES = 2_000_000;
export const MAX_TABLE_ROWS = 10_000;
export const MAX_TABLE_COLUMNS = 50;
/** Features that one fit may have. */
export const MAX_FEATURES = 10;
/** Cells of a column that are named as missing or not a number; the others are counted. */
export const MAX_NAMED_CELLS = 20;

/** How a made-up table and a fit can be set; the fit's other fields are linear regression's. */
export const tableFields = {
  numHouses: { name: 'numHouses', min: 3, max: 1000, integer: true, default: 60 },
  /** More than section 3.2's three: 60 houses are six minibatches an epoch, not a hundred. */
  epochs: { ...linearFields.epochs, default: 60 },
} satisfies Record<string, NumberField>;

/** What a made-up table is drawn from. */
export const housesSchema = v.strictObject({
  seed: fieldSchema(linearFields.seed),
  numHouses: fieldSchema(tableFields.numHouses),
});

/** A made-up table. */
export interface Houses {
  /** m² */
  readonly area: Float64Array;
  /** Years */
  readonly age: Float64Array;
  /** 10,000 yuan */
  readonly price: Float64Array;
  /** What the prices were made from; `noise` is a standard deviation. */
  readonly truth: {
    readonly wArea: number;
    readonly wAge: number;
    readonly b: number;
    readonly noise: number;
  };
}

/** The bytes of a CSV file; what is in them is judged when they are read. */
export const readTableSchema = v.strictObject({ bytes: v.instance(Uint8Array) });

/** A table, or why the file is none. */
export type TableReading =
  | { readonly ok: true; readonly table: Table }
  | {
      readonly ok: false;
      /** `notText`: neither Unicode nor GB 18030. `unreadable`: quotation marks that do not match, in that row. */
      readonly problem:
        | { readonly code: 'tooLarge' | 'notText' | 'empty' | 'tooManyColumns' | 'tooManyRows' }
        | { readonly code: 'unreadable'; readonly row: number };
    };

/** A CSV file as columns of numbers. */
export interface Table {
  readonly rows: number;
  readonly columns: readonly TableColumn[];
}

/** One column, with the cells of it that are no numbers. */
export interface TableColumn {
  /** As in the header, without the unit; empty where the file has no header. */
  readonly name: string;
  /** What the header has in parentheses: `area (m²)`; empty where there is none. */
  readonly unit: string;
  /** [rows]; NaN where there is no number. */
  readonly values: Float64Array;
  /** Cells without a number. */
  readonly missing: number;
  /** The first of them: the row as a spreadsheet counts them, and what stands there, empty where nothing does. */
  readonly named: readonly { readonly row: number; readonly text: string }[];
}

const numbers = v.pipe(
  v.instance(Float64Array),
  v.check((values) => values.every(Number.isFinite), 'finite numbers'),
);

/** The columns to fit, and how. */
export const fitTableSchema = v.pipe(
  v.strictObject({
    /** X [n, d], row by row. */
    features: numbers,
    /** y [n]. */
    labels: numbers,
    learningRate: fieldSchema(linearFields.learningRate),
    batchSize: fieldSchema(linearFields.batchSize),
    epochs: fieldSchema(tableFields.epochs),
    seed: fieldSchema(linearFields.seed),
  }),
  v.check(({ features, labels }) => {
    const d = features.length / labels.length;
    return labels.length <= MAX_TABLE_ROWS && Number.isInteger(d) && d >= 1 && d <= MAX_FEATURES;
  }, `rows of 1 to ${MAX_FEATURES} features, one label for each row, ${MAX_TABLE_ROWS} rows at most`),
);

/** Both ways to fit a table. All weights are for features in their own units. */
export interface TableFit {
  readonly analytic: AnalyticAnswer;
  /** SGD trained on standardized features: minus these means, divided by these standard deviations. */
  readonly scaling: { readonly means: readonly number[]; readonly stds: readonly number[] };
  readonly sgd: {
    readonly epochs: readonly {
      readonly epoch: number;
      readonly loss: number;
      /** w [d], then b. */
      readonly weights: readonly number[];
    }[];
    /** Where the loss left the finite numbers: the epoch and minibatch, from 1. */
    readonly diverged: { readonly epoch: number; readonly batch: number } | null;
  };
}
