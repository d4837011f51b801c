/** The time, as ISO 8601. */
export function timeNow(): string {
  return new Date().toISOString();
}
