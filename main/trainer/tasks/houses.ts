import { HOUSE_TRUTH, syntheticHouses } from '#lessons/linear-regression/houses';
import { rngFor } from '#lessons/random';
import type { Task } from './task';

/** A made-up table of houses, by columns. */
export const houses: Task<'houses'> = async (_, { seed, numHouses }) => {
  const table = syntheticHouses(rngFor(seed, 'houses'), numHouses);
  return {
    area: Float64Array.from(table, ({ area }) => area),
    age: Float64Array.from(table, ({ age }) => age),
    price: Float64Array.from(table, ({ price }) => price),
    truth: HOUSE_TRUTH,
  };
};
