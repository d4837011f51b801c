import * as v from 'valibot';
import {
  settingsSchema,
  type Language,
  type Settings as SettingsValues,
  type SettingsChange,
  type Theme,
} from '#contract/settings';
import type { Client } from '../api';
import { locale } from './locale.svelte';

/** The window's own settings, kept beside those of the labs. */
const WINDOW = 'window';
const windowSchema = v.object({
  /** Whether a single letter is a shortcut. */
  singleKeys: v.optional(v.boolean(), true),
  /** The loss is heard while a run trains. */
  sound: v.optional(v.boolean(), false),
  /** Of the sound, from 0 to 1. */
  volume: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1)), 0.4),
  /** The tour was taken to its end, or waved off. */
  tourSeen: v.optional(v.boolean(), false),
});
export type WindowSettings = v.InferOutput<typeof windowSchema>;

type LabValue = SettingsValues['labs'][string];

/** A lab's settings for a while, and what they are now. */
interface LentSettings {
  readonly lab: string;
  readonly values: LabValue;
  /** The settings that stay as they are, whatever asks for another value. */
  readonly fixed?: readonly string[];
  readonly now?: LabValue;
}

const record = v.record(v.string(), v.unknown());

function recordOf(value: LabValue | undefined): Record<string, unknown> {
  return value !== undefined && v.is(record, value) ? value : {};
}

/** What the person chose, kept by main; a change shows at once and is written behind it. */
export class Settings {
  #values = $state.raw<SettingsValues>(v.parse(settingsSchema, {}));
  #systemLanguage = $state<Language>('en');
  #systemTheme = $state<Theme>('light');

  readonly language = $derived<Language>(
    this.#values.language === 'system' ? this.#systemLanguage : this.#values.language,
  );
  readonly theme = $derived<Theme>(
    this.#values.theme === 'system' ? this.#systemTheme : this.#values.theme,
  );

  /** What a lab sheet has the lab set to, as long as it is open; not kept. */
  #lent = $state.raw<LentSettings | null>(null);

  constructor(private readonly client: Client) {}

  get values(): SettingsValues {
    return this.#values;
  }

  load(values: SettingsValues, systemLanguage: Language, systemTheme: Theme): void {
    this.#values = values;
    this.#systemLanguage = systemLanguage;
    this.#systemTheme = systemTheme;
    locale.current = this.language;
  }

  systemThemeChanged(theme: Theme): void {
    this.#systemTheme = theme;
  }

  change(change: SettingsChange): void {
    const labs = { ...this.#values.labs, ...change.labs };
    this.#values = v.parse(settingsSchema, { ...this.#values, ...change, labs });
    locale.current = this.language;
    void this.client.call('changeSettings', change);
  }

  /** A lab's own settings as that lab's schema reads them; what does not fit is as if it had never been kept. */
  lab<T>(id: string, schema: v.GenericSchema<unknown, T>): T {
    const lent = this.#lent?.lab === id ? (this.#lent.now ?? this.#lent.values) : undefined;
    const read = lent === undefined ? undefined : v.safeParse(schema, lent);
    return read?.success ? read.output : this.own(id, schema);
  }

  /** A lab's settings of the person, whatever sheet is open. */
  own<T>(id: string, schema: v.GenericSchema<unknown, T>): T {
    const kept = v.safeParse(schema, this.#values.labs[id] ?? {});
    return kept.success ? kept.output : v.parse(schema, {});
  }

  /** What a lab's reset goes back to: its schema's defaults, or what the open sheet sets. */
  initial<T>(id: string, schema: v.GenericSchema<unknown, T>): T {
    const lent = v.safeParse(schema, this.#lent?.lab === id ? this.#lent.values : {});
    return lent.success ? lent.output : v.parse(schema, {});
  }

  /** Has a lab take other settings for a while; null gives it back its own. What is changed meanwhile is not kept. */
  lend(lent: Omit<LentSettings, 'now'> | null): void {
    this.#lent = lent;
  }

  changeLab(id: string, value: LabValue): void {
    if (this.#lent?.lab === id) {
      const { fixed = [], now, values } = this.#lent;
      const before = { ...recordOf(values), ...recordOf(now) };
      const kept = fixed.flatMap((name) => (name in before ? [[name, before[name]]] : []));
      this.#lent = { ...this.#lent, now: { ...recordOf(value), ...Object.fromEntries(kept) } };
      return;
    }
    this.change({ labs: { [id]: value } });
  }

  /** The window's own settings: not a lab's, and not the contract's. */
  get window(): WindowSettings {
    return this.lab(WINDOW, windowSchema);
  }

  changeWindow(change: Partial<WindowSettings>): void {
    this.changeLab(WINDOW, { ...this.window, ...change });
  }

  /**
   * The letter of a shortcut that `event` is, lower case; undefined where it is none: something is being typed, a dialog is open,
   * a modifier is held, or single keys are turned off, as those do who type by voice (WCAG 2.1.4).
   */
  shortcut(event: KeyboardEvent): string | undefined {
    if (!this.window.singleKeys || event.ctrlKey || event.metaKey || event.altKey || event.repeat) {
      return undefined;
    }
    const { target } = event;
    const typing =
      target instanceof Element && target.closest('input, textarea, select, [role=dialog]');
    return typing ? undefined : event.key.toLowerCase();
  }

  isDone(labId: string): boolean {
    return this.#values.labsDone.includes(labId);
  }

  /** Ticks a lab off in the navigation: its main thing was done once. */
  markDone(labId: string): void {
    if (this.isDone(labId)) return;
    this.change({ labsDone: [...this.#values.labsDone, labId] });
  }
}
