/** A part of a configuration as it was written, of which nothing is known yet. */
export type Loose = Readonly<Record<string, unknown>>

export const isObject = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The entries of a list, each as an object; anything else counts as an empty one, so that places stay what they are. */
export const entriesOf = (value: unknown, field: string): Loose[] => {
  const list = isObject(value) ? value[field] : undefined
  return Array.isArray(list) ? list.map((entry) => (isObject(entry) ? entry : {})) : []
}
