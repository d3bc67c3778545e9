import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { Comparison } from '../../src/cli/compare/compare.ts'
import type { Hex } from '../../src/domain/hex.ts'
import type { Ask } from '../../src/indexer/answers.ts'
import { digestAt } from '../../src/store/digest.ts'
import { openStore } from '../../src/store/open.ts'
import { createFakeNode } from '../chain/fake-node.ts'
import { CHAIN_ID } from '../simulation/books-of.ts'
import { createOracle } from '../simulation/factory-answers.ts'
import { factoryConfig, mineFactories } from '../simulation/factory-chain.ts'
import { indexWith } from '../simulation/factory-live.ts'
import { createRandom } from '../simulation/random.ts'
import { runWith } from './helpers.ts'

// Markets whose rows also depend on what contracts answered: the same logs, and one answer that is another.

const folder = mkdtempSync(join(tmpdir(), 'daybook-answers-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const LIE: Hex = `0x${'00'.repeat(12)}${'ab'.repeat(20)}`

test('one other answer of a contract is told with the first block and row that it makes another', async () => {
  const node = await createFakeNode({ chainId: CHAIN_ID })
  mineFactories(node.chain, createRandom(4), 120)
  const settings = factoryConfig({ rpc: [node.url], pollMs: 5 })
  let files = 0
  const index = async (ask: Ask, toBlock?: number) => {
    const file = join(folder, `${files++}.db`)
    const store = await openStore(file, { write: true })
    await indexWith(store, settings, ask, toBlock)
    const answers = await store.read((db) => db.select().from(store.tables.answers))
    const digest = (await store.read((db) => digestAt(db, store.tables, CHAIN_ID)))?.digest
    await store.close()
    return { file, answers, digest }
  }
  const truth = createOracle().ask
  const honest = await index(truth)
  let told = 0
  for (const { address, data, answer } of honest.answers.filter((row) => row.answer?.length === 66)) {
    const lying: Ask = async (questions) => {
      const answers = await truth(questions)
      return answers.map((own, i) => (questions[i]!.to === address && questions[i]!.data === data ? LIE : own))
    }
    const other = await index(lying)
    const { code, out } = await runWith(['compare', honest.file, other.file, '--json', '--chain', `${CHAIN_ID}`], {
      openStore,
    })
    const found = JSON.parse(out) as Comparison
    expect(code).toBe(other.digest === honest.digest ? 0 : 3)
    if (code === 0 || found.difference!.row!.table === 'logs') continue
    told++
    const { block, why, row } = found.difference!
    expect(why).toContain(`contract ${address} was asked ${data}, and A has ${answer}, B has ${LIE}`)
    expect(row).not.toBeNull()
    // Up to the block before they are the same; at its end they are not.
    const [before, after] = [block! - 1, block!]
    expect((await index(lying, before)).digest).toBe((await index(truth, before)).digest)
    expect((await index(lying, after)).digest).not.toBe((await index(truth, after)).digest)
    if (told === 3) break
  }
  expect(told).toBe(3)
  await node.stop()
}, 120_000)
