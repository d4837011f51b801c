/** Where the window is: `#/softmax-regression`, `#/runs/<id>`. No hash is the home page. */
export interface Place {
  readonly page: string;
  /** What the page shows in particular, such as a run's id. */
  readonly detail: string | undefined;
}

export function parseHash(hash: string): Place {
  const [page, detail] = hash.replace(/^#\/?/, '').split('/');
  return { page: page || 'home', detail: detail || undefined };
}

export function hashOf(page: string, detail?: string): string {
  return detail === undefined ? `#/${page}` : `#/${page}/${detail}`;
}

/** As much of the browser's window as a route needs. */
export interface AddressBar {
  readonly location: { hash: string };
  addEventListener(type: 'hashchange', listener: () => void): void;
  removeEventListener(type: 'hashchange', listener: () => void): void;
}

export class Route {
  #place = $state.raw<Place>({ page: 'home', detail: undefined });

  constructor(private readonly window: AddressBar) {
    this.#place = parseHash(window.location.hash);
  }

  get page(): string {
    return this.#place.page;
  }

  get detail(): string | undefined {
    return this.#place.detail;
  }

  /** Follows the address until the returned function is called. */
  follow(): () => void {
    const read = () => (this.#place = parseHash(this.window.location.hash));
    this.window.addEventListener('hashchange', read);
    return () => this.window.removeEventListener('hashchange', read);
  }

  go(page: string, detail?: string): void {
    this.window.location.hash = hashOf(page, detail);
  }
}
