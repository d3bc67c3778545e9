// Writes docs/config.schema.json, which editors complete configurations with: `npm run config-schema`.
import { writeFileSync } from 'node:fs'
import { knownProtocols } from './src/cli/known-protocols.ts'
import { configJsonSchema } from './src/config/json-schema.ts'

writeFileSync(new URL('docs/config.schema.json', import.meta.url), configJsonSchema(knownProtocols))
