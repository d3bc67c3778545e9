import type { KnownProtocol } from '../../src/config/config.ts'

/** What the configuration is told of the protocols, without loading them. */
export const protocols: readonly KnownProtocol[] = [
  { name: 'datamarket', roles: [] },
  { name: 'human', roles: ['legacyFactory', 'kvStore', 'staking', 'rewardPool'] },
  { name: 'ocean', roles: ['fixedRateExchange', 'dispenser', 'escrow', 'router'] },
]
