import { expect, test } from 'vitest';
import { sheetLabs } from '#contract/sheet';
import { App } from '../../../../renderer/state/app.svelte';
import { Bridge } from '../support/bridge';

const fitAt = (hash: string) =>
  new App(new Bridge(), Object.assign(new EventTarget(), { location: { hash } })).sheets.fitHere;

test.each(sheetLabs)('a sheet can be made of %s, which has controls to lock', (lab) => {
  expect(fitAt(`#/${lab}`)).toBe(true);
});

test.each(['', '#/runs', '#/sheet-editor/idea', '#/ridge', '#/toString'])(
  'none can be made of "%s", whose controls no sheet knows',
  (hash) => {
    expect(fitAt(hash)).toBe(false);
  },
);
