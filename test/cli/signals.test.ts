import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const waiting = fileURLToPath(new URL('programs/waiting.ts', import.meta.url))

const start = async (stopMs: number, channel: 'ipc' | 'ignore' = 'ignore'): Promise<ChildProcess> => {
  const child = spawn(process.execPath, [waiting, String(stopMs)], { stdio: ['ignore', 'pipe', 'inherit', channel] })
  await said(child, 'ready')
  return child
}
const said = async (child: ChildProcess, word: string) => {
  for await (const [chunk] of on(child)) if (String(chunk).includes(word)) return
}
async function* on(child: ChildProcess): AsyncGenerator<unknown[]> {
  for (;;) yield (await once(child.stdout!, 'data')) as unknown[]
}
const ending = async (child: ChildProcess) => (await once(child, 'exit')) as [number | null, string | null]

test.each(['SIGINT', 'SIGTERM'] as const)('%s asks the program to stop', async (signal) => {
  const child = await start(10)
  child.kill(signal)
  expect(await ending(child)).toEqual([0, null])
})

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('a second %s ends it at once', async (signal, code) => {
  const child = await start(60_000)
  child.kill(signal)
  await said(child, 'stopping')
  await delay(600)
  child.kill(signal)
  expect(await ending(child)).toEqual([code, null])
})

test('a signal that comes twice, as npm sends it, is one', async () => {
  const child = await start(300)
  child.kill('SIGINT')
  await said(child, 'stopping')
  child.kill('SIGINT')
  expect(await ending(child)).toEqual([0, null])
})

test('a program whose supervisor is gone stops', async () => {
  const child = await start(10, 'ipc')
  child.disconnect()
  expect(await ending(child)).toEqual([0, null])
})
