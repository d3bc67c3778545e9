import type { Hex } from '../domain/hex.ts'
import type { ReceiptProof } from '../proof/receipt-proof.ts'

// A payout's proof as a file: JSON, written in one way only, so that whatever is changed in it is seen. docs/proofs.md describes it.

const PROOF_FORMAT = 'daybook payout proof'
const PROOF_VERSION = 1

/** What is said to have been paid, and where the receipt says so. */
export type PayoutClaim = {
  /** Whose events the log is read by. */
  readonly protocol: string
  /** The contract that made the log. */
  readonly contract: Hex
  /** The log's event by its name in the protocol. */
  readonly event: string
  readonly contributor: Hex
  /** The account whose tokens they are afterwards: mostly the contributor's own. */
  readonly receiver: Hex
  readonly token: Hex
  /** In the token's smallest unit. */
  readonly amount: bigint
  /** What the log states, where that is another amount (fees were taken from it); null where it states the amount itself. */
  readonly gross: bigint | null
  /** The log's place in the receipt, from 0. */
  readonly logPosition: number
  /** The place of the token's own Transfer log; null when none was matched with the payout. */
  readonly transferPosition: number | null
}

export type PayoutProof = {
  /** Not in any header: it names where to ask for the block's hash. */
  readonly chainId: number
  /** Whether the block was final when the proof was made, by the word of whoever made it. */
  readonly finalWhenMade: boolean
  readonly claim: PayoutClaim
  readonly receipt: ReceiptProof
}

const NODES_MAX = 64

type Check = (value: unknown) => boolean
type Shape = Readonly<Record<string, Check>>

const isHex = (bytes?: number): Check => {
  const length = bytes === undefined ? '*' : `{${2 * bytes}}`
  const shape = new RegExp(`^0x[0-9a-f]${length}$`)
  return (value) => typeof value === 'string' && value.length % 2 === 0 && shape.test(value)
}
const isPlace: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0
const isName: Check = (value) => typeof value === 'string' && /^[A-Za-z0-9_-]{1,64}$/.test(value)
/** At most what 256 bits hold, which have 78 digits. */
const isAmount: Check = (value) => typeof value === 'string' && /^(0|[1-9][0-9]{0,77})$/.test(value)
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value)

const claimShape = {
  protocol: isName,
  contract: isHex(20),
  event: isName,
  contributor: isHex(20),
  receiver: isHex(20),
  token: isHex(20),
  amount: isAmount,
  gross: orNull(isAmount),
  logPosition: isPlace,
  transferPosition: orNull(isPlace),
} satisfies Record<keyof PayoutClaim, Check>

const receiptShape = {
  blockHash: isHex(32),
  headerRlp: isHex(),
  receiptsRoot: isHex(32),
  key: isHex(),
  nodes: (value) => Array.isArray(value) && value.length <= NODES_MAX && value.every(isHex()),
  receipt: isHex(),
} satisfies Record<keyof ReceiptProof, Check>

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const fileShape = {
  format: (value) => value === PROOF_FORMAT,
  version: (value) => value === PROOF_VERSION,
  chainId: isPlace,
  finalWhenMade: (value) => typeof value === 'boolean',
  claim: isObject,
  receipt: isObject,
} satisfies Shape

/** What is wrong with an object: the first thing, or null. */
const problemOf = (value: Readonly<Record<string, unknown>>, shape: Shape, where: string): string | null => {
  for (const [name, check] of Object.entries(shape)) {
    if (!Object.hasOwn(value, name)) return `${where}${name} is missing`
    if (!check(value[name])) return `${where}${name} is not of its form`
  }
  const unknown = Object.keys(value).find((name) => !Object.hasOwn(shape, name))
  return unknown === undefined ? null : `${where}${JSON.stringify(unknown.slice(0, 40))} does not belong there`
}

/** Reads a proof from parsed JSON; else says what is wrong with it, in one sentence without its full stop. */
export const parsePayoutProof = (value: unknown): PayoutProof | { readonly problem: string } => {
  if (!isObject(value)) return { problem: 'it is no JSON object' }
  const problem =
    problemOf(value, fileShape, '') ??
    problemOf(value.claim as Record<string, unknown>, claimShape, 'claim.') ??
    problemOf(value.receipt as Record<string, unknown>, receiptShape, 'receipt.')
  if (problem !== null) return { problem }
  const file = value as unknown as PayoutProof & { readonly claim: Readonly<Record<'amount' | 'gross', string | null>> }
  const { chainId, finalWhenMade, claim, receipt } = file
  const gross = claim.gross === null ? null : BigInt(claim.gross)
  if (claim.gross === claim.amount) return { problem: 'claim.gross says the same as claim.amount' }
  return { chainId, finalWhenMade, claim: { ...claim, amount: BigInt(claim.amount), gross }, receipt }
}

/** The proof as JSON has it, with amounts as decimal text. */
export const payoutProofFile = ({ chainId, finalWhenMade, claim, receipt }: PayoutProof) => ({
  format: PROOF_FORMAT,
  version: PROOF_VERSION,
  chainId,
  finalWhenMade,
  claim: { ...claim, amount: String(claim.amount), gross: claim.gross === null ? null : String(claim.gross) },
  receipt,
})
