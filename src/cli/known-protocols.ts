import type { KnownProtocol } from '../config/config.ts'
import { protocols } from '../protocols/registry.ts'

/** Every protocol of the registry, as the configuration needs to know it. */
export const knownProtocols: readonly KnownProtocol[] = [...protocols.values()].map(({ name, configurable }) => ({
  name,
  roles: configurable,
}))
