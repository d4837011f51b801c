/** What a second launch hands over to the app that is open. */
import * as v from 'valibot';

const dataSchema = v.object({
  files: v.pipe(v.array(v.pipe(v.string(), v.maxLength(4096))), v.maxLength(20)),
});

/** What a second launch was to open, as it says in its `additionalData`. */
export function filesOf(data: unknown): readonly string[] {
  const parsed = v.safeParse(dataSchema, data);
  return parsed.success ? parsed.output.files : [];
}
