import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseConfig } from '../../src/config/parse.ts'
import { presets } from '../../src/config/presets.ts'
import { DaybookError } from '../../src/errors.ts'
import { protocols } from './protocols.ts'

const secret = 'c0ffee00deadbeef'
const urls = fc.constantFrom(
  `https://host.example/v3/${secret}`,
  `https://user:${secret}@host.example`,
  `https//host.example/${secret}`,
  `wss://host.example?key=${secret}`,
  `postgres://user:${secret}@db/x`,
  `mysql://user:${secret}@db/x`,
  `postgres:/${secret}`,
)
const any = fc.jsonValue({ maxDepth: 4 })
const wild = (value: fc.Arbitrary<unknown>) => fc.oneof({ weight: 3, arbitrary: value }, { weight: 1, arbitrary: any })

/** Configurations that are right in most places, and anything at all in the others. */
const nearly = fc.record(
  {
    name: wild(fc.string()),
    database: wild(urls),
    chains: wild(
      fc.array(
        wild(
          fc.record({ id: wild(fc.nat(3)), name: wild(fc.string()), rpc: wild(fc.array(wild(urls))), finality: any }),
        ),
      ),
    ),
    markets: wild(
      fc.array(
        wild(
          fc.record(
            {
              preset: wild(fc.constantFrom(...presets.keys())),
              protocol: wild(fc.constantFrom('datamarket', 'human')),
              chainId: wild(fc.nat(3)),
              address: any,
              contracts: wild(fc.dictionary(fc.constantFrom('kvStore', 'staking', '__proto__', 'x'), any)),
            },
            { requiredKeys: [] },
          ),
        ),
      ),
    ),
  },
  { requiredKeys: [] },
)

const outcome = (value: unknown): string => {
  try {
    parseConfig(value, { source: 'x', env: {}, protocols })
    return ''
  } catch (error) {
    if (error instanceof DaybookError && error.code === 'CONFIG_INVALID')
      return error.message + JSON.stringify(error.details)
    throw error
  }
}

test('no JSON breaks the parser: it is a configuration, or CONFIG_INVALID', () => {
  fc.assert(
    fc.property(fc.oneof(any, nearly), (value) => void outcome(value)),
    { numRuns: 1_000 },
  )
  for (const text of [
    '{"__proto__":{"x":1}}',
    '{"chains":[{"__proto__":null}],"markets":[null]}',
    '{"constructor":1}',
    '{"chains":[{"id":1}],"markets":[{"preset":"__proto__"},{"preset":"constructor"},{"contracts":{"__proto__":["x"]}}]}',
  ]) {
    expect(outcome(JSON.parse(text))).not.toBe('')
  }
})

test('no error holds what is secret in a URL', () => {
  fc.assert(
    fc.property(nearly, (value) => {
      expect(outcome(value)).not.toContain(secret)
    }),
    { numRuns: 1_000 },
  )
})
