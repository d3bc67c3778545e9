import type { z } from 'zod'
import { DaybookError } from '../errors.ts'
import { hostOf } from './redact.ts'

/** One thing wrong with a configuration: where it is, what is there, and what should be. */
export type Problem = { path: string; found: string; expected: string }

/** More than this helps nobody. */
const PROBLEMS_SHOWN_MAX = 50
const SHOWN_LENGTH_MAX = 60

/** `chains[0].rpc[1]`. */
const pathText = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : `${text}${text === '' ? '' : '.'}${String(part)}`),
    '',
  )

/** A value as a problem may show it. URLs, and whatever stands in the place of one, are shown by their host at most. */
export const describeFound = (value: unknown, secret = false): string => {
  if (value === undefined) return 'nothing'
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return String(value)
  if (typeof value === 'bigint') return `${value}n (write it without the n)`
  if (typeof value === 'string') return describeText(value, secret)
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`
  if (typeof value !== 'object') return `a ${typeof value}`
  const text = secret || value instanceof Promise ? null : smallJson(value)
  return text ?? 'an object'
}

const describeText = (text: string, secret: boolean): string => {
  const host = text.includes('://') ? hostOf(text) : null
  if (host !== null) return `the ${new URL(text).protocol}// URL of ${host}`
  if (text === '') return 'an empty text'
  if (secret || text.includes('://')) return 'a text that is no URL'
  return text.length > SHOWN_LENGTH_MAX ? `${JSON.stringify(text.slice(0, SHOWN_LENGTH_MAX))}…` : JSON.stringify(text)
}

const smallJson = (value: object): string | null => {
  if (Object.values(value).some((entry) => typeof entry !== 'number' && typeof entry !== 'boolean')) return null
  const text = JSON.stringify(value)
  return text.length > SHOWN_LENGTH_MAX ? null : text
}

const valueAt = (root: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, part)
        ? (value as Record<PropertyKey, unknown>)[part]
        : undefined,
    root,
  )

/** Fields whose text may hold a key. */
const isSecret = (path: readonly PropertyKey[]): boolean => path.includes('rpc') || path[0] === 'database'

/** Zod's findings as problems, one for each place. */
export const problemsOf = (issues: readonly z.core.$ZodIssue[], root: unknown): Problem[] => {
  const problems = new Map<string, Problem>()
  const add = (problem: Problem) => problems.has(problem.path) || problems.set(problem.path, problem)
  for (const issue of issues) {
    const found = describeFound(valueAt(root, issue.path), isSecret(issue.path))
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) {
        add({ path: pathText([...issue.path, key]), found: 'a field of that name', expected: 'only documented fields' })
      }
    } else if (issue.code === 'invalid_type' && issue.expected === 'object' && issue.message.startsWith('Invalid')) {
      add({ path: pathText(issue.path), found, expected: 'an object' })
    } else {
      add({ path: pathText(issue.path), found, expected: issue.message })
    }
  }
  return [...problems.values()]
}

/** All problems in one error. `source` is the file or whatever else the configuration came from. */
export const configInvalid = (source: string, problems: readonly Problem[]): DaybookError => {
  const shown = problems.slice(0, PROBLEMS_SHOWN_MAX)
  const lines = shown.map(
    ({ path, found, expected }) => `  ${path || '(the whole)'}: found ${found}, expected ${expected}.`,
  )
  if (problems.length > shown.length) lines.push(`  … and ${problems.length - shown.length} more.`)
  const head = problems.length === 1 ? '1 problem' : `${problems.length} problems`
  return new DaybookError('CONFIG_INVALID', [`The configuration (${source}) has ${head}:`, ...lines].join('\n'), {
    details: { source, problems },
  })
}
