/** Those who wait for something that comes later; each is told once. */
export class Waiting<T> {
  #told: ((value: T) => void)[] = [];

  next(): Promise<T> {
    return new Promise((resolve) => this.#told.push(resolve));
  }

  tell(value: T): void {
    for (const resolve of this.#told.splice(0)) resolve(value);
  }
}
