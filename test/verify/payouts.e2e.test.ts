// biome-ignore-all lint/suspicious/noExplicitAny: tests look into answers of any shape.
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { programFile } from '../../src/cli/program-file.ts'
import type { DemoChain } from '../../src/demo/chain.ts'
import { openStore } from '../../src/store/open.ts'
import { verifyPayoutProof } from '../../src/verify/verify-payout-proof.ts'
import { runWith } from '../cli/helpers.ts'
import { type Postgres, startPostgres } from '../helpers/postgres.ts'
import { playDemo } from './demo-chain.ts'
import { allPayouts, createShelf, type Shelf } from './served.ts'

// A real market on a real node, indexed and served: what the API proves of each payout, and what the proof is worth offline.

const SELECTION = `
  id kind amount { raw } receiver { address } contributor { address } settlement
  createdBy { blockNumber blockHash finality }
  verification {
    result checkedAt checks { name result detail } file
    receipt { blockHash headerRlp receiptsRoot key nodes receipt logPosition }
  }`

let chain: DemoChain
let postgres: Postgres
beforeAll(async () => {
  postgres = await startPostgres()
  chain = await playDemo(7)
}, 120_000)
afterAll(async () => {
  await chain?.anvil.stop()
  await postgres?.stop()
})

const configOf = (database: string, rpc: string = chain.anvil.url) =>
  JSON.stringify({
    database,
    chains: [{ id: 31_337, name: 'local', rpc: [rpc], finality: 'finalized' }],
    markets: [
      { protocol: 'datamarket', chainId: 31_337, address: chain.addresses.market, startBlock: chain.startBlock },
    ],
  })

const resultsOf = ({ checks }: any): Record<string, string> =>
  Object.fromEntries(checks.map(({ name, result }: any) => [name, result]))

describe.each(['SQLite', 'PostgreSQL'])('on %s', (engine) => {
  let shelf: Shelf
  let payouts: any[]
  beforeAll(async () => {
    const { anvil, addresses, startBlock } = chain
    shelf = await createShelf({
      rpcUrl: anvil.url,
      chainId: 31_337,
      markets: [{ protocol: 'datamarket', chainId: 31_337, address: addresses.market, startBlock, name: null }],
      ...(engine === 'PostgreSQL' ? { database: await postgres.createDatabase() } : {}),
    })
    payouts = await allPayouts(await shelf.serve([anvil.url]), SELECTION)
  }, 120_000)
  afterAll(() => shelf?.stop())

  test('every payout of a final block passes, and one that is not final says so', () => {
    expect(payouts.length).toBeGreaterThan(50)
    const kinds = new Set(payouts.map(({ kind }) => kind))
    expect(kinds).toEqual(new Set(['REWARD', 'REVENUE_SHARE']))
    const finalities = new Set<string>()
    for (const { kind, createdBy, verification } of payouts) {
      const final = createdBy.finality === 'FINALIZED'
      finalities.add(createdBy.finality)
      expect(resultsOf(verification)).toEqual({
        BLOCK_CANONICAL: 'PASS',
        BLOCK_FINALIZED: final ? 'PASS' : 'UNKNOWN',
        RECEIPT_IN_BLOCK: 'PASS',
        LOG_IN_RECEIPT: 'PASS',
        LOG_MATCHES_RECORD: 'PASS',
        TRANSFER_MATCHES: 'PASS',
        LEDGER_BALANCES: 'PASS',
        // A share of revenue is the contract's own reckoning.
        ACCRUED_BEFORE_PAID: kind === 'REWARD' ? 'PASS' : 'UNKNOWN',
      })
      expect(verification.result).toBe(final && kind === 'REWARD' ? 'PASS' : 'UNKNOWN')
      for (const { detail } of verification.checks) expect(detail).toMatch(/^[A-Z].*\.$/)
    }
    expect(finalities).toContain('FINALIZED')
  })

  test('its file passes offline against the block hash, and says what the books say', () => {
    for (const { amount, receiver, contributor, createdBy, verification } of payouts) {
      const { file, receipt } = verification
      const { blockHash: hash, finality } = createdBy
      const { result, checks, proof } = verifyPayoutProof(file, hash)
      expect({ result, checks }).toMatchObject({ result: 'PASS' })
      expect(proof!.claim).toMatchObject({
        amount: BigInt(amount.raw),
        receiver: receiver.address.toLowerCase(),
        contributor: contributor.address.toLowerCase(),
        contract: chain.addresses.market,
      })
      expect(file).toMatchObject({ chainId: 31_337, finalWhenMade: finality === 'FINALIZED' })
      expect(receipt).toEqual({ ...file.receipt, logPosition: file.claim.logPosition })
      expect(receipt.blockHash).toBe(hash)
    }
  })

  test("a file made at the command line is the API's, and passes there", async () => {
    const folder = await mkdtemp(join(tmpdir(), 'daybook-prove-'))
    const [config, proof] = [join(folder, 'daybook.config.json'), join(folder, 'proof.json')]
    await writeFile(config, configOf(shelf.url))
    const { id, verification } = payouts.find(({ verification: { result } }) => result === 'PASS')
    const parts = { openStore }
    const prove = (...argv: string[]) => runWith(['prove-payout', '--config', config, ...argv], parts)
    const { file } = verification

    expect(await prove(id, '--output', proof)).toEqual({ code: 0, out: '', err: '' })
    expect(JSON.parse(await readFile(proof, 'utf8'))).toEqual(file)
    expect(JSON.parse((await prove(id)).out)).toEqual(file)
    const verified = await runWith(['verify-proof', proof, '--block-hash', file.receipt.blockHash])
    expect(verified).toMatchObject({ code: 0, out: expect.stringContaining('\nProven: ') })

    expect(await prove(id, '--output', proof)).toMatchObject({
      code: 2,
      err: expect.stringContaining('there is a file'),
    })
    expect(await prove('nonsense')).toMatchObject({ code: 2, err: expect.stringContaining('not a global id') })
    const absent = Buffer.from(`Payout:31337:0x${'00'.repeat(32)}:0:0`).toString('base64url')
    expect(await prove(absent)).toMatchObject({ code: 2, err: expect.stringContaining('No payout is indexed') })
    await writeFile(config, configOf(shelf.url, 'http://127.0.0.1:9/secretkey'))
    const silent = await prove(id)
    expect(silent).toMatchObject({
      code: 75,
      out: '',
      err: expect.stringContaining('No node of the chain answers now'),
    })
    expect(silent.err).not.toContain('secretkey')
    await rm(folder, { recursive: true })
  }, 30_000)

  test('`daybook serve` asks the nodes of its configuration', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'daybook-serve-'))
    await writeFile(join(folder, 'daybook.config.json'), configOf(shelf.url))
    const child = spawn(process.execPath, [programFile, 'serve', '--port', '0', '--json'], { cwd: folder })
    try {
      const [line] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string]
      const { id, verification } = payouts.find(({ verification: { result } }) => result === 'PASS')
      const query = `{ payout(by: { id: "${id}" }) { verification { result file } } }`
      // As docs/proofs.md has it.
      const command = `curl -s "$URL/graphql" -H 'content-type: application/json' -d '${JSON.stringify({ query })}' | node -pe 'JSON.stringify(JSON.parse(fs.readFileSync(0)).data.payout.verification.file)'`
      const { stdout } = await promisify(execFile)('sh', ['-c', command], {
        env: { ...process.env, URL: JSON.parse(line).url },
      })
      expect(JSON.parse(stdout)).toEqual(verification.file)
    } finally {
      child.kill()
      await once(child, 'exit')
      await rm(folder, { recursive: true })
    }
  }, 30_000)

  test('what somebody tells of one payout is not proven by the proof of another', () => {
    const files = payouts.map(({ verification }) => verification.file)
    const one = files[0]
    const other = files.find(({ receipt }) => receipt.blockHash !== one.receipt.blockHash)
    const amount = String(BigInt(one.claim.amount) + 1n)
    expect(verifyPayoutProof({ ...one, claim: { ...one.claim, amount } }, one.receipt.blockHash).result).toBe('FAIL')
    const swapped = { ...one, receipt: other.receipt }
    expect(verifyPayoutProof(swapped, one.receipt.blockHash).result).toBe('FAIL')
    expect(verifyPayoutProof(swapped, other.receipt.blockHash).result).toBe('FAIL')
  })
})
