import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { programFile } from '../../src/cli/program-file.ts'
import { block, PAID_AT, proofOf } from '../verify/proofs.ts'
import { runWith } from './helpers.ts'

const { file, blockHash } = proofOf(block, PAID_AT)
let folder: string
let path: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'daybook-proof-'))
  path = await save('proof.json', JSON.stringify(file))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const save = async (name: string, text: string): Promise<string> => {
  const target = join(folder, name)
  await writeFile(target, text)
  return target
}

test('a true proof: every check by name, and the payout in words', async () => {
  const { code, out, err } = await runWith(['verify-proof', path, '--block-hash', blockHash])
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toMatchSnapshot()
})

test('without a block hash it says what to compare, and proves nothing yet', async () => {
  const { code, out } = await runWith(['verify-proof', path])
  expect(code).toBe(0)
  expect(out).toMatch(
    /^UNKNOWN {2}BLOCK_CANONICAL {5}Compare the block hash 0x[0-9a-f]{64} with a source that you trust/,
  )
  expect(out).toContain('\nNot proven yet: 1000000 of token')
  expect(out).toContain('--block-hash')
})

test('a proof of another block, or a changed one, is a difference', async () => {
  const other = await runWith(['verify-proof', path, '--block-hash', `0x${'00'.repeat(32)}`])
  expect(other.code).toBe(3)
  expect(other.out).toContain('FAIL     BLOCK_CANONICAL')
  const changed = { ...file, claim: { ...file.claim, amount: '2000000' } }
  const tampered = await runWith(['verify-proof', await save('changed.json', JSON.stringify(changed))])
  expect(tampered.code).toBe(3)
  expect(tampered.out).toContain('FAIL     LOG_MATCHES_RECORD')
  expect(tampered.out).toContain('\nNot proven: 2000000')
  const none = await runWith(['verify-proof', await save('none.json', '{"a":1}')])
  expect(none.code).toBe(3)
  expect(none.out).toBe(
    'FAIL     RECEIPT_IN_BLOCK    This is no payout proof of version 1: format is missing.\n\nNot proven.\n',
  )
})

test('for programs there is one document', async () => {
  const { out } = await runWith(['verify-proof', '--json', path, '--block-hash', blockHash])
  expect(JSON.parse(out)).toMatchObject({
    result: 'PASS',
    chainId: 31_337,
    blockHash,
    finalWhenMade: true,
    claim: { ...file.claim },
    checks: [{ name: 'BLOCK_CANONICAL', result: 'PASS', detail: expect.any(String) }, {}, {}, {}, {}],
  })
})

test.each([
  ['a file that is not there', () => join(folder, 'absent.json'), 'cannot be read: ENOENT.'],
  ['a folder', () => folder, 'cannot be read: EISDIR.'],
])('%s is wrong use', async (_, name, why) => {
  const { code, out, err } = await runWith(['verify-proof', name()])
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toContain(why)
})

test('what is no JSON, or far too large, is wrong use', async () => {
  const text = await runWith(['verify-proof', await save('text.json', 'proof')])
  expect(text).toMatchObject({ code: 2, err: expect.stringContaining('cannot be read: it is not JSON.') })
  const large = await runWith(['verify-proof', await save('large.json', ' '.repeat(17 * 1024 * 1024))])
  expect(large).toMatchObject({ code: 2, err: expect.stringContaining('larger than') })
})

test('a block hash that is none is wrong use', async () => {
  const { code, err } = await runWith(['verify-proof', path, '--block-hash', '0x12'])
  expect(code).toBe(2)
  expect(err).toContain('64 hex digits')
})

test('text in a file gives a terminal no orders', async () => {
  const evil = await save('evil.json', JSON.stringify({ ...file, '\u001b[2J': 1 }))
  const { out } = await runWith(['verify-proof', evil])
  expect(out).not.toContain('\u001b')
})

test('- reads stdin, in the program itself', async () => {
  const child = spawn(process.execPath, [programFile, 'verify-proof', '-', '--block-hash', blockHash])
  child.stdin.end(JSON.stringify(file))
  let out = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    out += chunk
  })
  const [code] = await once(child, 'close')
  expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('\nProven: 1000000 of token') })
})
