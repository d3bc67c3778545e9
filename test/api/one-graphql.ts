import { createRequire } from 'node:module'
import { vi } from 'vitest'

// Vite finds the ES module build of graphql where Node finds the CommonJS one, and two copies of graphql refuse each other's
// schemas. Imported first, this gives the tests the copy that Apollo Server has.
vi.mock('graphql', () => createRequire(import.meta.url)('graphql'))
