import { expectTypeOf, test } from 'vitest';
import type { callNames } from '#contract/api';
import type { CallName } from '#contract/calls';
import type { EventName, eventNames } from '#contract/events';

/** What is left out of the names; `npm run check` compiles it. */
test('the bridge names every call and every event', () => {
  expectTypeOf<Exclude<CallName, (typeof callNames)[number]>>().toBeNever();
  expectTypeOf<Exclude<EventName, (typeof eventNames)[number]>>().toBeNever();
});
