import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Hex } from '../../src/domain/hex.ts'
import { packBody, unpackBody } from '../../src/store/log-body.ts'

const hex = (constraints: { minLength?: number; maxLength?: number }) =>
  fc
    .array(fc.oneof(fc.constant(0), fc.nat(255)), constraints)
    .map((bytes): Hex => `0x${Buffer.from(bytes).toString('hex')}`)
const topic = hex({ minLength: 32, maxLength: 32 })

test('topics and data of any length come back whole', () => {
  fc.assert(
    fc.property(fc.array(topic, { maxLength: 4 }), hex({ maxLength: 200 }), (topics, data) => {
      const emitter = { topic0: topics[0] ?? ('0x' as Hex), topicCount: topics.length }
      expect(unpackBody(emitter, packBody(topics, data))).toEqual({ topics, data })
    }),
  )
})

test('zeros cost next to nothing', () => {
  const word = (digits: string) => digits.padStart(64, '0')
  const topics = [`0x${word('aa')}`, `0x${word('07')}`, `0x${word('2a')}`] as Hex[]
  expect(packBody(topics, `0x${word('0f4240')}${word('')}`).length).toBe(2 + 2 + 4 + 1)
})
