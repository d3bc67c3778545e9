import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type SuperviseOptions, supervise } from '../../src/cli/supervise.ts'
import { type Log, silentLog } from '../../src/log.ts'

const program = fileURLToPath(new URL('programs/child.mjs', import.meta.url))
let folder = ''
let file = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-supervise-'))
  file = join(folder, 'said')
})
afterEach(() => rmSync(folder, { recursive: true }))

const lines = (): string[] => {
  try {
    return readFileSync(file, 'utf8').trim().split('\n').sort()
  } catch {
    return []
  }
}
const until = (check: () => boolean) => vi.waitFor(() => expect(check()).toBe(true), { timeout: 10_000, interval: 20 })
const count = (line: string) => lines().filter((each) => each === line).length

const run = (behaviours: Record<string, readonly string[]>, over: Partial<SuperviseOptions> = {}) => {
  const stop = new AbortController()
  const children = Object.entries(behaviours).map(([name, args]) => ({ name, args: [file, ...args] }))
  const ended = supervise(children, { log: silentLog, signal: stop.signal, program, backoffMs: 20, ...over })
  return { stop, ended }
}

test('children run until told to stop, and are asked to before they are killed', async () => {
  const { stop, ended } = run({ one: ['wait'], two: ['wait'] })
  await until(() => lines().length === 2)
  stop.abort()
  expect(await ended).toBe(0)
  expect(lines()).toEqual(['one SIGTERM', 'one started', 'two SIGTERM', 'two started'])
})

test.each([
  ['is killed', ['crash']],
  ['fails', ['exit', '1']],
  ['finds its node unreachable', ['exit', '75']],
])('a child that %s starts again, and the other is left alone', async (_, behaviour) => {
  const warnings: string[] = []
  const log: Log = { ...silentLog, warn: (sentence) => warnings.push(sentence) }
  const { stop, ended } = run({ one: behaviour, two: ['wait'] }, { log })
  await until(() => count('one started') >= 3)
  stop.abort()
  expect(await ended).toBe(0)
  expect(count('two started')).toBe(1)
  expect(warnings[0]).toBe('The one process ended and starts again')
})

test('a child that ends by wrong use or configuration ends all, with its exit code', async () => {
  const { ended } = run({ two: ['wait'], one: ['exit', '2'] })
  expect(await ended).toBe(2)
  expect(count('one started')).toBe(1)
})

test('a child that ends well was told to, and ends all', async () => {
  const { ended } = run({ one: ['exit', '0'], two: ['wait'] })
  expect(await ended).toBe(0)
})

test('a child that does not stop is killed', async () => {
  const { stop, ended } = run({ one: ['stubborn'] }, { stopMsMax: 200 })
  await until(() => lines().length === 1)
  stop.abort()
  expect(await ended).toBe(1)
  expect(lines()).toEqual(['one SIGTERM', 'one started'])
})

test('told to stop before it began, it starts nothing', async () => {
  expect(await run({ one: ['wait'] }, { signal: AbortSignal.abort() }).ended).toBe(0)
  expect(lines()).toEqual([])
})

const supervisor = fileURLToPath(new URL('programs/supervisor.ts', import.meta.url))
const startSupervisor = () => spawn(process.execPath, [supervisor, file, 'wait'], { stdio: 'inherit' })

test('a supervisor forwards a signal and ends well', async () => {
  const running = startSupervisor()
  await until(() => lines().length === 1)
  running.kill('SIGTERM')
  expect((await once(running, 'exit'))[0]).toBe(0)
  expect(lines()).toEqual(['one SIGTERM', 'one started'])
})

test('a supervisor that is killed leaves no child behind', async () => {
  const running = startSupervisor()
  await until(() => lines().length === 1)
  running.kill('SIGKILL')
  await until(() => lines().includes('one alone'))
})
