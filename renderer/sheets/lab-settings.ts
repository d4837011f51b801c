/** Each lab's own settings as a sheet can set them: read by the lab's schema, so that what does not fit is named. */
import { linearFields, softmaxFields } from '#contract/fields';
import {
  measuresOfLab,
  settingValue,
  sheetControls,
  type SheetLab,
  type SheetSettings,
} from '#contract/sheet';
import * as v from 'valibot';
import { entropyLabSchema } from '../labs/cross-entropy/settings';
import { fashionLabSchema } from '../labs/fashion-mnist/settings';
import { ideaLabSchema } from '../labs/idea/settings';
import { linearLabSchema } from '../labs/linear-regression/settings';
import { normalLabSchema } from '../labs/normal-distribution/settings';
import { softmaxLabSchema } from '../labs/softmax-regression/settings';
import { vectorizationLabSchema } from '../labs/vectorization/settings';
import type { Settings } from '../state/settings.svelte';

const schemas: Record<SheetLab, v.GenericSchema<unknown, Record<string, unknown>>> = {
  idea: ideaLabSchema,
  vectorization: vectorizationLabSchema,
  'normal-distribution': normalLabSchema,
  'linear-regression': linearLabSchema,
  'fashion-mnist': fashionLabSchema,
  'cross-entropy': entropyLabSchema,
  'softmax-regression': softmaxLabSchema,
};

/** The settings that the lab cannot take, by name: it does not have them, or not this value. */
export function unfitSettings(lab: SheetLab, settings: SheetSettings): readonly string[] {
  const schema = schemas[lab];
  const known = v.parse(schema, {});
  return Object.entries(settings).flatMap(([name, value]) =>
    Object.hasOwn(known, name) && v.is(schema, { [name]: value }) ? [] : [name],
  );
}

/** A lab's settings as it keeps them now: of a lab with runs, those that its controls set. */
export function labSettings(settings: Settings, lab: SheetLab): SheetSettings {
  const controls: readonly string[] = sheetControls[lab];
  const kept = settings.own(lab, schemas[lab]);
  return Object.fromEntries(
    Object.entries(kept).flatMap(([name, value]) =>
      (measuresOfLab(lab).length === 0 || controls.includes(name)) && isSetting(value)
        ? [[name, value]]
        : [],
    ),
  );
}

function isSetting(value: unknown): value is SheetSettings[string] {
  return v.is(settingValue, value);
}

/** The number of epochs that a run by these settings has. */
export function epochsOf(lab: SheetLab, settings: SheetSettings): number {
  const fields = lab === 'linear-regression' ? linearFields : softmaxFields;
  const { epochs } = settings;
  return typeof epochs === 'number' ? epochs : fields.epochs.default;
}
