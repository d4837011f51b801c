import * as v from 'valibot';
import { fieldSchema, linearFields, type NumberField } from '#contract/fields';
import { tableFields } from '#contract/table';

/** The fields of the lab: linear regression's, with more epochs, and the number of houses. */
export const ideaFields = {
  learningRate: linearFields.learningRate,
  batchSize: linearFields.batchSize,
  epochs: tableFields.epochs,
  seed: linearFields.seed,
  numHouses: tableFields.numHouses,
} satisfies Record<string, NumberField>;
export type FieldName = keyof typeof ideaFields;

function kept(name: FieldName) {
  return v.optional(fieldSchema(ideaFields[name]), ideaFields[name].default);
}

/** A feature of the house that is typed in: whatever a table may hold. */
export const featureField: NumberField = {
  name: 'feature',
  min: -1e9,
  max: 1e9,
  integer: false,
  default: 0,
};

/** What the system's dialog offers for a table of one's own. */
export const CSV_FILES = '.csv,.tsv,.txt,text/csv';

/** What the lab keeps between launches. A person's own file stays theirs: it is read again when it is chosen again. */
export const ideaLabSchema = v.object({
  learningRate: kept('learningRate'),
  batchSize: kept('batchSize'),
  epochs: kept('epochs'),
  seed: kept('seed'),
  numHouses: kept('numHouses'),
  /** The area a second time, in square feet: a column that another one determines. */
  feetToo: v.optional(v.boolean(), false),
  /** The made-up house whose price is asked for: m², years. */
  house: v.optional(v.object({ area: fieldSchema(featureField), age: fieldSchema(featureField) }), {
    area: 100,
    age: 10,
  }),
  dataOpen: v.optional(v.boolean(), false),
});
export type IdeaLabSettings = v.InferOutput<typeof ideaLabSchema>;

export const firstSettings: IdeaLabSettings = v.parse(ideaLabSchema, {});
