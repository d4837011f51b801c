/**
 * Tasks: what a lab asks the trainer to compute beside training runs. A lab that needs one adds its name, the
 * schema of its input and the type of its output here, and its function to `main/trainer/tasks/`.
 */
import * as v from 'valibot';

const pictureIndex = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(59_999));

/** The schema of each task's input, by the task's name. */
export const taskSchemas = {
  /** Pictures of a split by their places, as bytes. */
  pictures: v.strictObject({
    split: v.picklist(['train', 'test']),
    indices: v.pipe(v.array(pictureIndex), v.minLength(1), v.maxLength(200)),
  }),
} as const;
export type TaskName = keyof typeof taskSchemas;
export type TaskInput<N extends TaskName> = v.InferOutput<(typeof taskSchemas)[N]>;

/** What each task answers. */
export interface TaskOutputs {
  pictures: { readonly labels: Uint8Array; readonly pixels: Uint8Array };
}
export type TaskOutput = TaskOutputs[TaskName];

const taskId = v.pipe(v.string(), v.minLength(1), v.maxLength(40));

export const taskRequestSchema = v.variant('task', [
  v.strictObject({ taskId, task: v.literal('pictures'), input: taskSchemas.pictures }),
]);
export type TaskRequest = v.InferOutput<typeof taskRequestSchema>;
