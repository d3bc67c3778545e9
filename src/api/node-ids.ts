import { QueryError } from '../store/read/query-error.ts'
import { toBase64url } from './base64url.ts'

// A global id is its type and what the chain calls the thing, so that it survives re-indexing and is the same in every index.

export const nodeTypes = [
  'Overview',
  'Chain',
  'Reorg',
  'Token',
  'Market',
  'Account',
  'Contributor',
  'Task',
  'TaskFunding',
  'Submission',
  'Review',
  'Dataset',
  'DatasetVersion',
  'DatasetContribution',
  'Purchase',
  'Reward',
  'Payout',
  'FeeCharge',
  'LedgerAccount',
  'LedgerTransaction',
  'LedgerEntry',
] as const
export type NodeType = (typeof nodeTypes)[number]

export type NodeId = { readonly type: NodeType; readonly parts: readonly string[] }

const escapePart = (part: string): string =>
  part.includes(':') || part.includes('%') ? part.replace(/[%:]/g, (mark) => (mark === '%' ? '%25' : '%3A')) : part
const unescapePart = (part: string): string => part.replace(/%25|%3A/g, (mark) => (mark === '%25' ? '%' : ':'))

export const encodeId = (type: NodeType, ...parts: readonly (string | number)[]): string => {
  let text: string = type
  for (const part of parts) text += `:${escapePart(String(part))}`
  return toBase64url(text)
}

/** Keys are short; nothing longer was ever handed out. */
const ID_LENGTH_MAX = 1_000

/** Throws BAD_USER_INPUT on what can be no id; whether anything is indexed under it is another question. */
export const decodeId = (id: string): NodeId => {
  const [type, ...parts] = id.length <= ID_LENGTH_MAX ? Buffer.from(id, 'base64url').toString('utf8').split(':') : []
  const known = nodeTypes.find((name) => name === type)
  if (known === undefined || encodeId(known, ...parts.map(unescapePart)) !== id)
    throw new QueryError('BAD_USER_INPUT', 'This is not a global id; take ids from the id fields of answers.')
  return { type: known, parts: parts.map(unescapePart) }
}

/** The parts of an id that must be of one type. */
export const partsOf = (type: string, id: string): readonly string[] => {
  const decoded = decodeId(id)
  if (decoded.type !== type)
    throw new QueryError('BAD_USER_INPUT', `Expected the id of a ${type}; this is the id of a ${decoded.type}.`)
  return decoded.parts
}
