import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { toHex } from 'viem'
import { expect, test } from 'vitest'
import type { Hex } from '../../src/domain/hex.ts'
import { escrowEvents as humanEvents } from '../../src/protocols/human/abi.ts'
import { escrowEvents as oceanEvents } from '../../src/protocols/ocean/abi.ts'
import { verifyPayoutProof } from '../../src/verify/verify-payout-proof.ts'
import { encodeEvent } from '../protocols/helpers/encode.ts'
import {
  AMOUNT,
  account,
  alice,
  block,
  bob,
  eventOf,
  market,
  PAID_AT,
  paidLogs,
  payoutLog,
  proofOf,
  receiptOf,
  token,
  transferLog,
} from './proofs.ts'

type File = ReturnType<typeof proofOf>['file']

const { file, blockHash } = proofOf(block, PAID_AT)
const resultsOf = (proof: unknown, trusted: string | undefined = blockHash) => {
  const { result, checks } = verifyPayoutProof(proof, trusted)
  return { result, ...Object.fromEntries(checks.map((check) => [check.name, check.result])) }
}
/** The checks that do not pass. */
const open = (proof: unknown, trusted?: string) =>
  verifyPayoutProof(proof, trusted ?? (proof as File).receipt.blockHash)
    .checks.filter(({ result }) => result !== 'PASS')
    .map(({ name, result }) => `${name} ${result}`)

const allPass = {
  result: 'PASS',
  BLOCK_CANONICAL: 'PASS',
  RECEIPT_IN_BLOCK: 'PASS',
  LOG_IN_RECEIPT: 'PASS',
  LOG_MATCHES_RECORD: 'PASS',
  TRANSFER_MATCHES: 'PASS',
}

test('a true proof passes against its block hash, in any case of letters', () => {
  expect(resultsOf(file)).toEqual(allPass)
  expect(resultsOf(file, `0x${blockHash.slice(2).toUpperCase()}`)).toEqual(allPass)
  expect(resultsOf(JSON.parse(JSON.stringify(file)))).toEqual(allPass)
})

test('without a block hash from elsewhere it never passes, and says what to compare', () => {
  const { result, checks } = verifyPayoutProof(file)
  expect(result).toBe('UNKNOWN')
  expect(checks[0]).toMatchObject({ name: 'BLOCK_CANONICAL', result: 'UNKNOWN' })
  expect(checks[0]!.detail).toContain(blockHash)
})

test('every transaction of a block can be proven, and none by the proof of another', () => {
  for (const index of block.keys()) {
    const other = proofOf(block, index)
    expect(resultsOf(other.file)).toMatchObject({ BLOCK_CANONICAL: 'PASS', RECEIPT_IN_BLOCK: 'PASS' })
    if (index !== PAID_AT) expect(resultsOf(other.file).result).toBe('FAIL')
  }
})

/** Changes one digit of hex text. */
const flip = (text: string, at: number): Hex =>
  `${text.slice(0, at)}${text[at] === '0' ? '1' : '0'}${text.slice(at + 1)}` as Hex
const withReceipt = (change: Partial<File['receipt']>): File => ({ ...file, receipt: { ...file.receipt, ...change } })
const withClaim = (change: Partial<File['claim']>): File => ({ ...file, claim: { ...file.claim, ...change } })

const { receipt } = file
test.each([
  ['a byte of the header', withReceipt({ headerRlp: flip(receipt.headerRlp, 40) })],
  ['a byte after the header', withReceipt({ headerRlp: `${receipt.headerRlp}00` })],
  ['another root', withReceipt({ receiptsRoot: flip(receipt.receiptsRoot, 9) })],
  ['a byte of the receipt', withReceipt({ receipt: flip(receipt.receipt, 700) })],
  ['a byte after the receipt', withReceipt({ receipt: `${receipt.receipt}00` })],
  ['a byte of the root node', withReceipt({ nodes: [flip(receipt.nodes[0]!, 20), ...receipt.nodes.slice(1)] })],
  ['a byte of the leaf', withReceipt({ nodes: [...receipt.nodes.slice(0, -1), flip(receipt.nodes.at(-1)!, 30)] })],
  ['a byte after a node', withReceipt({ nodes: receipt.nodes.map((node) => `${node}00` as Hex) })],
  ['no leaf', withReceipt({ nodes: receipt.nodes.slice(0, -1) })],
  ['no nodes', withReceipt({ nodes: [] })],
  ['a node too many', withReceipt({ nodes: [...receipt.nodes, receipt.nodes[0]!] })],
  ['nodes in another order', withReceipt({ nodes: receipt.nodes.toReversed() })],
  ['the key of another transaction', withReceipt({ key: '0x0c' })],
  ['a key with a leading zero', withReceipt({ key: '0x82000b' })],
  ['a key that is written in two bytes', withReceipt({ key: '0x810b' })],
  ['a key with bytes after it', withReceipt({ key: '0x0b00' })],
  ['no key', withReceipt({ key: '0x' })],
])('%s is found', (_, tampered) => {
  expect(resultsOf(tampered)).toEqual({
    ...allPass,
    result: 'FAIL',
    RECEIPT_IN_BLOCK: 'FAIL',
    LOG_IN_RECEIPT: 'UNKNOWN',
    LOG_MATCHES_RECORD: 'UNKNOWN',
    TRANSFER_MATCHES: 'UNKNOWN',
  })
})

test('another block is found, whether the file or the trust is in another', () => {
  expect(open(file, `0x${'00'.repeat(32)}`)).toEqual(['BLOCK_CANONICAL FAIL'])
  expect(open(file, 'latest')).toEqual(['BLOCK_CANONICAL FAIL'])
  const moved = withReceipt({ blockHash: `0x${'00'.repeat(32)}` })
  expect(open(moved, blockHash)).toContain('BLOCK_CANONICAL FAIL')
  expect(open(moved, moved.receipt.blockHash)).toContain('RECEIPT_IN_BLOCK FAIL')
})

test.each([
  ['the position of another log', { logPosition: 0 }, 'LOG_IN_RECEIPT FAIL'],
  ['a position beyond the logs', { logPosition: 2 }, 'LOG_IN_RECEIPT FAIL'],
  ['another contract', { contract: bob }, 'LOG_IN_RECEIPT FAIL'],
  ['another event', { event: 'RevenueClaimed' }, 'LOG_MATCHES_RECORD FAIL'],
  ['a protocol without such an event', { protocol: 'human' }, 'LOG_MATCHES_RECORD UNKNOWN'],
  ['a protocol that nobody knows', { protocol: 'constructor' }, 'LOG_MATCHES_RECORD UNKNOWN'],
  ['more', { amount: '1000001' }, 'LOG_MATCHES_RECORD FAIL'],
  ['less', { amount: '999999' }, 'TRANSFER_MATCHES FAIL'],
  ['a gross amount', { gross: '1000001' }, 'LOG_MATCHES_RECORD FAIL'],
  ['another token', { token: bob }, 'LOG_MATCHES_RECORD FAIL'],
  ['another contributor', { contributor: bob }, 'LOG_MATCHES_RECORD FAIL'],
  ['another receiver', { receiver: bob }, 'TRANSFER_MATCHES FAIL'],
  ['a transfer that is none', { transferPosition: 1 }, 'TRANSFER_MATCHES FAIL'],
  ['a transfer that is not there', { transferPosition: 7 }, 'TRANSFER_MATCHES FAIL'],
  ['no transfer, where one is', { transferPosition: null }, 'TRANSFER_MATCHES UNKNOWN'],
] as const)('a claim of %s does not pass', (_, change, found) => {
  const tampered = withClaim(change)
  expect(resultsOf(tampered)).toMatchObject({ BLOCK_CANONICAL: 'PASS', RECEIPT_IN_BLOCK: 'PASS' })
  expect(open(tampered)).toContain(found)
})

test('a receipt of a transaction that failed proves no payout', () => {
  const failed = proofOf([receiptOf(paidLogs, { status: '0x0' })], 0)
  expect(open(failed.file)[0]).toBe('LOG_IN_RECEIPT FAIL')
  // Before Byzantium receipts did not say: what failed there has no logs.
  expect(open(proofOf([receiptOf(paidLogs, { status: undefined, root: toHex(7, { size: 32 }) })], 0).file)).toEqual([])
})

test('a payout that no token followed is a difference', () => {
  const alone = proofOf([receiptOf([payoutLog(alice, AMOUNT)])], 0, { logPosition: 0, transferPosition: null })
  expect(open(alone.file)).toEqual(['TRANSFER_MATCHES FAIL'])
})

test('a bulk payout is proven row by row: the event states the amount, the transfer its token', () => {
  const bulk = encodeEvent(market, eventOf(humanEvents, 'BulkTransferV3'), {
    payoutId: toHex(1, { size: 32 }),
    recipients: [alice, bob],
    amounts: [AMOUNT, 7n],
    isPartial: false,
    finalResultsUrl: 'https://example.org/ü',
    finalResultsHash: '',
  })
  const block = [receiptOf([transferLog(market, alice, AMOUNT), transferLog(market, bob, 5n), bulk])]
  const human = { protocol: 'human', event: 'BulkTransferV3', logPosition: 2 } as const
  expect(open(proofOf(block, 0, human).file)).toEqual([])
  // Bob gets what is left after fees.
  const ofBob = { ...human, contributor: bob, receiver: bob, amount: 5n, transferPosition: 1 }
  expect(open(proofOf(block, 0, { ...ofBob, gross: 7n }).file)).toEqual([])
  expect(open(proofOf(block, 0, ofBob).file)).toEqual(['LOG_MATCHES_RECORD FAIL'])
  expect(open(proofOf(block, 0, { ...human, contributor: bob }).file)).toEqual(['LOG_MATCHES_RECORD FAIL'])
})

test('a log that states no payout by itself proves that it is there, and no more', () => {
  const bulkCount = encodeEvent(
    market,
    humanEvents.find(({ name, inputs }) => name === 'BulkTransfer' && inputs[1]?.name === 'bulkCount')!,
    { txId: 1n, bulkCount: 1n },
  )
  const counted = proofOf([receiptOf([transferLog(market, alice, AMOUNT), bulkCount])], 0, {
    protocol: 'human',
    event: 'BulkTransfer',
  })
  expect(open(counted.file)).toEqual(['LOG_MATCHES_RECORD UNKNOWN'])
})

test('what is withdrawn for several jobs proves the whole, not each share', () => {
  const withdraw = encodeEvent(market, eventOf(oceanEvents, 'Withdraw'), { payer: alice, token, amount: AMOUNT })
  const logs = [transferLog(market, alice, AMOUNT), withdraw]
  const ocean = { protocol: 'ocean', event: 'Withdraw' } as const
  expect(open(proofOf([receiptOf(logs)], 0, ocean).file)).toEqual([])
  expect(open(proofOf([receiptOf(logs)], 0, { ...ocean, amount: 3n }).file)).toEqual([
    'LOG_MATCHES_RECORD UNKNOWN',
    'TRANSFER_MATCHES UNKNOWN',
  ])
  expect(open(proofOf([receiptOf(logs)], 0, { ...ocean, amount: AMOUNT + 1n }).file)).toEqual([
    'LOG_MATCHES_RECORD FAIL',
    'TRANSFER_MATCHES FAIL',
  ])
})

test('data of a log that does not follow its event is not read', () => {
  const whole = payoutLog(alice, AMOUNT)
  const short = { ...whole, data: whole.data.slice(0, -2) as Hex }
  const found = open(proofOf([receiptOf([transferLog(market, alice, AMOUNT), short])], 0).file)
  expect(found).toEqual(['LOG_MATCHES_RECORD UNKNOWN'])
})

test.each([
  ['nothing', undefined],
  ['a text', 'proof'],
  ['a list', [file]],
  ['another version', { ...file, version: 2 }],
  ['another format', { ...file, format: 'proof' }],
  ['an unknown field', { ...file, note: 'true' }],
  ['an unknown claim', { ...file, claim: { ...file.claim, memo: '' } }],
  ['no claim', { ...file, claim: null }],
  ['a missing field', { ...file, claim: { ...file.claim, token: undefined } }],
  ['an inherited field', Object.create(file)],
  ['an address in upper case', withClaim({ contributor: alice.toUpperCase() as Hex })],
  ['a number for an amount', { ...file, claim: { ...file.claim, amount: 1_000_000 } }],
  ['a gross amount that is the amount', withClaim({ gross: String(AMOUNT) })],
  ['an amount with a leading zero', withClaim({ amount: '01000000' })],
  ['a negative position', withClaim({ logPosition: -1 })],
  ['half a position', withClaim({ logPosition: 0.5 })],
  ['65 nodes', withReceipt({ nodes: new Array(65).fill('0x') })],
])('a file that is %s is no proof, and never a crash', (_, broken) => {
  const { result, checks, proof } = verifyPayoutProof(broken, blockHash)
  expect({ result, proof }).toEqual({ result: 'FAIL', proof: null })
  expect(checks[0]!.detail).toMatch(/^This is no payout proof of version 1: .+\.$/)
})

test('what each check says is one sentence', () => {
  for (const { detail } of verifyPayoutProof(file, blockHash).checks) expect(detail).toMatch(/^[A-Z][^\n]*\.$/)
  expect(account(1)).toBe(token)
})

test('the package gives the checker under its own name', async () => {
  const program = `
    import { verifyPayoutProof } from 'daybook/verify'
    const [file, hash] = JSON.parse(process.argv[1])
    console.log(verifyPayoutProof(file, hash).result, verifyPayoutProof(file).result)`
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '-e', program, JSON.stringify([file, blockHash])],
    { cwd: import.meta.dirname },
  )
  expect(stdout).toBe('PASS UNKNOWN\n')
})
