import { expect, test } from 'vitest'
import { parseDatabase, showDatabase } from '../../src/config/database-url.ts'
import { redactDeep, redactUrls } from '../../src/config/redact.ts'

test.each([
  ['asked https://eth.example/v3/abc123?x=1, no answer', 'asked https://eth.example/… no answer'],
  ['postgres://user:pass@db.internal:5432/books', 'postgres://db.internal:5432/…'],
  ['(wss://user@eth.example)', '(wss://eth.example/…)'],
  ['a https://eth.example b', 'a https://eth.example b'],
  ['Serving at http://127.0.0.1:4000/graphql', 'Serving at http://127.0.0.1:4000/graphql'],
  ['http://127.0.0.1:8545/0123456789abcdef', 'http://127.0.0.1:8545/…'],
  ['http://localhost:8545/?key=abc', 'http://localhost:8545/…'],
  ['https://[broken/abc123', 'https://…'],
  ['HTTPS://ETH.EXAMPLE/KEY', 'https://eth.example/…'],
  ['an http:// or https:// URL', 'an http:// or https:// URL'],
])('%s is shown as %s', (text, expected) => {
  expect(redactUrls(text)).toBe(expected)
})

test('a whole value is redacted, errors and big numbers included', () => {
  const error = new Error('fetch https://a.example/key failed')
  expect(redactDeep({ a: ['https://a.example/key'], error, n: 1n, none: null, deep: { b: { c: { d: {} } } } })).toEqual(
    {
      a: ['https://a.example/…'],
      error: 'fetch https://a.example/… failed',
      n: '1',
      none: null,
      deep: { b: { c: { d: '…' } } },
    },
  )
})

test.each([
  ['sqlite:./a.db', 'sqlite:./a.db'],
  ['./a.db', 'sqlite:./a.db'],
  ['/var/lib/a.db', 'sqlite:/var/lib/a.db'],
  ['sqlite:///var/lib/a.db', 'sqlite:/var/lib/a.db'],
  ['C:/a.db', 'sqlite:C:/a.db'],
  ['postgresql://h/d?sslmode=require', 'postgres://h/d?sslmode=require'],
  ['POSTGRES://h/d', 'postgres://h/d'],
  ['postgres:/h/d', null],
  ['postgres://', null],
  ['sqlite:', null],
  [':memory:', null],
  ['sqlite::memory:', null],
  ['file:a.db', null],
  ['mysql://h/d', null],
  ['  ', null],
])('the database %s is %s', (text, expected) => {
  expect(parseDatabase(text)).toBe(expected)
})

test('a database is shown without user and password', () => {
  expect(showDatabase('postgres://user:pass@h:1/d?password=x')).toBe('postgres://h:1/d')
  expect(showDatabase('sqlite:./a.db')).toBe('sqlite:./a.db')
})
