import util from 'node:util';

/**
 * Puts back the type checks that Node 23 removed from `util` and that tfjs-node 4.22.0 still calls
 * (tensorflow/tfjs#8609). To be called before tfjs-node is loaded.
 */
export function restoreNodeHelpers(target: object = util): void {
  for (const [name, helper] of Object.entries(helpers)) {
    if (!(name in target)) Object.assign(target, { [name]: helper });
  }
}

const helpers: Readonly<Record<string, (value: unknown) => boolean>> = {
  isArray: (value) => Array.isArray(value),
  isBoolean: (value) => typeof value === 'boolean',
  isNull: (value) => value === null,
  isNullOrUndefined: (value) => value === null || value === undefined,
  isNumber: (value) => typeof value === 'number',
  isString: (value) => typeof value === 'string',
  isUndefined: (value) => value === undefined,
};
