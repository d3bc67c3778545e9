import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { exitCodeOf, sentenceOf } from '../../src/cli/exit.ts'
import { DaybookError, type ErrorCode, errorCodes } from '../../src/errors.ts'
import { aStore, runWith } from './helpers.ts'

test.each(Object.entries(errorCodes))('%s, to %s, has its exit code', (code, action) => {
  const expected = { 'fix-use': 2, 'retry-later': 75, investigate: 1 }[action]
  expect(exitCodeOf(new DaybookError(code as ErrorCode, 'x'))).toBe(expected)
})

test('docs/errors.md describes every code, with its exit code, and no other', () => {
  const text = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8')
  const described = [...text.matchAll(/^\| `([A-Z_]+)` \| (\d+) \|/gm)].map((match) => [match[1], Number(match[2])])
  const known = Object.keys(errorCodes).map((code) => [code, exitCodeOf(new DaybookError(code as ErrorCode, ''))])
  expect(described.sort()).toEqual(known.sort())
})

test.each([
  [['verifi'], "Unknown command 'verifi'\n"],
  [['index', '--nope'], "Unknown option '--nope'\n"],
  [['index', 'extra'], "Too many arguments for 'index'. Expected 0 arguments but got 1: extra.\n"],
  [['index', '--to-block', '-1'], "Option '--to-block <number>' argument '-1' is invalid."],
  [['serve', '--port', '70000'], 'Expected a whole number from 0 to 65535.'],
  [['query'], "Missing required argument 'statement'\n"],
  [['digest'], "Required option '--chain <id>' not specified\n"],
  [['status', '--log-level', 'loud'], 'Allowed choices are silent, error, warn, info, debug.'],
])('wrong use, %j, exits 2 with a sentence', async (argv, sentence) => {
  const { code, out, err } = await runWith(argv)
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toContain(sentence)
})

test('no command at all shows the help, and is wrong use', async () => {
  const { code, err } = await runWith([])
  expect(code).toBe(2)
  expect(err).toContain('Usage: daybook')
})

const query = ['query', 'select 1', '--database', 'x.db']
const failing = (error: unknown) => ({ openStore: () => Promise.reject(error) })

test('an unknown error is one sentence without its URL, and exits 1', async () => {
  const error = new Error('fetch https://a.example/v3/secretkey failed\nsecond line')
  const { code, err } = await runWith(query, failing(error))
  expect({ code, err }).toEqual({ code: 1, err: 'Unexpected failure: fetch https://a.example/… failed\n' })
})

test('the stack comes with --log-level debug only, its URLs cut', async () => {
  const cause = new Error('https://a.example/v3/secretkey')
  const error = new DaybookError('DATABASE_UNREACHABLE', 'There is none.', { cause })
  expect((await runWith(query, failing(error))).err).toBe('There is none.\n')
  const { code, err } = await runWith([...query, '--log-level', 'debug'], failing(error))
  expect(code).toBe(75)
  expect(err).toMatch(
    /^There is none\.\nDaybookError: There is none\.\n {4}at [\s\S]*Caused by Error: https:\/\/a\.example\/…/,
  )
  expect(err).not.toContain('secretkey')
})

test('with --json an error is JSON on stderr', async () => {
  const error = new DaybookError('CHAIN_MISMATCH', 'Wrong chain.', {
    details: { url: 'https://a.example/v3/secretkey' },
  })
  const { out, err } = await runWith([...query, '--json'], failing(error))
  expect(out).toBe('')
  expect(JSON.parse(err)).toEqual({
    error: { code: 'CHAIN_MISMATCH', message: 'Wrong chain.', url: 'https://a.example/…' },
  })
  expect(JSON.parse((await runWith(['--json', 'nope'])).err).error.code).toBe('USAGE')
})

test('what fails because it was told to stop is no failure worth a story', async () => {
  const signal = AbortSignal.abort()
  const openStore = async () => aStore({ query: () => Promise.reject(new Error('This operation was aborted')) })
  expect(await runWith(query, { openStore }, { signal })).toEqual({ code: 1, out: '', err: 'Stopped.\n' })
})

test('anything can be thrown', () => {
  expect(sentenceOf('text')).toBe('Unexpected failure: text')
  expect(sentenceOf(undefined)).toBe('Unexpected failure: undefined')
  expect(exitCodeOf(null)).toBe(1)
})
