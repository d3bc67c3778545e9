import { type DocumentNode, visit } from 'graphql'

const NUL = '\0'
/** Lists and objects within each other in a variable: filters, the deepest of all input, stay far below. */
const NESTING_MAX = 64

const nul = 'A text holds the character U+0000; nothing that is indexed does.'
const deep = `A variable nests deeper than ${NESTING_MAX} levels.`

/** Looks through a value of JSON without recursion, so that no depth is too deep to be refused. */
const valueProblem = (value: unknown): string | undefined => {
  const waiting: [value: unknown, depth: number][] = [[value, 0]]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [each, depth] = next
    if (typeof each === 'string' && each.includes(NUL)) return nul
    if (typeof each !== 'object' || each === null) continue
    if (depth > NESTING_MAX) return deep
    for (const child of Object.values(each)) waiting.push([child, depth + 1])
  }
  return undefined
}

/**
 * What is wrong with texts and variables whatever they are for, in one sentence: PostgreSQL has no text with U+0000 in it, and what
 * nests without end is read by functions that call themselves.
 */
export const inputProblem = (document: DocumentNode, variables: unknown): string | undefined =>
  valueProblem(variables) ?? documentProblem(document)

/** Documents are kept from one request to the next, and looked through once. */
const looked = new WeakMap<DocumentNode, string | null>()

const documentProblem = (document: DocumentNode): string | undefined => {
  const known = looked.get(document)
  if (known !== undefined) return known ?? undefined
  let found: string | undefined
  visit(document, {
    StringValue: ({ value }) => {
      if (value.includes(NUL)) found ??= nul
    },
  })
  looked.set(document, found ?? null)
  return found
}
