import { z } from 'zod'
import { configSchema } from './schema.ts'

/** The configuration's JSON schema, for editors: docs/config.schema.json holds it, and a test keeps that current. */
export const configJsonSchema = (protocols: readonly string[]): string =>
  `${JSON.stringify({ title: 'Daybook configuration', ...z.toJSONSchema(configSchema(protocols), { io: 'input' }) }, null, 2)}\n`
