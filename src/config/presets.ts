import { isObject, type Loose } from './loose.ts'
import { nearest } from './nearest.ts'
import { humanPresets } from './presets/human.ts'
import { oceanPresets } from './presets/ocean.ts'
import type { Preset } from './presets/preset.ts'

/** Markets that a configuration may give by name, `<protocol>-<chain>`. */
export const presets: ReadonlyMap<string, Preset> = new Map(Object.entries({ ...humanPresets, ...oceanPresets }))

/** The preset of that name; undefined for anything that is none. */
export const presetOf = (name: unknown): Preset | undefined =>
  typeof name === 'string' ? presets.get(name) : undefined

const SUGGESTIONS = 3

/** What a problem expects in the place of a name that is none. */
export const presetExpected = (found: unknown): string => {
  const names = [...presets.keys()]
  if (typeof found !== 'string') return `the name of a preset, such as "${names[0]}"`
  const suggested = nearest(found, names, SUGGESTIONS).map((name) => `"${name}"`)
  return `the name of a preset, of which ${suggested.join(', ')} are nearest`
}

/** Fills in what presets stand for, before anything is checked. What a market gives itself wins, field by field. */
export const expandPresets = (value: unknown): unknown => {
  if (!isObject(value) || !Array.isArray(value.markets)) return value
  return { ...value, markets: value.markets.map((market: unknown) => (isObject(market) ? expand(market) : market)) }
}

const expand = (market: Loose): Loose => {
  const preset = presetOf(market.preset)
  if (!preset) return market
  const given = Object.entries(market).filter(([, value]) => value !== undefined)
  return { ...preset, ...Object.fromEntries(given) }
}

/** Whether a path leads to a field of a market that its preset would have filled in, were it known: one problem is enough. */
export const isLeftToPreset = (value: unknown, path: readonly PropertyKey[]): boolean => {
  const [list, index, field] = path
  if (list !== 'markets' || typeof index !== 'number' || field === undefined) return false
  const market = (value as { markets: readonly Loose[] }).markets[index]
  return market?.preset !== undefined && market[String(field)] === undefined
}
