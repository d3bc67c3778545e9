// Writes docs/config.schema.json, which editors complete configurations with: `npm run config-schema`.
import { writeFileSync } from 'node:fs'
import { configJsonSchema } from './src/config/json-schema.ts'
import { protocols } from './src/protocols/registry.ts'

writeFileSync(new URL('docs/config.schema.json', import.meta.url), configJsonSchema([...protocols.keys()]))
