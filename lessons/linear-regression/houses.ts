import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { normalArray, type Rng } from '../random';

/** A made-up house: section 3.1.1's example. */
export interface House {
  /** m² */
  readonly area: number;
  /** Years */
  readonly age: number;
  /** 10,000 yuan */
  readonly price: number;
}

/** What the made-up prices come from; the noise is what area and age do not explain. */
export const HOUSE_TRUTH = { wArea: 1.1, wAge: -1.2, b: 20, noise: 6 } as const;

/**
 * A table of houses that nobody built: price = wArea area + wAge age + b (equation
 * 3.1.1) plus noise, rounded as prices are.
 */
export function syntheticHouses(rng: Rng, numHouses: number): House[] {
  const { wArea, wAge, b, noise } = HOUSE_TRUTH;
  const areas = Array.from({ length: numHouses }, () => uniformInt(rng, 45, 160));
  const ages = areas.map(() => uniformInt(rng, 0, 40));
  const epsilons = normalArray(rng, numHouses, 0, noise);
  return areas.map((area, i) => {
    const age = ages[i] ?? NaN;
    const price = wArea * area + wAge * age + b + (epsilons[i] ?? NaN);
    return { area, age, price: Math.round(price * 10) / 10 };
  });
}
