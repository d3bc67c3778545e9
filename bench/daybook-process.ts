import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { NodeReady } from './fast-node.ts'
import { type Ran, startMeasured } from './measured-process.ts'

export const DAYBOOK = fileURLToPath(new URL('../bin/daybook.js', import.meta.url))

/** Writes daybook.config.json for a node into a folder. */
export const writeConfig = (
  folder: string,
  { url, market, chainId, startBlock }: Pick<NodeReady, 'url' | 'market' | 'chainId' | 'startBlock'>,
  chain: object = {},
): void => {
  const config = {
    chains: [{ id: chainId, name: 'synthetic', rpc: [url], ...chain }],
    markets: [{ protocol: 'datamarket', chainId, address: market, startBlock, name: 'Synthetic' }],
  }
  writeFileSync(join(folder, 'daybook.config.json'), JSON.stringify(config, null, 2))
}

/** Runs `daybook …` in a folder, as a user would, to its end. */
export const runDaybook = (folder: string, argv: readonly string[]): Promise<Ran> =>
  startMeasured({ argv: [DAYBOOK, ...argv], cwd: folder }).ended
