import { z } from 'zod'
import type { KnownProtocol } from './config.ts'
import { configSchema } from './schema.ts'

type JsonSchema = z.core.JSONSchema.JSONSchema

/** The configuration's JSON schema, for editors: docs/config.schema.json holds it, and a test keeps that current. */
export const configJsonSchema = (protocols: readonly KnownProtocol[]): string => {
  const schema = z.toJSONSchema(configSchema(protocols), { io: 'input' }) as JsonSchema
  const markets = schema.properties!.markets as JsonSchema
  markets.items = asWritten(markets.items as JsonSchema, protocols)
  return `${JSON.stringify({ title: 'Daybook configuration', ...schema }, null, 2)}\n`
}

/** A market before its preset is expanded: either that or its own fields, and the roles of its protocol only. */
const asWritten = ({ required, ...market }: JsonSchema, protocols: readonly KnownProtocol[]): JsonSchema => ({
  ...market,
  anyOf: [{ required: ['preset'] }, { required: required! }],
  allOf: protocols.map(({ name, roles }) => ({
    if: { required: ['protocol'], properties: { protocol: { const: name } } },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON schema.
    then: {
      properties: {
        contracts: { properties: Object.fromEntries(roles.map((role) => [role, true])), additionalProperties: false },
      },
    },
  })),
})
