/**
 * What a record holds itself under a name that comes from outside. `record[name]` would also find what every object has
 * ("constructor", "toString"), and take a function for the words of somebody's text.
 */
export function ownValue<V>(record: Readonly<Record<string, V>>, name: string): V | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
