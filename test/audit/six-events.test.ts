import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runDaybook, writeConfig } from '../../bench/daybook-process.ts'
import { type NodeProcess, startNode } from '../../bench/node-process.ts'

// A market that emits only the six fixed events, with payouts that break every rule: it is told what it stated, and accused of nothing else.

const folder = mkdtempSync(join(tmpdir(), 'daybook-audit-six-'))
let node: NodeProcess
beforeAll(async () => {
  node = await startNode(folder, ['--events', '5000', '--seed', '3'])
  writeConfig(folder, node)
  expect((await runDaybook(folder, ['index', '--once'])).code).toBe(0)
}, 60_000)
afterAll(async () => {
  await node?.stop()
  rmSync(folder, { recursive: true })
})

test('neither gaps in its numbers, nor missing events, nor prices of the moment', async () => {
  const { stdout, code } = await runDaybook(folder, ['audit', '--offline', '--json'])
  const { findings } = JSON.parse(stdout) as { findings: { code: string }[] }
  expect(code).toBe(3)
  expect(new Set(findings.map((finding) => finding.code))).toEqual(new Set(['PAID_TWICE', 'UNMATCHED_PAYOUT']))
})
