import { expect, test } from 'vitest'
import { heapFlags, missingHeapFlags } from '../../src/cli/heap-flags.ts'

test('commands that read a whole history run with the flags, wherever the command stands', () => {
  expect(missingHeapFlags(['--config', 'a.json', 'index', '--once'], [])).toEqual(heapFlags)
  expect(missingHeapFlags(['refold'], ['--cpu-prof'])).toEqual(heapFlags)
})

test('other commands do not', () => {
  expect(missingHeapFlags(['serve', '--port', '4000'], [])).toEqual([])
  expect(missingHeapFlags([], [])).toEqual([])
})

test('a flag that was given stays as it was given, and nothing is asked for twice', () => {
  expect(missingHeapFlags(['index'], ['--max-semi-space-size=64'])).toEqual(heapFlags.slice(1))
  expect(missingHeapFlags(['index'], heapFlags)).toEqual([])
})
