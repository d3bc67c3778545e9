import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createProgram } from '../../src/cli/program.ts'
import { anOutput, runWith } from './helpers.ts'

const commands = createProgram(
  { stdout: anOutput(), stderr: anOutput(), version: '1.2.3' },
  () => async () => {},
).commands

test('the help of the program', async () => {
  const { code, out } = await runWith(['--help'])
  expect(code).toBe(0)
  expect(out).toMatchSnapshot()
})

test.each(commands.map((command) => command.name()))('the help of %s, with an example', async (name) => {
  const { code, out, err } = await runWith([name, '--help'])
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toMatch(new RegExp(`Examples?:\n  daybook ${name}`))
  expect(out).toMatchSnapshot()
})

test('the commands are those of the interface that exist', () => {
  expect(commands.map((command) => command.name()).sort()).toEqual(
    [
      'audit',
      'backup',
      'compare',
      'demo',
      'digest',
      'doctor',
      'index',
      'migrate',
      'prove-payout',
      'query',
      'refold',
      'resolve',
      'serve',
      'start',
      'status',
      'verify',
      'verify-proof',
    ].sort(),
  )
})

test('docs/commands.md has a section for each command that names each of its options', () => {
  const text = readFileSync(new URL('../../docs/commands.md', import.meta.url), 'utf8')
  const sections = new Map(text.split(/^## /m).map((section) => [/^`daybook ([a-z-]+)/.exec(section)?.[1], section]))
  sections.delete(undefined)
  expect([...sections.keys()].sort()).toEqual(commands.map((command) => command.name()).sort())
  for (const command of commands) {
    for (const { long } of command.options) expect(sections.get(command.name())).toContain(`\`${long}`)
  }
})

test('the version', async () => {
  expect(await runWith(['--version'])).toEqual({ code: 0, out: '1.2.3\n', err: '' })
})
